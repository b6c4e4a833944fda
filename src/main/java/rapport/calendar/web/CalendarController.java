package rapport.calendar.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Html;

/** Somebody's days: a week, or one day by the clock. */
@Controller
class CalendarController {

    private final CalendarPages pages;
    private final Clock clock;

    CalendarController(CalendarPages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    /** @param week such as 2026-W48, this week when absent @param day instead of a week @param who somebody who answers to the viewer */
    @GetMapping("/calendar")
    ModelAndView calendar(@RequestParam(required = false) @Nullable String week, @RequestParam(required = false) @Nullable String day, @RequestParam(required = false) @Nullable PersonId who, Viewer viewer) {
        var whose = who == null ? viewer.id() : who;
        return Html.ok(day == null ? pages.week(week == null ? monday(viewer) : written(week + "-1", DateTimeFormatter.ISO_WEEK_DATE), whose, viewer)
                : pages.day(written(day, DateTimeFormatter.ISO_LOCAL_DATE), whose, viewer));
    }

    private LocalDate monday(Viewer viewer) {
        return LocalDate.ofInstant(clock.instant(), viewer.zone()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static LocalDate written(String text, DateTimeFormatter form) {
        try {
            var day = LocalDate.parse(text, form);
            if (day.getYear() >= 1900 && day.getYear() < 2900) {
                return day;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw new NotFound("calendar.no-such-days", "There is no such week or day. A week is written 2026-W48, a day 2026-11-23.");
    }
}
