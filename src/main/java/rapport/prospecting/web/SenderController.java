package rapport.prospecting.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.sender.Finding;
import rapport.prospecting.sender.Senders;
import rapport.web.Flash;
import rapport.web.Html;

/** How the servers of those we write to know our mail from somebody else's. */
@Controller
@RequestMapping("/settings/domains")
class SenderController {

    private final Senders senders;
    private final Clock clock;

    SenderController(Senders senders, Clock clock) {
        this.senders = senders;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        return Html.ok(SendersPage.of(senders.all(viewer), viewer, clock));
    }

    @GetMapping("/{key}")
    ModelAndView show(@PathVariable("key") String name, Viewer viewer) {
        return Html.ok(SenderPage.of(senders.one(name, viewer), null, viewer, clock));
    }

    @PostMapping("/{key}/look")
    ModelAndView look(@PathVariable("key") String name, Viewer viewer) {
        var missing = senders.look(name, viewer).findings().stream().filter(it -> it.state() == Finding.State.MISSING).count();
        return back(name, missing == 0 ? "Looked up. Nothing is missing." : "Looked up. %s missing.".formatted(missing == 1 ? "One thing is" : missing + " things are"));
    }

    @PostMapping("/{key}/keys")
    ModelAndView makeKeys(@PathVariable("key") String name, Viewer viewer) {
        senders.makeKeys(name, viewer);
        return back(name, "Made. Publish both halves, then sign.");
    }

    @PostMapping("/{key}/signing")
    ModelAndView sign(@PathVariable("key") String name, Viewer viewer) {
        try {
            senders.sign(name, viewer);
            return back(name, "From the next mail on it signs.");
        } catch (Refused e) {
            return Html.invalid(SenderPage.of(senders.one(name, viewer), e.getMessage(), viewer, clock));
        }
    }

    @PostMapping("/{key}/signing/end")
    ModelAndView signNoMore(@PathVariable("key") String name, Viewer viewer) {
        senders.signNoMore(name, viewer);
        return back(name, "It signs no more.");
    }

    private static ModelAndView back(String name, String said) {
        return Html.goTo("/settings/domains/" + name, new Flash(said));
    }
}
