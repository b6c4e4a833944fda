package rapport.prospecting.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.inbox.Arrivals;
import rapport.web.Html;

/** What came back from those who were written to. */
@Controller
class AnswersController {

    private final Arrivals arrivals;
    private final Outgoing outgoing;
    private final Names names;
    private final Clock clock;

    AnswersController(Arrivals arrivals, Outgoing outgoing, Names names, Clock clock) {
        this.arrivals = arrivals;
        this.outgoing = outgoing;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/prospecting/answers")
    ModelAndView index(Viewer viewer) {
        var rows = arrivals.newest(viewer);
        return Html.ok(AnswersPage.of(rows, outgoing.uncertain(viewer), names.ofRecords(Kind.CONTACT, rows.stream().map(Arrivals.Row::contact).distinct().toList(), viewer), viewer, clock));
    }
}
