package rapport.skills.web;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Stale;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.people.Workforce;
import rapport.skills.Blueprint;
import rapport.skills.Blueprints;
import rapport.skills.Skill;
import rapport.skills.SkillId;
import rapport.skills.Skills;
import rapport.web.Flash;
import rapport.web.Html;

/** What each works on: read, written and signed by the rep and those who lead them. */
@Controller
@RequestMapping("/blueprints")
class BlueprintController {

    private static final int USUAL_MONTHS = 3;

    private final Blueprints blueprints;
    private final Skills skills;
    private final People people;
    private final ReportingLine line;
    private final Workforce workforce;
    private final Clock clock;

    BlueprintController(Blueprints blueprints, Skills skills, People people, ReportingLine line, Workforce workforce, Clock clock) {
        this.blueprints = blueprints;
        this.skills = skills;
        this.people = people;
        this.line = line;
        this.workforce = workforce;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        var team = people.team(line.of(viewer), viewer).stream().filter(People.Row::active).toList();
        var current = blueprints.ofLine(viewer).stream().collect(toMap(Blueprint::rep, it -> it));
        return Html.ok(BlueprintsPage.of(team, current, catalogue(viewer), viewer, clock));
    }

    @GetMapping("/{person}")
    ModelAndView show(@PathVariable PersonId person, Viewer viewer) {
        var editions = blueprints.editions(person, viewer);
        var rep = workforce.person(person, viewer);
        var named = new ArrayList<>(List.of(person));
        if (rep.manager() != null) {
            named.add(rep.manager());
        }
        editions.forEach(it -> {
            named.add(it.madeBy());
            it.signatures().forEach(each -> named.add(each.person()));
        });
        return Html.ok(BlueprintPage.of(rep, editions, catalogue(viewer), people.namesOf(named), viewer, clock));
    }

    /** Begins with what the edition before said. */
    @GetMapping("/{person}/edit")
    ModelAndView edit(@PathVariable PersonId person, Viewer viewer) {
        blueprints.mustWrite(person, viewer);
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var usual = today.plusMonths(USUAL_MONTHS);
        var form = blueprints.current(person, viewer)
                .map(it -> BlueprintForm.of(it, it.horizon().isAfter(today) ? it.horizon() : usual))
                .orElseGet(() -> BlueprintForm.blank(usual));
        return Html.ok(page(person, form, Map.of(), null, viewer));
    }

    @PostMapping("/{person}")
    ModelAndView write(@PathVariable PersonId person, @RequestParam Map<String, String> typed, Viewer viewer) {
        blueprints.mustWrite(person, viewer);
        var form = BlueprintForm.posted(typed);
        var faults = form.faults();
        if (!faults.isEmpty()) {
            return Html.invalid(page(person, form, faults, null, viewer));
        }
        try {
            var written = blueprints.write(person, form.focus(), form.until(), viewer);
            return Html.goTo("/blueprints/" + person, new Flash(written.signedAt().isPresent() ? "Written, and signed by both."
                    : "Written, and signed by you. It holds once the other has signed too."));
        } catch (Refused | Stale e) {
            return Html.invalid(page(person, form, Map.of(), e.getMessage(), viewer));
        }
    }

    /** @param edition the one that was on the page; another may have been written since */
    @PostMapping("/{person}/signature")
    ModelAndView sign(@PathVariable PersonId person, @RequestParam(required = false) @Nullable Integer edition, Viewer viewer) {
        try {
            blueprints.sign(person, edition, viewer);
        } catch (Refused e) {
            return Html.goTo("/blueprints/" + person, new Flash(e.getMessage()));
        }
        var both = blueprints.current(person, viewer).flatMap(Blueprint::signedAt).isPresent();
        return Html.goTo("/blueprints/" + person, new Flash(both ? "Signed by both. Now it holds." : "Signed. It holds once the other has signed too."));
    }

    private BlueprintFormPage page(PersonId person, BlueprintForm form, Map<String, String> faults, @Nullable String wrong, Viewer viewer) {
        return BlueprintFormPage.of(workforce.person(person, viewer), form, faults, wrong, skills.all(viewer), viewer);
    }

    private Map<SkillId, Skill> catalogue(Viewer viewer) {
        var catalogue = new LinkedHashMap<SkillId, Skill>();
        skills.all(viewer).forEach(it -> catalogue.put(it.id(), it));
        return catalogue;
    }
}
