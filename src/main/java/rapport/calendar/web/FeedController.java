package rapport.calendar.web;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import rapport.calendar.Feeds;
import rapport.calendar.Ics;
import rapport.kernel.NotFound;
import rapport.kernel.Workspaces;
import rapport.web.Site;

/** A person's days for their own calendar. Whoever has the secret may read; there is nothing else to sign in with on a phone. */
@Controller
class FeedController {

    private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

    private final Feeds feeds;
    private final Site site;

    FeedController(Feeds feeds, Site site) {
        this.feeds = feeds;
        this.site = site;
    }

    @GetMapping("/calendar/{secret}.ics")
    ResponseEntity<String> feed(@PathVariable String secret) {
        var reader = feeds.reader(secret).orElseThrow(FeedController::gone);
        var appointments = Workspaces.in(reader.workspace(), () -> feeds.appointments(reader)).orElseThrow(FeedController::gone);
        return ResponseEntity.ok().contentType(CALENDAR).cacheControl(CacheControl.noStore()).header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=rapport.ics")
                .body(Ics.feed(appointments, site.root()));
    }

    private static NotFound gone() {
        return new NotFound("calendar.feed-not-found", "There is no calendar under this address, or not any more.");
    }
}
