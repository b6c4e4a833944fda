package rapport.prospecting.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Viewer;
import rapport.prospecting.InboundId;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.inbox.Arrivals;
import rapport.web.Flash;
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

    @PostMapping("/prospecting/answers/{id}/handling")
    ModelAndView handle(@PathVariable InboundId id, @RequestParam(defaultValue = "true") boolean done, Viewer viewer) {
        arrivals.handle(id, done, viewer);
        return Html.goTo("/prospecting/answers", done ? new Flash("Done.", "/prospecting/answers/%s/handling?done=false".formatted(id)) : new Flash("It waits again."));
    }

    @GetMapping("/prospecting/answers")
    ModelAndView index(Viewer viewer) {
        var rows = arrivals.newest(viewer);
        return Html.ok(AnswersPage.of(rows, outgoing.uncertain(viewer), names.ofRecords(Kind.CONTACT, rows.stream().map(Arrivals.Row::contact).distinct().toList(), viewer), viewer, clock));
    }
}
