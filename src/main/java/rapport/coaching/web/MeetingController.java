package rapport.coaching.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Coaching;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Meeting.Item;
import rapport.coaching.Preparing;
import rapport.coaching.SessionId;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;

/** The session itself, on a tablet between two people, and what both say of it afterwards. */
@Controller
@RequestMapping("/coaching/sessions/{id}")
class MeetingController {

    private final Coaching coaching;
    private final Meeting meeting;
    private final Preparing preparing;
    private final Judging judging;
    private final People people;
    private final Clock clock;

    MeetingController(Coaching coaching, Meeting meeting, Preparing preparing, Judging judging, People people, Clock clock) {
        this.coaching = coaching;
        this.meeting = meeting;
        this.preparing = preparing;
        this.judging = judging;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/meeting")
    ModelAndView show(@PathVariable SessionId id, Viewer viewer) {
        return Html.ok(page(id, null, viewer));
    }

    /** Begins it with the data pack open and, if nobody wrote an agenda, with the three buckets on it. */
    @PostMapping("/begin")
    ModelAndView begin(@PathVariable SessionId id, Viewer viewer) {
        meeting.begin(id, viewer);
        meeting.openPack(id, viewer);
        if (meeting.agenda(id, viewer).isEmpty()) {
            meeting.agenda(id, List.of(new Item(Topic.CUSTOMER_KNOWLEDGE, "What do we not know of the customer yet?", false),
                    new Item(Topic.SELLING_SKILLS, "What would you say, word for word?", false),
                    new Item(Topic.OWN_ORGANISATION, "Whom do you need inside our own house?", false)), viewer);
        }
        return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
    }

    @PostMapping("/end")
    ModelAndView end(@PathVariable SessionId id, Viewer viewer) {
        meeting.end(id, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash("Held. Now say, each for yourself, whether it was coaching."));
    }

    /** @param discussed positions of the items that were talked about @param question one item more, or nothing */
    @PostMapping("/agenda")
    ModelAndView agenda(@PathVariable SessionId id, @RequestParam(required = false) @Nullable List<Integer> discussed, @RequestParam(defaultValue = "") String question,
            @RequestParam(defaultValue = "CUSTOMER_KNOWLEDGE") Topic topic, Viewer viewer) {
        var ticked = Objects.requireNonNullElse(discussed, List.<Integer>of());
        var items = new ArrayList<Item>();
        for (var item : meeting.agenda(id, viewer)) {
            items.add(new Item(item.topic(), item.words(), ticked.contains(items.size())));
        }
        if (!question.isBlank()) {
            items.add(new Item(topic, question, false));
        }
        meeting.agenda(id, items, viewer);
        return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
    }

    @PostMapping("/review")
    ModelAndView review(@PathVariable SessionId id, Viewer viewer) {
        meeting.review(id, viewer);
        return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
    }

    @PostMapping("/notes")
    ModelAndView write(@PathVariable SessionId id, @RequestParam UUID note, @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "false") boolean shared, Viewer viewer) {
        try {
            meeting.write(id, note, shared, words, viewer);
            return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
        } catch (Refused e) {
            return Html.invalid(page(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/commitments")
    ModelAndView commit(@PathVariable SessionId id, @RequestParam PersonId owner, @RequestParam(defaultValue = "") String cue,
            @RequestParam(defaultValue = "") String deed, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate due, Viewer viewer) {
        try {
            meeting.commit(id, owner, cue, deed, due, viewer);
            return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
        } catch (Refused e) {
            return Html.invalid(page(id, e.getMessage(), viewer));
        }
    }

    @PostMapping("/commitments/{commitment}/outcome")
    ModelAndView close(@PathVariable SessionId id, @PathVariable UUID commitment, @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        meeting.close(id, commitment, outcome, reason, viewer);
        return Html.goTo("/coaching/sessions/%s/meeting".formatted(id));
    }

    @PostMapping("/confirmation")
    ModelAndView confirm(@PathVariable SessionId id, @RequestParam boolean wasCoaching, Viewer viewer) {
        judging.confirm(id, wasCoaching, viewer);
        return Html.goTo("/coaching/sessions/" + id, new Flash(judging.confirmation(id, viewer).otherAnswered() ? "Both have answered." : "Answered. You see the verdict when the other has answered too."));
    }

    private MeetingPage page(SessionId id, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        return MeetingPage.of(session, people.namesOf(List.of(session.coach(), session.rep())), meeting.holding(id, viewer), meeting.agenda(id, viewer),
                meeting.notes(id, viewer), meeting.commitments(id, viewer), meeting.earlier(id, viewer), preparing.of(id, viewer), wrong, viewer, clock);
    }
}
