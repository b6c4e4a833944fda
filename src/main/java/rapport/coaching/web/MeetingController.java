package rapport.coaching.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import rapport.coaching.Coaching;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Policies;
import rapport.coaching.Preparing;
import rapport.coaching.QuestionLibrary;
import rapport.coaching.Session;
import rapport.coaching.SessionId;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.crm.DealFacts;
import rapport.crm.OpportunityId;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.LiveStreams;

/** The session itself, on a tablet between two people, and what both say of it afterwards. */
@Controller
@RequestMapping("/coaching/sessions/{id}")
class MeetingController {

    private static final int EARLIER = 3;

    private final Coaching coaching;
    private final Meeting meeting;
    private final Preparing preparing;
    private final Judging judging;
    private final DealFacts facts;
    private final Policies policies;
    private final LiveStreams streams;
    private final People people;
    private final Clock clock;

    MeetingController(Coaching coaching, Meeting meeting, Preparing preparing, Judging judging, DealFacts facts, Policies policies, LiveStreams streams,
            People people, Clock clock) {
        this.coaching = coaching;
        this.meeting = meeting;
        this.preparing = preparing;
        this.judging = judging;
        this.facts = facts;
        this.policies = policies;
        this.streams = streams;
        this.people = people;
        this.clock = clock;
    }

    /** @param deal which of those that were brought lies in the middle; the first when absent */
    @GetMapping("/meeting")
    ModelAndView show(@PathVariable SessionId id, @RequestParam(required = false) @Nullable OpportunityId deal, Viewer viewer) {
        return Html.ok(page(id, deal, null, viewer));
    }

    /** Tells the page when to read its parts anew. */
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(@PathVariable SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return streams.stream(id, viewer);
    }

    @GetMapping("/agenda")
    ModelAndView agenda(@PathVariable SessionId id, Viewer viewer) {
        return Html.ok(agendaPart(id, null, viewer));
    }

    @GetMapping("/notes")
    ModelAndView written(@PathVariable SessionId id, Viewer viewer) {
        return Html.ok(writtenPart(id, viewer));
    }

    /** Begins it with the data pack open and, if nobody wrote an agenda, with the three buckets on it. */
    @PostMapping("/begin")
    ModelAndView begin(@PathVariable SessionId id, Viewer viewer) {
        meeting.begin(id, viewer);
        meeting.openPack(id, viewer);
        if (meeting.agenda(id, viewer).isEmpty()) {
            meeting.agenda(id, QuestionLibrary.AGENDA, viewer);
        }
        return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
    }

    @PostMapping("/end")
    ModelAndView end(@PathVariable SessionId id, Viewer viewer) {
        meeting.end(id, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash("Held. Now say, each for yourself, whether it was coaching."));
    }

    /** One question more. */
    @PostMapping("/agenda")
    ModelAndView ask(@PathVariable SessionId id, @RequestParam(defaultValue = "") String question, @RequestParam(defaultValue = "CUSTOMER_KNOWLEDGE") Topic topic, Viewer viewer) {
        try {
            meeting.ask(id, topic, question, viewer);
            return Html.ok(agendaPart(id, null, viewer));
        } catch (Refused e) {
            return Html.invalid(agendaPart(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/agenda/{position}")
    ModelAndView discuss(@PathVariable SessionId id, @PathVariable int position, @RequestParam boolean discussed, Viewer viewer) {
        meeting.discuss(id, position, discussed, viewer);
        return Html.ok(agendaPart(id, null, viewer));
    }

    @PostMapping("/review")
    ModelAndView review(@PathVariable SessionId id, Viewer viewer) {
        meeting.review(id, viewer);
        return Html.ok(agendaPart(id, null, viewer));
    }

    /** Without script; with it the page PUTs until the note is acknowledged. */
    @PostMapping("/notes")
    ModelAndView write(@PathVariable SessionId id, @RequestParam UUID note, @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "false") boolean shared, Viewer viewer) {
        try {
            meeting.write(id, note, shared, words, viewer);
            return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
        } catch (Refused e) {
            return Html.invalid(page(id, null, e.getMessage(), viewer));
        }
    }

    @PutMapping("/notes/{note}")
    ResponseEntity<Void> keep(@PathVariable SessionId id, @PathVariable UUID note, @RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "false") boolean shared, Viewer viewer) {
        meeting.write(id, note, shared, words, viewer);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/commitments")
    ModelAndView commit(@PathVariable SessionId id, @RequestParam PersonId owner, @RequestParam(defaultValue = "") String cue,
            @RequestParam(defaultValue = "") String deed, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate due, Viewer viewer) {
        try {
            meeting.commit(id, owner, cue, deed, due, viewer);
            return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
        } catch (Refused e) {
            return Html.invalid(page(id, null, e.getMessage(), viewer));
        }
    }

    @PostMapping("/commitments/{commitment}/outcome")
    ModelAndView close(@PathVariable SessionId id, @PathVariable UUID commitment, @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        meeting.close(id, commitment, outcome, reason, viewer);
        return Html.ok(agendaPart(id, null, viewer));
    }

    @PostMapping("/confirmation")
    ModelAndView confirm(@PathVariable SessionId id, @RequestParam boolean wasCoaching, Viewer viewer) {
        judging.confirm(id, wasCoaching, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash(judging.confirmation(id, viewer).otherAnswered() ? "Both have answered." : "Answered. You see the verdict when the other has answered too."));
    }

    private MeetingPage page(SessionId id, @Nullable OpportunityId deal, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var both = preparing.of(id, viewer);
        var deals = Stream.of(both.mine(), both.theirs()).filter(Objects::nonNull).flatMap(it -> it.briefs().stream()).map(Preparing.Brief::opportunity).toList();
        var read = new MeetingPage.Read(session, names(session), meeting.holding(id, viewer), both, facts.of(deals, coaching.lastTime(id, viewer), viewer), policies.current());
        return MeetingPage.of(read, agendaPart(id, null, viewer), writtenPart(id, viewer), deal, wrong, viewer, clock);
    }

    private AgendaPart agendaPart(SessionId id, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var open = meeting.holding(id, viewer).map(it -> it.endedAt() == null).orElse(false);
        return AgendaPart.of(session, meeting.agenda(id, viewer), meeting.earlier(id, viewer).stream().limit(EARLIER).toList(), names(session), policies.current(), open, wrong, today(viewer));
    }

    private WrittenPart writtenPart(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        return WrittenPart.of(session, meeting.notes(id, viewer), meeting.commitments(id, viewer), names(session), viewer, today(viewer));
    }

    private Map<PersonId, String> names(Session session) {
        return people.namesOf(List.of(session.coach(), session.rep()));
    }

    private LocalDate today(Viewer viewer) {
        return clock.instant().atZone(viewer.zone()).toLocalDate();
    }
}
