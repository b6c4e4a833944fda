package rapport.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rapport.kernel.Slot;

/** What is left of a working day. */
public final class FreeTime {

    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private FreeTime() {}

    /** Gaps of a quarter of an hour and up between 9 and 17:30, from now on; none at weekends. */
    public static List<Slot> of(LocalDate day, List<Slot> busy, ZoneId zone, Instant now) {
        var free = new ArrayList<Slot>();
        if (isWorkingDay(day)) {
            var morning = morning(day).atZone(zone).toInstant();
            var evening = evening(day).atZone(zone).toInstant();
            var from = now.isAfter(morning) ? now : morning;
            for (var slot : busy.stream().sorted(Comparator.comparing(Slot::start)).toList()) {
                add(free, from, earlier(slot.start(), evening));
                from = slot.end().isAfter(from) ? slot.end() : from;
            }
            add(free, from, evening);
        }
        return free;
    }

    /** Coaching is offered from then on. */
    public static LocalDateTime morning(LocalDate day) {
        return day.atTime(9, 0);
    }

    /** By then it has ended. */
    static LocalDateTime evening(LocalDate day) {
        return day.atTime(17, 30);
    }

    public static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static void add(List<Slot> free, Instant from, Instant until) {
        if (Duration.between(from, until).compareTo(SHORTEST) >= 0) {
            free.add(new Slot(from, until));
        }
    }
}
