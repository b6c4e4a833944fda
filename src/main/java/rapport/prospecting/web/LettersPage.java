package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.paper.Letters;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Who;

/** Letters that wait to be printed and posted. */
public record LettersPage(PageHead head, Table table, FieldView codes, boolean hasPrinted) implements Part {

    static LettersPage of(List<Letters.Row> rows, Map<UUID, String> contacts, Map<PersonId, String> people, FieldView codes, Viewer viewer, Clock clock) {
        var ready = rows.stream().filter(it -> it.why() == null).count();
        var printed = rows.stream().filter(it -> it.code() != null).count();
        var lede = rows.isEmpty() ? "No letter waits." : "%s, %s printed and not posted yet%s.".formatted(Say.count(rows.size(), "letter waits", "letters wait"), Say.count(printed), ready < rows.size() ? "; " + Say.count((int) (rows.size() - ready)) + " cannot be printed" : "");
        var head = ready == 0 || !viewer.role().changes() ? PageHead.of("Letters", lede) : PageHead.of("Letters", lede, Action.primary("Print " + Say.count((int) ready, "letter", "letters"), "/prospecting/letters/printing").with("note").posting());
        return new LettersPage(head.under("By hand", "/prospecting/worklist"), new Table("Letters", List.of(Column.of("To"), Column.of("What"), Column.of("How it stands"), Column.of("Whose"), Column.of("When"), Column.of("")),
                rows.stream().map(it -> row(it, contacts, people, viewer, clock)).toList(), new EmptyState("No letter waits", "A play with a letter in it puts it here when its day has come: printed for an envelope with a window, with a square by which it is posted.", Action.primary("Open the plays", "/prospecting/plays")), null),
                codes, printed > 0 || codes.error() != null);
    }

    private static Table.Row row(Letters.Row it, Map<UUID, String> contacts, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        return Table.Row.of(new Cell.Link(contacts.getOrDefault(it.contact(), "Somebody who is gone"), "/contacts/" + it.contact(), null), new Cell.Link(it.subject(), "/prospecting/touches/" + it.touch(), null), state(it, viewer, clock),
                new Cell.Person(Who.of(it.owner(), people.getOrDefault(it.owner(), "Somebody who left")), null, null), Cell.text(Say.moment(it.dueAt(), viewer, clock)),
                it.code() == null ? new Cell.None(false) : new Cell.Acts(List.of(Action.second("Print it again", "/prospecting/letters/%s/pdf".formatted(it.touch())))));
    }

    private static Cell state(Letters.Row it, Viewer viewer, Clock clock) {
        return it.why() != null ? new Cell.Text("cannot be printed", it.why())
                : it.code() != null && it.printedAt() != null ? new Cell.Text("printed " + Say.moment(it.printedAt(), viewer, clock), "%s-%s; not posted yet".formatted(it.code().substring(0, 4), it.code().substring(4))) : new Cell.Text("ready", null);
    }

    @Override
    public String template() {
        return "prospecting/paper/index";
    }
}
