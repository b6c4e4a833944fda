package rapport.coaching.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Coaching;
import rapport.coaching.Promises;
import rapport.web.Say;
import org.springframework.web.bind.annotation.RequestParam;
import rapport.coaching.Programme.Rep;
import rapport.coaching.ProgrammeId;
import rapport.coaching.Starting.Started;
import rapport.coaching.Starting.TooMuch;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.Flash;
import rapport.web.Html;

@Controller
@RequestMapping("/coaching/programmes")
class ProgrammeController {

    private final Coaching coaching;
    private final Promises promises;
    private final People people;
    private final ReportingLine line;
    private final Clock clock;

    ProgrammeController(Coaching coaching, Promises promises, People people, ReportingLine line, Clock clock) {
        this.coaching = coaching;
        this.promises = promises;
        this.people = people;
        this.line = line;
        this.clock = clock;
    }

    @GetMapping("/new")
    ModelAndView newProgramme(Viewer viewer) {
        mustCoach(viewer);
        return Html.ok(ProgrammeFormPage.blank(candidates(viewer), viewer, clock));
    }

    @PostMapping
    ModelAndView start(@Valid @ModelAttribute("form") ProgrammeForm form, BindingResult errors, Viewer viewer) {
        mustCoach(viewer);
        if (errors.hasErrors()) {
            return Html.invalid(ProgrammeFormPage.again(errors, form.reps(), candidates(viewer), false, viewer));
        }
        try {
            return switch (coaching.start(form.toWish(viewer), viewer)) {
                case Started(var programme, var sessions, var withoutTime) -> Html.goTo("/coaching/programmes/" + programme.id(), new Flash(
                        withoutTime == 0 ? "%d sessions are in both calendars.".formatted(sessions)
                                : "%d sessions are booked; %d clash with something and need a time.".formatted(sessions - withoutTime, withoutTime)));
                case TooMuch(var percent, var sum) -> {
                    errors.rejectValue("overCapacity", "capacity", "This takes %d\u202f%% of a 40-hour week (%s). Say why you will keep it all the same, or coach fewer or less often."
                            .formatted(percent, sum));
                    yield Html.invalid(ProgrammeFormPage.again(errors, form.reps(), candidates(viewer), true, viewer));
                }
            };
        } catch (Refused | Forbidden e) {
            errors.rejectValue("reps", "reps", e.getMessage());
            return Html.invalid(ProgrammeFormPage.again(errors, form.reps(), candidates(viewer), false, viewer));
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable ProgrammeId id, Viewer viewer) {
        var programme = coaching.programme(id, viewer);
        var everybody = new java.util.ArrayList<>(programme.reps().stream().map(Rep::person).toList());
        everybody.add(programme.coach());
        return Html.ok(ProgrammePage.of(programme, people.namesOf(everybody), coaching.signatures(id, viewer), viewer.is(programme.coach()) && programme.endedAt() == null ? promises.uncoached(viewer) : List.of(), viewer, clock));
    }

    @PostMapping("/{id}/agreement")
    ModelAndView sign(@PathVariable ProgrammeId id, Viewer viewer) {
        coaching.sign(id, viewer);
        return Html.goTo("/coaching/programmes/" + id, new Flash("Signed. Both of you know now what coaching means here."));
    }

    /** Somebody new joins; the flash says what that costs. */
    @PostMapping("/{id}/reps")
    ModelAndView join(@PathVariable ProgrammeId id, @RequestParam PersonId person, Viewer viewer) {
        var booked = promises.join(id, person, viewer);
        return Html.goTo("/coaching/programmes/" + id, new Flash("Joined. %s in both calendars.".formatted(Say.count(booked, "session is", "sessions are"))));
    }

    /** Another edition, signed anew by everybody. */
    @PostMapping("/{id}/expectations")
    ModelAndView expect(@PathVariable ProgrammeId id, @RequestParam(defaultValue = "") String expectations, Viewer viewer) {
        promises.expect(id, expectations, viewer);
        return Html.goTo("/coaching/programmes/" + id, new Flash("Reworded. Everybody is asked to sign the new edition."));
    }

    @PostMapping("/{id}/end")
    ModelAndView end(@PathVariable ProgrammeId id, Viewer viewer) {
        promises.end(id, viewer);
        return Html.goTo("/coaching", new Flash("Ended. The sessions to come are called off; what was said and judged stays."));
    }

    /** Everybody below the viewer who works here; for administrators everybody else. */
    private List<People.Row> candidates(Viewer viewer) {
        return people.team(line.of(viewer), viewer).stream()
                .filter(it -> it.active() && !viewer.is(it.id()))
                .sorted(java.util.Comparator.comparing((People.Row it) -> !viewer.id().equals(it.managerId())).thenComparing(People.Row::name))
                .toList();
    }

    private static void mustCoach(Viewer viewer) {
        if (!viewer.role().leads()) {
            throw new Forbidden("coaching.only-coaches", "Managers and administrators start programmes. Ask yours.");
        }
    }

}
