package rapport.coaching.web;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Policies;
import rapport.coaching.verdict.Policy;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;

/** What counts here: for everybody to read, for administrators to change. */
@Controller
@RequestMapping("/coaching/policy")
class PolicyController implements SettingsPlaces {

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        return Html.ok(PolicyPage.of(policies.all(viewer), policies.reasons(viewer), policies.failingTooOften(viewer), null, viewer));
    }

    @PostMapping
    ModelAndView change(@RequestParam long acceptHours, @RequestParam int answers, @RequestParam long toleranceMinutes, @RequestParam int sharePercent, @RequestParam int leastMinutes,
            @RequestParam int statusPercent, @RequestParam long confirmHours, @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        var wish = new Policy(0, Duration.ofHours(acceptHours), Policy.FIRST.briefs(), answers, Duration.ofMinutes(toleranceMinutes), sharePercent, leastMinutes, statusPercent, Duration.ofHours(confirmHours));
        try {
            var made = policies.change(wish, reason, viewer);
            return Html.goTo("/coaching/policy", new Flash("Version %d judges from now on. No verdict that was reached changes.".formatted(made.version())));
        } catch (Refused e) {
            return Html.invalid(PolicyPage.of(policies.all(viewer), policies.reasons(viewer), policies.failingTooOften(viewer), e.getMessage(), viewer));
        }
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return List.of(new Place(30, "scale", "What counts as coaching", "Nine checks and their limits; a change judges only what comes after it.", "/coaching/policy"));
    }
}
