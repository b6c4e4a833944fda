package rapport.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Viewer;
import rapport.web.SettingsPage.Place;

/** Pages that only lead elsewhere: help, everything there is, settings. */
@Controller
class HelpController {

    private final ObjectProvider<SettingsPlaces> settings;

    HelpController(ObjectProvider<SettingsPlaces> settings) {
        this.settings = settings;
    }

    @GetMapping("/help")
    ModelAndView help(Viewer viewer) {
        return Html.ok(new HelpPage());
    }

    /** For phones, where the navigation has room for four. */
    @GetMapping("/more")
    ModelAndView more(Viewer viewer) {
        return Html.ok(new MorePage());
    }

    @GetMapping("/settings")
    ModelAndView settings(Viewer viewer) {
        return Html.ok(new SettingsPage(
                PageHead.of("Settings", viewer.role().administers() ? null : "Most of this is for administrators."),
                settings.stream().flatMap(it -> it.places(viewer).stream()).sorted(java.util.Comparator.comparing(Place::order)).toList()));
    }
}
