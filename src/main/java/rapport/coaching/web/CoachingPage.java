package rapport.coaching.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.coaching.SessionList;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;
import rapport.web.Who;

/** The viewer's sessions to come. */
public record CoachingPage(PageHead head, List<Notice> notices, Table table) implements Part {

    static CoachingPage of(List<SessionList.Row> coming, Map<PersonId, String> names, List<SessionList.Unsigned> unsigned, Viewer viewer, Clock clock) {
        var actions = new ArrayList<Action>();
        if (viewer.role().leads()) {
            actions.add(Action.primary("Start a programme", "/coaching/programmes/new").with("plus"));
        }
        var step = viewer.role().leads() ? Action.primary("Start a programme", "/coaching/programmes/new") : null;
        return new CoachingPage(new PageHead("Coaching", lede(coming), List.of(), coming.isEmpty() ? List.of() : actions),
                unsigned.stream().map(CoachingPage::toSign).toList(),
                new Table("Sessions to come", List.of(Column.of("With"), Column.of("When"), Column.of("For"), Column.of("How it stands")),
                        coming.stream().map(it -> row(it, names, viewer, clock)).toList(),
                        new EmptyState("No session is booked yet", viewer.role().leads()
                                ? "Coaching starts with a date both know. Choose who, how often and how long; Rapport finds and protects the slots."
                                : "Coaching starts with a date both know. Your manager starts a programme; you hear of it here.", step), null));
    }

    private static @Nullable String lede(List<SessionList.Row> coming) {
        if (coming.isEmpty()) {
            return null;
        }
        var open = coming.stream().filter(it -> it.state() == SessionList.State.INVITED && !it.mine()).count();
        var lost = coming.stream().filter(it -> it.state() == SessionList.State.NEEDS_A_TIME).count();
        return lost > 0 ? "%s a time: something else is in the way.".formatted(lost == 1 ? "One session needs" : lost + " sessions need")
                : open == 0 ? "You have accepted every session." : "%s for your yes.".formatted(open == 1 ? "One session waits" : open + " sessions wait");
    }

    private static Notice toSign(SessionList.Unsigned it) {
        return new Notice(Tone.WARN, "pencil", "Sign what coaching means here.", "Until both have signed, a session cannot count.",
                Action.quiet("Read and sign", "/coaching/programmes/" + it.programme()));
    }

    private static Row row(SessionList.Row it, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        var other = new PersonId(viewer.id().value().equals(it.coach()) ? it.rep() : it.coach());
        return Row.of(new Cell.Person(Who.of(other, names.getOrDefault(other, "somebody who left")), "/coaching/sessions/" + it.id(),
                        viewer.id().value().equals(it.coach()) ? "you coach" : "coaches you"),
                Cell.text(Say.moment(it.startsAt(), viewer, clock)), Cell.text(Say.minutes(it.minutes())), new Cell.Pill(badge(it)));
    }

    static Badge badge(SessionList.Row it) {
        return switch (it.state()) {
            case CALLED_OFF -> Badge.of("Called off");
            case NEEDS_A_TIME -> Badge.of("Needs a time", Tone.LATE);
            case ACCEPTED -> new Badge("Both know", Tone.ACCENT, "shield-check");
            case INVITED -> Badge.of(it.mine() ? "Waits for the other" : "Waits for you", it.mine() ? Tone.NORMAL : Tone.WARN);
        };
    }

    @Override
    public String template() {
        return "coaching/session/index";
    }
}
