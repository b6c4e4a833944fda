package rapport.audit.web;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.audit.AuditLog;
import rapport.kernel.Viewer;
import rapport.web.Cursor;
import rapport.web.Html;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;

/** The audit log for those who answer for the workspace. */
@Controller
class AuditController implements SettingsPlaces {

    private static final int PAGE = 100;

    private final AuditLog log;
    private final Clock clock;

    AuditController(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @GetMapping("/settings/audit")
    ModelAndView index(@RequestParam(required = false) @Nullable String before, Viewer viewer) {
        return Html.ok(AuditPage.of(log.lines(moment(before), PAGE, viewer), PAGE, viewer, clock));
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return viewer.role().administers()
                ? List.of(new Place(90, "shield-lock", "Audit log", "Who changed what, when and from where; sealed so that nobody can rewrite it.", "/settings/audit"))
                : List.of();
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Cursor.notOurs();
        }
    }
}
