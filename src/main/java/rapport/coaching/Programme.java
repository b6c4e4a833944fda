package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;

/**
 * A coach's promise to some reps: how often, how long, from when on.
 *
 * @param everyWeeks 1 to 8
 * @param minutes of a session, 25 to 180
 * @param zone sessions keep their time on this clock
 * @param edition of the expectations, from 1; a new one is signed anew
 * @param overCapacity why it was started though it takes more than a quarter of the coach's week
 * @param holidays ISO 3166 country whose public holidays are left free; empty for none
 * @param endedAt null while it goes on
 * @param version null until first saved
 */
@Table(schema = "coaching", value = "programme")
public record Programme(
        @Id ProgrammeId id,
        PersonId coach,
        int everyWeeks,
        int minutes,
        ZoneId zone,
        String expectations,
        int edition,
        Instant startedAt,
        @Nullable String overCapacity,
        String holidays,
        @Nullable Instant endedAt,
        @MappedCollection(idColumn = "programme", keyColumn = "position") List<Rep> reps,
        @Version @Nullable Integer version) {

    /** A rep and when they were promised their first session. @param firstSlot local, in the programme's zone */
    @Table(schema = "coaching", value = "rep")
    public record Rep(PersonId person, LocalDateTime firstSlot) {}

    /** One of the many more than a coach can do well at once. */
    public static final int MOST_REPS = 20;

    /** Who prepares, too: each session costs a quarter of an hour more. Brief: capability 8. */
    static final int PREPARATION_MINUTES = 15;

    static final int WEEK_MINUTES = 40 * 60;
    static final double MOST_OF_A_WEEK = 0.25;
    private static final int BREATH = 15;
    private static final int LAST_HOUR = 17;

    public Programme {
        reps = List.copyOf(reps);
        if (reps.isEmpty() || reps.size() > MOST_REPS) {
            throw new Refused("coaching.reps", "Choose one to %d people to coach.".formatted(MOST_REPS));
        }
        if (reps.stream().anyMatch(it -> it.person.equals(coach))) {
            throw new Refused("coaching.nobody-coaches-themselves", "Choose somebody else: nobody coaches themselves.");
        }
        if (new HashSet<>(reps.stream().map(Rep::person).toList()).size() < reps.size()) {
            throw new Refused("coaching.twice", "Somebody is chosen twice.");
        }
    }

    static Programme begin(StartProgramme it, PersonId coach, Clock clock) {
        return new Programme(Ids.next(clock, ProgrammeId::new), coach, it.everyWeeks(), it.minutes(), it.zone(), it.expectations().strip(), 1,
                clock.instant(), it.overCapacity(), it.holidays(), null, slots(it), null);
    }

    Programme joinedBy(PersonId person, Instant now) {
        var last = reps.getLast().firstSlot();
        var next = afterwards(last, minutes, last);
        while (!next.atZone(zone).toInstant().isAfter(now)) {
            next = next.plusWeeks(everyWeeks);
        }
        var joined = new ArrayList<>(reps);
        joined.add(new Rep(person, next));
        return new Programme(id, coach, everyWeeks, minutes, zone, expectations, edition, startedAt, overCapacity, holidays, endedAt, joined, version);
    }

    /** Another text is another edition: it is signed anew. */
    Programme expecting(String words) {
        return new Programme(id, coach, everyWeeks, minutes, zone, words.strip(), edition + 1, startedAt, overCapacity, holidays, endedAt, reps, version);
    }

    Programme end(Instant at) {
        return new Programme(id, coach, everyWeeks, minutes, zone, expectations, edition, startedAt, overCapacity, holidays, at, reps, version);
    }

    /** One after the other with a breath between, and on the next weekday when the day is full. */
    private static List<Rep> slots(StartProgramme it) {
        var slots = new ArrayList<Rep>();
        var next = it.firstSlot();
        for (var person : it.reps()) {
            slots.add(new Rep(person, next));
            next = afterwards(next, it.minutes(), it.firstSlot());
        }
        return slots;
    }

    private static LocalDateTime afterwards(LocalDateTime slot, int minutes, LocalDateTime first) {
        var next = slot.plusMinutes(minutes + BREATH);
        return next.plusMinutes(minutes).isAfter(slot.toLocalDate().atTime(LAST_HOUR, 0)) ? weekdayAfter(slot).toLocalDate().atTime(first.toLocalTime()) : next;
    }

    private static LocalDateTime weekdayAfter(LocalDateTime day) {
        return switch (day.getDayOfWeek()) {
            case FRIDAY -> day.plusDays(3);
            case SATURDAY -> day.plusDays(2);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SUNDAY -> day.plusDays(1);
        };
    }

    /** Share of the coach's 40-hour week that sessions and preparing them take, 0 and up. */
    static double shareOfAWeek(int reps, int everyWeeks, int minutes) {
        return (double) reps * (minutes + PREPARATION_MINUTES) / everyWeeks / WEEK_MINUTES;
    }
}
