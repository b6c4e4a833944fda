package rapport.prospecting.plays;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import rapport.calendar.Holidays;

/** When a step is due: after its wait, within its hours, on the clock of whoever it is for. */
final class Timing {

    private static final int MOST_DAYS = 60;

    private Timing() {}

    /** @param country whose holidays count; null for none that are known */
    static Instant due(Step step, Instant from, ZoneId zone, @Nullable String country) {
        var there = from.atZone(zone);
        var then = switch (step.unit()) {
            case HOURS -> there.plusHours(step.waits());
            case CALENDAR -> there.plusDays(step.waits());
            case BUSINESS -> business(there, step.waits(), country);
        };
        return within(step, then, country).toInstant();
    }

    /** The first moment from then on that suits the step. */
    static Instant from(Step step, Instant then, ZoneId zone, @Nullable String country) {
        return within(step, then.atZone(zone), country).toInstant();
    }

    private static ZonedDateTime business(ZonedDateTime from, int days, @Nullable String country) {
        var day = from;
        for (var left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isBusinessDay(day.toLocalDate(), country)) {
                left--;
            }
        }
        return day;
    }

    /** The next moment within the step's hours, on a business day. */
    private static ZonedDateTime within(Step step, ZonedDateTime then, @Nullable String country) {
        var at = then.toLocalTime().isBefore(step.opens()) ? then.with(step.opens()) : then.toLocalTime().isBefore(step.closes()) ? then : then.plusDays(1).with(step.opens());
        for (var tried = 0; tried < MOST_DAYS && !isBusinessDay(at.toLocalDate(), country); tried++) {
            at = at.plusDays(1).with(step.opens());
        }
        return at;
    }

    static boolean isBusinessDay(LocalDate day, @Nullable String country) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && (country == null || !Holidays.on(country, day));
    }
}
