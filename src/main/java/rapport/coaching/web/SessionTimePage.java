package rapport.coaching.web;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Disturbance;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Session;
import rapport.kernel.PersonId;
import rapport.kernel.Slot;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Entry;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/** A session's time: free ones for both, and what became of it so far. @param free a tap each @param off it is called off */
public record SessionTimePage(PageHead head, String root, List<Free> free, FieldView startsAt, FieldView minutes, FieldView cause, FieldView reason, List<Option> causes, List<Option> substitutes,
        List<Entry> ledger, boolean off, String book, @Nullable String wrong) implements Part {

    /** @param value local, as the form sends it */
    public record Free(String value, String words) {}

    static SessionTimePage of(Session it, Map<PersonId, String> names, List<Slot> free, List<Disturbance> ledger, List<People.Row> leaders, boolean off, @Nullable String wrong, Viewer viewer,
            Clock clock) {
        var other = names.getOrDefault(it.other(viewer.id()), "somebody who left");
        var needs = it.block() == null;
        var lede = off ? "It is called off. Give it a time and it is on again." : needs ? "Something else stands in the way. These times are free for both of you."
                : "Protected for %s. Moving it is written down with who and why.".formatted(Say.moment(it.startsAt(), viewer, clock));
        return new SessionTimePage(PageHead.of("Time for coaching with " + other, lede).under("Coaching", "/coaching").under("With " + other, "/coaching/sessions/" + it.id()),
                "/coaching/sessions/" + it.id(), free.stream().map(slot -> new Free(slot.start().atZone(viewer.zone()).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString(),
                        Say.moment(slot.start(), viewer, clock))).toList(),
                FieldView.of("startsAt", it.startsAt().atZone(viewer.zone()).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES)), FieldView.of("minutes", it.minutes()),
                FieldView.of("cause", "CUSTOMER"), FieldView.of("reason", ""),
                Arrays.stream(Cause.values()).filter(cause -> cause != Cause.ENDED).map(cause -> Option.of(cause.name(), Character.toUpperCase(cause.words().charAt(0)) + cause.words().substring(1))).toList(),
                leaders.stream().map(leader -> Option.of(leader.id().toString(), leader.name())).toList(),
                ledger.stream().map(line -> entry(line, names, viewer, clock)).toList(), off, needs ? "Book" : "Move to", wrong);
    }

    private static Entry entry(Disturbance it, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        var who = new PersonId(it.who());
        var by = viewer.is(who) ? "you" : names.getOrDefault(who, "Rapport");
        var what = switch (it.kind()) {
            case MOVED -> "Moved by %s from %s to %s".formatted(by, Say.moment(it.beforeStart(), viewer, clock), it.afterStart() == null ? "no time" : Say.moment(it.afterStart(), viewer, clock));
            case SHORTENED -> "Shortened by %s from %s to %s".formatted(by, Say.minutes(it.beforeMinutes()), it.afterMinutes() == null ? "nothing" : Say.minutes(it.afterMinutes()));
            case CANCELLED -> "Called off by " + by;
            case CUT_SHORT -> "Cut short by " + by;
            case SUBSTITUTED -> "Handed over by " + by;
            case REVIVED -> "Given a time again by " + by;
        };
        return new Entry("history", what, Say.moment(it.at(), viewer, clock), Character.toUpperCase(it.cause().words().charAt(0)) + it.cause().words().substring(1) + ".",
                it.reason().isEmpty() ? null : it.reason(), !viewer.is(who));
    }

    @Override
    public String template() {
        return "coaching/session/time";
    }
}
