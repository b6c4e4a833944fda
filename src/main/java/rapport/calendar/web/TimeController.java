package rapport.calendar.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.calendar.Absence;
import rapport.calendar.Absences;
import rapport.calendar.Feeds;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Site;

/** One's own time: when one is away, and the address of one's calendar. */
@Controller
@RequestMapping("/time")
class TimeController {

    private final Absences absences;
    private final Feeds feeds;
    private final People people;
    private final ReportingLine line;
    private final Site site;
    private final Clock clock;

    TimeController(Absences absences, Feeds feeds, People people, ReportingLine line, Site site, Clock clock) {
        this.absences = absences;
        this.feeds = feeds;
        this.people = people;
        this.line = line;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        return Html.ok(page(null, null, viewer));
    }

    @PostMapping("/absences")
    ModelAndView enter(@RequestParam @Nullable PersonId person, @RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate firstDay,
            @RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate lastDay, @RequestParam(defaultValue = "LEAVE") Absence.Kind kind, Viewer viewer) {
        if (firstDay == null) {
            return Html.invalid(page("Say the first day, such as 24 November 2026.", null, viewer));
        }
        try {
            absences.enter(person == null ? viewer.id() : person, firstDay, lastDay == null ? firstDay : lastDay, kind, viewer);
            return Html.goTo("/time", new Flash("Entered. Coaching on these days is called off and excused."));
        } catch (Refused | NotFound e) {
            return Html.invalid(page(e.getMessage(), null, viewer));
        }
    }

    @PostMapping("/absences/{id}/end")
    ModelAndView takeBack(@PathVariable UUID id, Viewer viewer) {
        absences.takeBack(id, viewer);
        return Html.goTo("/time", new Flash("Taken back. What was called off stays so until somebody gives it a time again."));
    }

    /** Shown on the answer, and never again. */
    @PostMapping("/feed")
    ModelAndView renew(Viewer viewer) {
        return Html.ok(page(null, "%s/calendar/%s.ics".formatted(site.root(), feeds.renew(viewer)), viewer));
    }

    @PostMapping("/feed/end")
    ModelAndView end(Viewer viewer) {
        feeds.end(viewer);
        return Html.goTo("/time", new Flash("The address has ended. Calendars that know it get nothing more."));
    }

    private TimePage page(@Nullable String wrong, @Nullable String address, Viewer viewer) {
        var coming = absences.coming(viewer);
        var team = viewer.role().leads() ? people.team(line.of(viewer), viewer).stream().filter(it -> it.active() && !viewer.is(it.id())).toList() : List.<People.Row>of();
        return TimePage.of(coming, people.namesOf(coming.stream().map(Absence::person).toList()), team, feeds.isOpen(viewer), wrong, address, viewer, clock);
    }
}
