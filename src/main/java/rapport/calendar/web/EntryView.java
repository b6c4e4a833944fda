package rapport.calendar.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rapport.calendar.Entry;
import rapport.calendar.Entry.Standing;
import rapport.calendar.Entry.When;
import rapport.kernel.Viewer;
import rapport.web.Say;

/**
 * An entry in words.
 *
 * @param start "10:30", empty for a whole day
 * @param end "–11:15", empty when nobody said how long it takes
 * @param due "Tue 24 Nov", with how late it is; empty for what has no day
 * @param lateness "2 d late", or empty
 * @param style what CSS knows it by
 * @param tick where its form posts; null when it has none
 */
public record EntryView(String title, String start, String end, @Nullable String about, String due, String lateness, String icon, String style, @Nullable String href, boolean done, boolean late, @Nullable String tick) {

    static EntryView of(Entry it, LocalDate today, Viewer viewer) {
        var late = it.isLate(today);
        var done = it.standing() == Standing.DONE;
        var hours = it.when() instanceof When.Hours known ? known : null;
        var lateness = late && it.when() instanceof When.Days(_, var last) ? "%s late".formatted(Say.days(today.toEpochDay() - last.toEpochDay())) : "";
        return new EntryView(it.title(), hours == null ? "" : Say.time(hours.start(), viewer), hours == null || hours.end() == null ? "" : "–" + Say.time(hours.end(), viewer), it.about(),
                due(it.when(), today, viewer) + (late ? ", " + lateness : ""), lateness, icon(it, done),
                "cal-" + it.kind().name().toLowerCase(Locale.ROOT) + (done ? " is-done" : "") + (late ? " is-late" : ""), it.path(), done, late, it.tick());
    }

    private static String due(When when, LocalDate today, Viewer viewer) {
        return switch (when) {
            case When.Days(_, var last) -> last.equals(today) ? "today" : Say.day(last, today);
            case When.Hours(var start, _) -> Say.day(start.atZone(viewer.zone()).toLocalDate(), today) + ", " + Say.time(start, viewer);
            case When.Someday _ -> "";
        };
    }

    private static String icon(Entry it, boolean done) {
        return done ? "circle-check" : switch (it.kind()) {
            case HOLIDAY -> "sun";
            case AWAY -> "moon";
            case PROTECTED -> "lock";
            case COACHING -> "message-circle";
            case MEETING -> "users";
            case CALL -> "phone";
            case TASK -> "checkbox";
            case OTHER -> "note";
        };
    }
}
