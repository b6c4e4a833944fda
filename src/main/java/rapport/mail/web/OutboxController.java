package rapport.mail.web;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Viewer;
import rapport.mail.Mail;
import rapport.mail.Server;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;

/** Whether mail goes out, and what did not. */
@Controller
@RequestMapping("/settings/mail")
class OutboxController implements SettingsPlaces {

    private final Mail mail;
    private final Server server;
    private final Clock clock;

    OutboxController(Mail mail, Server server, Clock clock) {
        this.mail = mail;
        this.server = server;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        return Html.ok(OutboxPage.of(server, mail.counts(viewer), mail.stuck(viewer), viewer, clock));
    }

    @PostMapping("/{id}/again")
    ModelAndView again(@PathVariable UUID id, Viewer viewer) {
        mail.again(id, viewer);
        return Html.goTo("/settings/mail", new Flash("Queued again. It goes out within a minute."));
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return viewer.role().administers()
                ? List.of(new Place(40, "mail", "Mail", server.isOn() ? "Goes out through " + server.words() + "." : "Off. Managers hand over the links.", "/settings/mail"))
                : List.of();
    }
}
