package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;
import rapport.web.Html;
import rapport.web.Option;
import rapport.web.Part;

/** Suggestions for a field that names another record. */
@Controller
public class ChoicesController {

    public record ChoicesPart(List<Option> options, String none) implements Part {

        @Override
        public String template() {
            return "crm/record/_choices";
        }
    }

    private final RecordList list;

    ChoicesController(RecordList list) {
        this.list = list;
    }

    @GetMapping("/" + KIND + "/choices")
    ModelAndView choices(@PathVariable Kind kind, @RequestParam(defaultValue = "") String q, Viewer viewer) {
        var note = switch (kind) {
            case ACCOUNT -> "city";
            case CONTACT -> "email";
            case LEAD -> "company";
            default -> null;
        };
        var sort = kind == Kind.OPPORTUNITY ? new ListQuery.Sort("amount", true) : new ListQuery.Sort("name", false);
        var page = list.page(new ListQuery(kind, Filter.EVERYTHING, q.isBlank() ? null : q.strip(), sort, note == null ? List.of() : List.of(note), null, 10), viewer);
        return Html.ok(new ChoicesPart(page.items().stream().map(it -> new Option(it.id().toString(), it.title(), note == null || it.values().get(note) == null ? null : String.valueOf(it.values().get(note)))).toList(),
                "No %s is called that".formatted(kind.word())));
    }
}
