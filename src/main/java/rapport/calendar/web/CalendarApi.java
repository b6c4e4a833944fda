package rapport.calendar.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.calendar.Diary;
import rapport.calendar.Entry;
import rapport.calendar.Entry.When;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.ListJson;

/** The calendar for programs. */
@RestController
class CalendarApi {

    /** By the clock it has a start, by the day a first and a last day. @param end absent when nobody said how long it takes */
    record EntryJson(UUID id, Entry.Kind kind, String title, @Nullable String about, @Nullable Instant start, @Nullable Instant end, @Nullable LocalDate firstDay, @Nullable LocalDate lastDay,
            Entry.Standing standing, @Nullable String page) {

        static EntryJson of(Entry it) {
            var hours = it.when() instanceof When.Hours known ? known : null;
            var days = it.when() instanceof When.Days known ? known : null;
            return new EntryJson(it.id(), it.kind(), it.title(), it.about(), hours == null ? null : hours.start(), hours == null ? null : hours.end(),
                    days == null ? null : days.first(), days == null ? null : days.last(), it.standing(), it.path());
        }
    }

    private final Diary diary;
    private final Clock clock;

    CalendarApi(Diary diary, Clock clock) {
        this.diary = diary;
        this.clock = clock;
    }

    /** @param from this Monday when absent @param to the first day that is not wanted any more, a week later when absent */
    @GetMapping("/api/v1/calendar")
    ListJson<EntryJson> between(@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to, @RequestParam(required = false) @Nullable PersonId who, Viewer viewer) {
        var first = from == null ? LocalDate.ofInstant(clock.instant(), viewer.zone()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : from;
        var days = diary.days(who == null ? viewer.id() : who, first, to == null ? first.plusDays(6) : to.minusDays(1), viewer);
        return new ListJson<>(days.entries().stream().map(EntryJson::of).toList(), null, days.entries().size() + days.beyond(), days.beyond() == 0);
    }
}
