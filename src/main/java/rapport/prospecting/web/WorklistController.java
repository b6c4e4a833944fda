package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Outgoing;
import rapport.web.Html;

/** What waits for one's own hand, and what was promised. */
@Controller
class WorklistController {

    private final Worklist worklist;
    private final CallPromises promises;
    private final Outgoing outgoing;
    private final People people;
    private final Clock clock;

    WorklistController(Worklist worklist, CallPromises promises, Outgoing outgoing, People people, Clock clock) {
        this.worklist = worklist;
        this.promises = promises;
        this.outgoing = outgoing;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/prospecting/worklist")
    ModelAndView show(Viewer viewer) {
        var rates = promises.rates(viewer);
        List<PersonId> whose = rates.stream().map(CallPromises.Kept::person).toList();
        return Html.ok(WorklistPage.of(worklist.due(viewer), rates, people.namesOf(whose), outgoing.uncertain(viewer), viewer, clock));
    }
}
