package rapport.coaching.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Session;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Entry;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/** What lies between the two of them: agenda, what the rep said of the customer, notes, commitments. */
public record MeetingPage(
        PageHead head, String root, boolean begun, boolean ended, String slot, List<Agenda> agenda, List<Said> said, List<Entry> notes, FieldView question, FieldView note,
        String noteId, List<Promise> commitments, List<Promise> earlier, List<Option> owners, FieldView cue, FieldView deed, FieldView due, @Nullable String wrong) implements Part {

    public record Agenda(int position, String bucket, String words, boolean discussed) {}

    /** A question and what the rep answered. */
    public record Said(String question, String answer) {}

    /** @param open nobody has said yet what came of it */
    public record Promise(String id, String words, String note, boolean open) {}

    static MeetingPage of(Session session, Map<PersonId, String> names, Optional<Meeting.Holding> holding, List<Meeting.Item> agenda, List<Meeting.Note> notes,
            List<Meeting.Commitment> commitments, List<Meeting.Commitment> earlier, Preparing.Both both, @Nullable String wrong, Viewer viewer, Clock clock) {
        var other = names.getOrDefault(session.other(viewer.id()), "the other");
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var items = new java.util.ArrayList<Agenda>();
        agenda.forEach(it -> items.add(new Agenda(items.size(), bucket(it.topic()), it.words(), it.discussed())));
        return new MeetingPage(
                PageHead.of("%s and %s".formatted(names.getOrDefault(session.coach(), "?"), names.getOrDefault(session.rep(), "?")), "%s, %s of protected time. What is said stays between the two of you."
                        .formatted(Say.moment(session.startsAt(), viewer, clock), Say.minutes(session.minutes()))).under("Coaching", "/coaching").under("With " + other, "/coaching/sessions/" + session.id()),
                "/coaching/sessions/" + session.id(), holding.isPresent(), holding.map(it -> it.endedAt() != null).orElse(false),
                holding.map(it -> "begun " + Say.time(it.startedAt(), viewer)).orElse("not begun"), items, said(both, session), notes.stream().map(it -> note(it, names, viewer)).toList(),
                FieldView.of("question", ""), FieldView.of("words", ""), Ids.next(clock, java.util.UUID::toString), commitments.stream().map(it -> promise(it, names, today)).toList(),
                earlier.stream().map(it -> promise(it, names, today)).toList(),
                List.of(Option.of(session.rep().toString(), names.getOrDefault(session.rep(), "The rep")), Option.of(session.coach().toString(), names.getOrDefault(session.coach(), "The coach"))),
                FieldView.of("cue", ""), FieldView.of("deed", ""), FieldView.of("due", today.plusWeeks(2)), wrong);
    }

    private static List<Said> said(Preparing.Both both, Session session) {
        var rep = java.util.stream.Stream.of(both.mine(), both.theirs()).filter(it -> it != null && it.person().equals(session.rep())).findFirst();
        return rep.stream().flatMap(it -> it.briefs().stream()).flatMap(it -> it.answers().entrySet().stream())
                .map(it -> new Said(it.getKey().words(), it.getValue())).toList();
    }

    private static Entry note(Meeting.Note it, Map<PersonId, String> names, Viewer viewer) {
        var mine = viewer.is(it.author());
        return new Entry("note", mine ? it.shared() ? "You" : "You, for yourself" : names.getOrDefault(it.author(), "?"), Say.time(it.writtenAt(), viewer), null, it.words(), !mine);
    }

    private static Promise promise(Meeting.Commitment it, Map<PersonId, String> names, java.time.LocalDate today) {
        return new Promise(it.id().toString(), "If %s, then %s.".formatted(it.cue(), it.deed()),
                "%s, by %s%s".formatted(names.getOrDefault(it.owner(), "?"), Say.day(it.due(), today), it.outcome() == null ? "" : " · " + it.outcome().toLowerCase(java.util.Locale.ROOT)), it.outcome() == null);
    }

    private static String bucket(Topic topic) {
        return switch (topic) {
            case OWN_ORGANISATION -> "A";
            case SELLING_SKILLS -> "B";
            case CUSTOMER_KNOWLEDGE -> "C";
            case PIPELINE_STATUS -> "–";
        };
    }

    @Override
    public String template() {
        return "coaching/session/meeting";
    }
}
