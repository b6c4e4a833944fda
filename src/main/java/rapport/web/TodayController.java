package rapport.web;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Viewer;

/** The day: what modules know to be due, the most urgent first. */
@Controller
class TodayController {

    private static final int MOST = 7; // more than seven things are no plan for a day

    private final ObjectProvider<TodayCards> contributors;
    private final ObjectProvider<WeekStrip> weeks;
    private final Clock clock;

    TodayController(ObjectProvider<TodayCards> contributors, ObjectProvider<WeekStrip> weeks, Clock clock) {
        this.contributors = contributors;
        this.weeks = weeks;
        this.clock = clock;
    }

    @GetMapping("/")
    ModelAndView home() {
        return Html.goTo("/today");
    }

    @GetMapping("/today")
    ModelAndView today(Viewer viewer) {
        var cards = contributors.stream()
                .flatMap(it -> it.of(viewer).stream())
                .sorted(Comparator.comparing(TodayCard::breaks).thenComparing(TodayCard::title))
                .toList();
        var week = weeks.stream().findFirst().map(it -> it.week(viewer)).orElse(List.of());
        return Html.ok(TodayPage.of(clock.instant().atZone(viewer.zone()).toLocalDate(),
                cards.stream().limit(MOST).toList(), Math.max(0, cards.size() - MOST), week));
    }
}
