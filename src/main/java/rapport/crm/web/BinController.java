package rapport.crm.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Bin;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.Html;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;

@Controller
public class BinController {

    public record BinPage(PageHead head, Table table) implements Part {

        @Override
        public String template() {
            return "crm/record/bin";
        }
    }

    private final Bin bin;
    private final Clock clock;

    BinController(Bin bin, Clock clock) {
        this.bin = bin;
        this.clock = clock;
    }

    @GetMapping("/bin")
    ModelAndView show(Viewer viewer) {
        var rows = bin.of(viewer).stream().map(it -> {
            var path = "/%s/%s".formatted(it.kind().path(), it.id());
            return Table.Row.of(new Table.Cell.Link(it.title(), path, null), Table.Cell.text(it.kind().word()), Table.Cell.text(Say.moment(it.at(), viewer, clock)), Table.Cell.text(Say.moment(it.at().plus(Bin.KEPT), viewer, clock)),
                    viewer.role().sells() ? new Table.Cell.Acts(java.util.List.of(Action.second("Take it out", path + "/restoration").posting())) : new Table.Cell.None(false));
        }).toList();
        return Html.ok(new BinPage(PageHead.of("Bin", "What was put away stays here with all its links for 90 days. Then it is gone; its history is not.").under("Settings", "/settings"),
                new Table("Bin", java.util.List.of(Table.Column.of("What"), Table.Column.of("Kind"), Table.Column.of("Put away"), Table.Column.of("Gone after"), Table.Column.of("")), rows,
                        new EmptyState("The bin is empty", "Whatever somebody deletes lies here first.", null), null)));
    }
}
