package rapport.calendar.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.calendar.Agenda.Blank;
import rapport.calendar.Entry;
import rapport.calendar.Entry.When;
import rapport.calendar.FreeTime;
import rapport.kernel.Viewer;
import rapport.web.Say;

/**
 * A day of the week as a column: what lasts all day on top, the rest by the clock.
 *
 * @param add where something new is written down; null for whoever may not
 * @param now where the clock stands, in the words of the style sheet; null on other days
 * @param beyond "2 more": what found no room
 */
public record DayColumn(String id, String name, String weekday, String number, boolean today, boolean weekend, String href, @Nullable String add, List<EntryView> wholeDay, List<Hour> hours, List<Timed> timed,
        @Nullable String now, @Nullable String beyond) {

    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.UK);
    private static final int QUARTERS = 96;
    private static final int SHORTEST = 2; // half an hour: less has no room for its words
    private static final int WHOLE_DAY = 4;

    /** An hour one can write something into. @param time "09:00" @param href null for whoever may not */
    public record Hour(String style, String time, @Nullable String href, String words) {}

    public record Timed(EntryView entry, String style) {}

    /** The hours a week shows: 8 to 18, and more when something lies outside. @param last the first that is not shown */
    record Frame(int first, int last) {

        static Frame of(List<LocalDate> days, List<Entry> entries, ZoneId zone) {
            var spans = days.stream().flatMap(day -> spans(day, entries, zone)).toList();
            return new Frame(Math.min(8, spans.stream().mapToInt(Lanes.Span::from).min().orElse(QUARTERS) / 4), Math.max(18, (spans.stream().mapToInt(Lanes.Span::until).max().orElse(0) + 3) / 4));
        }

        String place(int from, int until) {
            var length = until - from;
            return "at-%d quarter-%d long-%d plus-%d".formatted(from / 4 - first, from % 4, length / 4, length % 4);
        }
    }

    static DayColumn of(LocalDate day, LocalDate today, Instant now, List<Entry> entries, Frame frame, String href, @Nullable Blank blank, Viewer viewer) {
        var wholeDay = entries.stream().filter(it -> it.when() instanceof When.Days(var first, var last) && !day.isBefore(first) && !day.isAfter(last)).map(it -> EntryView.of(it, today, viewer)).toList();
        var spans = spans(day, entries, viewer.zone()).toList();
        var placed = Lanes.of(spans);
        var beyond = spans.size() - placed.size() + Math.max(0, wholeDay.size() - WHOLE_DAY);
        var clock = quarter(now, day, viewer.zone());
        return new DayColumn("day-" + day, Say.longDay(day), WEEKDAY.format(day), String.valueOf(day.getDayOfMonth()), day.equals(today), day.getDayOfWeek().getValue() > 5, href, blank == null ? null : blank.at(FreeTime.morning(day)),
                wholeDay.stream().limit(WHOLE_DAY).toList(), hours(day, frame, blank), placed.stream().map(it -> timed(it, frame, today, viewer)).toList(),
                day.equals(today) && clock / 4 >= frame.first && clock / 4 < frame.last ? frame.place(clock, clock + 1) : null, beyond == 0 ? null : Say.count(beyond) + " more");
    }

    private static Timed timed(Lanes.Placed<Entry> it, Frame frame, LocalDate today, Viewer viewer) {
        var span = it.span();
        return new Timed(EntryView.of(span.of(), today, viewer), "%s lane-%d-of-%d%s%s".formatted(frame.place(span.from(), span.until()), it.lane() + 1, it.lanes(), it.lanes() == 1 ? "" : " is-beside", size(span)));
    }

    /** How many lines there is room for: one, two or more. */
    private static String size(Lanes.Span<Entry> span) {
        var quarters = span.until() - span.from();
        return quarters <= SHORTEST ? " is-short" : quarters < 4 ? " is-brief" : "";
    }

    private static List<Hour> hours(LocalDate day, Frame frame, @Nullable Blank blank) {
        return IntStream.range(frame.first, frame.last).mapToObj(hour -> hour(hour, day, frame, blank)).toList();
    }

    private static Hour hour(int hour, LocalDate day, Frame frame, @Nullable Blank blank) {
        var time = "%02d:00".formatted(hour);
        return new Hour("at-%d".formatted(hour - frame.first), time, blank == null ? null : blank.at(day.atTime(hour, 0)), "Add at %s on %s".formatted(time, Say.longDay(day)));
    }

    private static Stream<Lanes.Span<Entry>> spans(LocalDate day, List<Entry> entries, ZoneId zone) {
        var from = day.atStartOfDay(zone).toInstant();
        var until = day.plusDays(1).atStartOfDay(zone).toInstant();
        return entries.stream().filter(it -> it.when() instanceof When.Hours hours && hours.start().isBefore(until) && hours.until().isAfter(from))
                .map(it -> span(it, (When.Hours) it.when(), day, zone));
    }

    private static Lanes.Span<Entry> span(Entry it, When.Hours hours, LocalDate day, ZoneId zone) {
        var from = Math.min(quarter(hours.start(), day, zone), QUARTERS - SHORTEST);
        var until = quarter(hours.until().plusSeconds(899), day, zone); // a quarter that has begun is taken
        return new Lanes.Span<>(it, from, Math.max(until, from + SHORTEST)); // when the clock is put back an end may lie before its beginning
    }

    /** On this day's clock: 0 before it, 96 after it. */
    private static int quarter(Instant moment, LocalDate day, ZoneId zone) {
        var local = moment.atZone(zone);
        return local.toLocalDate().isBefore(day) ? 0 : local.toLocalDate().isAfter(day) ? QUARTERS : (local.getHour() * 60 + local.getMinute()) / 15;
    }

    public boolean hasNothing() {
        return wholeDay.isEmpty() && timed.isEmpty();
    }
}
