package rapport.prospecting.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.memory.Suppressions;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;

/** Who is not to be written to any more. */
@Controller
@RequestMapping("/settings/suppressions")
class SuppressionController {

    private final Suppressions suppressions;
    private final Clock clock;

    SuppressionController(Suppressions suppressions, Clock clock) {
        this.suppressions = suppressions;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        return Html.ok(page(FieldView.of("address", ""), "ALL", "", viewer));
    }

    private SuppressionsPage page(FieldView address, String channel, String evidence, Viewer viewer) {
        return SuppressionsPage.of(suppressions.all(viewer), suppressions.counts(viewer), address, channel, evidence, viewer, clock);
    }

    /** Adds one; or says whether it is there, which shows nothing else. */
    @PostMapping
    ModelAndView add(@RequestParam(defaultValue = "") String address, @RequestParam(defaultValue = "ALL") String channel, @RequestParam(defaultValue = "") String evidence, @RequestParam(defaultValue = "false") boolean ask, Viewer viewer) {
        try {
            if (ask) {
                return Html.goTo("/settings/suppressions", new Flash(suppressions.has(address, channel, viewer) ? "Nothing of that goes there any more." : "It is not on the list."));
            }
            suppressions.add(address, channel, evidence, viewer);
            return Html.goTo("/settings/suppressions", new Flash("Added. From now on nothing of that goes there, from anybody."));
        } catch (Refused e) {
            return Html.invalid(page(FieldView.of("address", address).wrong(e.getMessage()), channel, evidence, viewer));
        }
    }
}
