package rapport.prospecting.web;

import java.time.LocalDate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.law.Rule;
import rapport.prospecting.law.Rules;
import rapport.web.Flash;
import rapport.web.Html;

/** The rules by which customers are reached, and whoever stands for them. */
@Controller
@RequestMapping("/settings/law")
class LawController {

    private final Rules rules;
    private final People people;

    LawController(Rules rules, People people) {
        this.rules = rules;
        this.people = people;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        mustAdminister(viewer);
        var confirmed = rules.confirmed();
        var by = confirmed.by() == null ? null : people.namesOf(java.util.List.of(confirmed.by())).getOrDefault(confirmed.by(), "Somebody who left");
        return Html.ok(LawPage.of(rules.law().rules(), confirmed, by, viewer));
    }

    @GetMapping("/{key}")
    ModelAndView show(@PathVariable String key, Viewer viewer) {
        mustAdminister(viewer);
        return Html.ok(RulePage.of(rule(key, viewer), null));
    }

    @PostMapping("/{key}")
    ModelAndView set(@PathVariable String key, @RequestParam(defaultValue = "") String params, @RequestParam(name = "said", defaultValue = "") String words, @RequestParam(defaultValue = "") String citation,
            @RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @org.jspecify.annotations.Nullable LocalDate effective, @RequestParam(defaultValue = "false") boolean off, Viewer viewer) {
        mustAdminister(viewer);
        var before = rule(key, viewer);
        var wished = new Rule(before.id(), before.place(), before.channel(), before.kind(), params, words, citation, effective == null ? before.effective() : effective, "own");
        try {
            rules.set(wished, off, viewer);
            return Html.goTo("/settings/law", new Flash(off ? "It holds no more here. Read and confirm the rules anew." : "Changed. Read and confirm the rules anew."));
        } catch (Refused e) {
            return Html.invalid(RulePage.of(wished, e.getMessage()));
        }
    }

    @PostMapping("/confirmation")
    ModelAndView confirm(Viewer viewer) {
        rules.confirm(viewer);
        return Html.goTo("/settings/law", new Flash("You stand for these rules. Plays may send by themselves."));
    }

    private Rule rule(String key, Viewer viewer) {
        return rules.rule(key, viewer).orElseThrow(() -> new NotFound("prospecting.rule-not-found", "There is no such rule."));
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.law", "The rules are set and confirmed by an administrator.");
        }
    }
}
