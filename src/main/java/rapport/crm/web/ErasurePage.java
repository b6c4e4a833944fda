package rapport.crm.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.CrmRecord;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;

/** What is known of a person, counted; and the form that erases it. */
public record ErasurePage(PageHead head, String id, String name, Table table, FieldView typed) implements Part {

    static ErasurePage of(UUID id, CrmRecord it, Map<String, Map<String, List<Map<String, @Nullable Object>>>> all, FieldView typed) {
        var name = it.text("name").filter(text -> !text.isBlank()).or(() -> it.text("email")).orElse("Somebody");
        var rows = all.entrySet().stream().flatMap(keeper -> keeper.getValue().entrySet().stream().filter(kind -> !kind.getValue().isEmpty()).map(kind -> Table.Row.of(Cell.text(kind.getKey()), Cell.text(keeper.getKey()), Cell.number(Say.count(kind.getValue().size()))))).toList();
        return new ErasurePage(PageHead.of("What we know of " + name, "Whoever asks is told all of it, and forgotten when they want that.", Action.second("Take it along", "/contacts/%s/person/everything".formatted(id)).with("download")).under(name, "/contacts/" + id), id.toString(), name,
                new Table("What is known", List.of(Column.of("What"), Column.of("Kept by"), Column.number("Entries")), rows, null, null), typed);
    }

    @Override
    public String template() {
        return "crm/person/show";
    }
}
