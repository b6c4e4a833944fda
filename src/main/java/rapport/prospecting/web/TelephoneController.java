package rapport.prospecting.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.telephone.Switchboards;
import rapport.web.Flash;
import rapport.web.Html;

/** Dialling through a telephone system. */
@Controller
class TelephoneController {

    private final Switchboards switchboards;
    private final Records records;

    TelephoneController(Switchboards switchboards, Records records) {
        this.switchboards = switchboards;
        this.records = records;
    }

    @GetMapping("/settings/telephone")
    ModelAndView show(Viewer viewer) {
        mustSell(viewer);
        return Html.ok(page(null, viewer));
    }

    private TelephonePage page(TelephonePage.@Nullable Wrong wrong, Viewer viewer) {
        return TelephonePage.of(switchboards.board().orElse(null), switchboards.device(viewer).orElse(""), wrong, viewer);
    }

    @PostMapping("/settings/telephone")
    ModelAndView set(@RequestParam(defaultValue = "") String host, @RequestParam(defaultValue = "5038") String port, @RequestParam(defaultValue = "") String login, @RequestParam(defaultValue = "") String secret, @RequestParam(defaultValue = "") String context, Viewer viewer) {
        mustSell(viewer);
        var fault = host.isBlank() ? "host" : !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535 ? "port" : login.isBlank() ? "login" : secret.isBlank() ? "secret" : !context.matches("[A-Za-z0-9_-]{1,60}") ? "context" : null;
        if (fault != null && viewer.role().administers()) {
            return Html.invalid(page(new TelephonePage.Wrong(fault, host, port, login, context), viewer));
        }
        switchboards.set(new Switchboards.Wish(host, fault == null ? Integer.parseInt(port) : 0, login, secret, context), viewer);
        return Html.goTo("/settings/telephone", new Flash("Set up. Whoever says which telephone is theirs can dial by a click."));
    }

    @PostMapping("/settings/telephone/removal")
    ModelAndView remove(Viewer viewer) {
        switchboards.remove(viewer);
        return Html.goTo("/settings/telephone", new Flash("Removed. Numbers are dialled by your own telephone again."));
    }

    @PostMapping("/settings/telephone/device")
    ModelAndView setDevice(@RequestParam(defaultValue = "") String device, Viewer viewer) {
        mustSell(viewer);
        try {
            switchboards.setDevice(device, viewer);
            return Html.goTo("/settings/telephone", new Flash(device.isBlank() ? "You have none here." : "It rings when you dial."));
        } catch (Refused e) {
            return Html.invalid(page(new TelephonePage.Wrong("device", device, "", "", ""), viewer));
        }
    }

    @PostMapping("/prospecting/calls/{id}/dial")
    ModelAndView dial(@PathVariable UUID id, Viewer viewer) {
        records.read(Kind.CONTACT, id, viewer);
        mustSell(viewer);
        try {
            switchboards.dial(id, viewer);
            return Html.goTo("/prospecting/calls/" + id, new Flash("Your telephone rings. Pick it up, and theirs rings."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/calls/" + id, new Flash(e.getMessage()));
        }
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are called by reps, managers and administrators.");
        }
    }
}
