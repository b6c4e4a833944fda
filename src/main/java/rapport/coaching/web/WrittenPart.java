package rapport.coaching.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import rapport.coaching.Meeting;
import rapport.coaching.Session;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Entry;
import rapport.web.Part;
import rapport.web.Say;

/** What the two have written down, as the viewer may read it. @param open commitments of these two that nobody has closed */
public record WrittenPart(String root, List<Entry> notes, List<AgendaPart.Promise> commitments, String open) implements Part {

    static WrittenPart of(Session session, List<Meeting.Note> notes, List<Meeting.Commitment> commitments, Map<PersonId, String> names, Viewer viewer, LocalDate today) {
        var open = commitments.stream().filter(it -> it.outcome() == null).count();
        return new WrittenPart("/coaching/sessions/" + session.id(), notes.stream().map(it -> note(it, names, viewer)).toList(),
                commitments.stream().map(it -> new AgendaPart.Promise(it.id().toString(), it.cue(), it.deed(), MeetingPage.promise(it, names, today), it.outcome() == null)).toList(), "%d open, at most three each".formatted(open));
    }

    private static Entry note(Meeting.Note it, Map<PersonId, String> names, Viewer viewer) {
        var mine = viewer.is(it.author());
        return new Entry(it.shared() ? "note" : "lock", mine ? it.shared() ? "You" : "You, for yourself" : names.getOrDefault(it.author(), "?"), Say.time(it.writtenAt(), viewer), null, it.words(), !mine);
    }

    @Override
    public String template() {
        return "coaching/session/_written";
    }
}
