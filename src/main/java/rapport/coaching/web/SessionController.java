package rapport.coaching.web;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Coaching;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Policies;
import rapport.coaching.Preparing;
import rapport.coaching.ProtectedTime;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;

@Controller
@RequestMapping("/coaching")
class SessionController {

    private static final int PAGE = 50;

    private final Coaching coaching;
    private final SessionList sessions;
    private final Preparing preparing;
    private final Meeting meeting;
    private final Judging judging;
    private final ProtectedTime time;
    private final Policies policies;
    private final People people;
    private final Clock clock;

    SessionController(Coaching coaching, SessionList sessions, Preparing preparing, Meeting meeting, Judging judging, ProtectedTime time, Policies policies, People people, Clock clock) {
        this.coaching = coaching;
        this.sessions = sessions;
        this.preparing = preparing;
        this.meeting = meeting;
        this.judging = judging;
        this.time = time;
        this.policies = policies;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        var coming = sessions.coming(null, null, PAGE, viewer);
        var names = people.namesOf(coming.stream().flatMap(it -> Stream.of(it.coach(), it.rep())).map(PersonId::new).toList());
        return Html.ok(CoachingPage.of(coming, names, sessions.unsigned(viewer), viewer, clock));
    }

    @GetMapping("/sessions/{id}")
    ModelAndView show(@PathVariable SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        return Html.ok(SessionPage.of(session, people.namesOf(List.of(session.coach(), session.rep())), coaching.acceptances(id, viewer), coaching.lateAgreements(id, viewer), policies.current(),
                coaching.signatures(session.programme(), viewer), preparing.of(id, viewer), meeting.holding(id, viewer), judging.confirmation(id, viewer),
                judging.verdict(id, viewer), judging.voices(id, viewer), time.calledOff(id, viewer).isPresent(), viewer, clock));
    }

    @PostMapping("/sessions/{id}/acceptance")
    ModelAndView accept(@PathVariable SessionId id, Viewer viewer) {
        coaching.accept(id, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash("Accepted. You both know now that it is coaching."));
    }
}
