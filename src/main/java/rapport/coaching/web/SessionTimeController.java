package rapport.coaching.web;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Coaching;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Moving;
import rapport.coaching.ProtectedTime;
import rapport.coaching.Session;
import rapport.coaching.SessionId;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.Visibility;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Say;

/** Another time, a shorter one, none, or another coach: each with who and why. */
@Controller
@RequestMapping("/coaching/sessions/{id}")
class SessionTimeController {

    private final Coaching coaching;
    private final ProtectedTime time;
    private final People people;
    private final Clock clock;

    SessionTimeController(Coaching coaching, ProtectedTime time, People people, Clock clock) {
        this.coaching = coaching;
        this.time = time;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/time")
    ModelAndView show(@PathVariable SessionId id, Viewer viewer) {
        return Html.ok(page(id, null, viewer));
    }

    /** @param startsAt local, on the viewer's clock; as it stands when empty @param minutes as planned when absent */
    @PostMapping("/time")
    ModelAndView move(@PathVariable SessionId id, @RequestParam(defaultValue = "") String startsAt, @RequestParam @Nullable Integer minutes,
            @RequestParam(defaultValue = "OTHER") Cause cause, @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        var session = coaching.session(id, viewer);
        try {
            var start = startsAt.isBlank() ? session.startsAt() : LocalDateTime.parse(startsAt).atZone(viewer.zone()).toInstant();
            return answer(id, time.move(id, start, minutes == null ? session.minutes() : minutes, cause, reason, viewer), "Moved to %s. The other is asked for a yes to it.", viewer);
        } catch (DateTimeParseException _) {
            return Html.invalid(page(id, "Say a day and a time, such as 24 November 2026, 10:30.", viewer));
        } catch (Refused e) {
            return Html.invalid(page(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/cancellation")
    ModelAndView cancel(@PathVariable SessionId id, @RequestParam(defaultValue = "OTHER") Cause cause, @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        try {
            time.cancel(id, cause, reason, viewer);
            return Html.goTo("/coaching/sessions/" + id, new Flash("Called off, and written down why. It can be given a time again from here."));
        } catch (Refused e) {
            return Html.invalid(page(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/coach")
    ModelAndView substitute(@PathVariable SessionId id, @RequestParam PersonId coach, @RequestParam(defaultValue = "LEAVE") Cause cause, @RequestParam(defaultValue = "") String reason,
            Viewer viewer) {
        try {
            return switch (time.substitute(id, coach, cause, reason, viewer)) {
                case Moving.Done _ -> Html.goTo("/coaching", new Flash("Handed over. They accept, sign and prepare for themselves."));
                case Moving.InTheWay inTheWay -> Html.invalid(page(id, words(inTheWay, viewer), viewer));
            };
        } catch (Refused e) {
            return Html.invalid(page(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/late-agreement")
    ModelAndView agreeToLate(@PathVariable SessionId id, Viewer viewer) {
        coaching.agreeToLate(id, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash("Agreed. When the other agrees, too, the late yes does no harm."));
    }

    /** One tap while it runs. */
    @PostMapping("/cut-short")
    ModelAndView cutShort(@PathVariable SessionId id, Viewer viewer) {
        time.cutShort(id, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash("Cut short for a customer, and written down. Book the rest while you both remember."));
    }

    private ModelAndView answer(SessionId id, Moving outcome, String sentence, Viewer viewer) {
        return switch (outcome) {
            case Moving.Done(Session it) -> Html.goTo("/coaching/sessions/" + id, new Flash(sentence.formatted(Say.moment(it.startsAt(), viewer, clock))));
            case Moving.InTheWay inTheWay -> Html.invalid(page(id, words(inTheWay, viewer), viewer));
        };
    }

    private String words(Moving.InTheWay it, Viewer viewer) {
        return "%s something else until %s. Nothing was moved.".formatted(
                viewer.is(it.who()) ? "You have" : people.namesOf(List.of(it.who())).getOrDefault(it.who(), "Somebody") + " has", Say.moment(it.until(), viewer, clock));
    }

    private SessionTimePage page(SessionId id, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var leaders = viewer.is(session.coach()) ? people.team(new Visibility.Everyone(), viewer).stream()
                .filter(it -> it.active() && it.role().leads() && !viewer.is(it.id()) && !it.id().equals(session.rep())).toList() : List.<People.Row>of();
        var ledger = time.ledger(id, viewer);
        var names = people.namesOf(java.util.stream.Stream.concat(java.util.stream.Stream.of(session.coach(), session.rep()), ledger.stream().map(it -> new PersonId(it.who()))).toList());
        return SessionTimePage.of(session, names, time.suggestions(id, viewer), ledger, leaders, time.calledOff(id, viewer).isPresent(), wrong, viewer, clock);
    }
}
