package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Activities;
import rapport.crm.Closing;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.crm.record.Kind;
import rapport.crm.record.Unfit;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

/** Steps a record takes: an opportunity moves, closes and opens again, something that happened is written down, a task is done. */
@Controller
class StepController {

    private final Deals deals;
    private final Activities activities;
    private final Clock clock;

    StepController(Deals deals, Activities activities, Clock clock) {
        this.deals = deals;
        this.activities = activities;
        this.clock = clock;
    }

    @PostMapping("/opportunities/{id}/stage")
    ModelAndView move(@PathVariable OpportunityId id, @RequestParam UUID stage, Viewer viewer) {
        return saying(id, "Moved.", () -> deals.move(id, stage, viewer));
    }

    @PostMapping("/opportunities/{id}/closing")
    ModelAndView close(@PathVariable OpportunityId id, @RequestParam Closing outcome, @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable String competitor, @RequestParam(required = false) @Nullable String learned, Viewer viewer) {
        return saying(id, outcome.words() + ".", () -> deals.close(id, outcome, on == null ? RecordShow.today(clock, viewer) : on, competitor, learned, viewer));
    }

    @PostMapping("/opportunities/{id}/reopening")
    ModelAndView reopen(@PathVariable OpportunityId id, Viewer viewer) {
        return saying(id, "It is open again, in the stage it closed from.", () -> deals.reopen(id, viewer));
    }

    private static ModelAndView saying(OpportunityId id, String sentence, Runnable step) {
        try {
            step.run();
            return Html.goTo("/opportunities/" + id, new Flash(sentence));
        } catch (Unfit e) {
            return Html.goTo("/opportunities/" + id, new Flash(String.join("; ", new ArrayList<>(e.faults().stream().map(it -> it.sentence()).toList())) + "."));
        }
    }

    /** @param sort call, meeting, e-mail, letter, note or task @param due for a task */
    @PostMapping("/" + KIND + "/{id}/activities")
    ModelAndView log(@PathVariable Kind kind, @PathVariable UUID id, @RequestParam(defaultValue = "NOTE") String sort, @RequestParam(defaultValue = "") String words,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate due, Viewer viewer) {
        var back = "/%s/%s".formatted(kind.path(), id);
        try {
            activities.log(kind, id, sort, words, due, viewer);
            return Html.goTo(back, new Flash(sort.equals("TASK") ? "It stands among the tasks." : "It is on the timeline."));
        } catch (Unfit e) {
            return Html.goTo(back, new Flash(e.faults().getFirst().sentence() + "."));
        }
    }

    /** @param back the page it was ticked off on; its own page when absent */
    @PostMapping("/activities/{id}/done")
    ModelAndView done(@PathVariable UUID id, @RequestParam(required = false) @Nullable String back, Viewer viewer) {
        activities.done(id, viewer);
        var undo = "/activities/%s/undone".formatted(id);
        return Html.goTo(way(back, id), new Flash("Done.", isOurs(back) ? undo + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8) : undo));
    }

    @PostMapping("/activities/{id}/undone")
    ModelAndView undone(@PathVariable UUID id, @RequestParam(required = false) @Nullable String back, Viewer viewer) {
        activities.undone(id, viewer);
        return Html.goTo(way(back, id), new Flash("It is to do again."));
    }

    private static String way(@Nullable String back, UUID id) {
        return isOurs(back) ? back : "/activities/" + id;
    }

    /** A page of this program and no other, whatever a link says. */
    private static boolean isOurs(@Nullable String back) {
        return back != null && back.matches("/[a-z]+(\\?[a-zA-Z0-9=&-]*)?(#[a-z]+)?");
    }
}
