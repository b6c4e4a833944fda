package rapport.prospecting.web;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.persistence.Economics;
import rapport.prospecting.persistence.Persistence;
import rapport.web.Flash;
import rapport.web.Html;

/** What persistence is worth here, told from everything that was tried. */
@Controller
class PersistenceController {

    private final Persistence persistence;
    private final Outgoing outgoing;

    PersistenceController(Persistence persistence, Outgoing outgoing) {
        this.persistence = persistence;
        this.outgoing = outgoing;
    }

    @GetMapping("/prospecting/persistence")
    ModelAndView show(Viewer viewer) {
        return Html.ok(page(null, viewer));
    }

    @PostMapping("/prospecting/persistence/economics")
    ModelAndView set(@RequestParam(required = false) @Nullable BigDecimal meetingValue, @RequestParam(defaultValue = "") String currency, @RequestParam(required = false) @Nullable BigDecimal hourCost, @RequestParam(required = false) @Nullable BigDecimal meetingsPerHundred,
            @RequestParam(required = false) @Nullable Integer minutesPerCall, @RequestParam(required = false) @Nullable Integer auditPercent, Viewer viewer) {
        try {
            if (meetingValue == null || hourCost == null || meetingsPerHundred == null || minutesPerCall == null || auditPercent == null) {
                throw new Refused("prospecting.economics-missing", "Say all of it: each is a number.");
            }
            persistence.set(new Economics(meetingValue, known(currency), hourCost, meetingsPerHundred.doubleValue() / 100, minutesPerCall, auditPercent), viewer);
            return Html.goTo("/prospecting/persistence", new Flash("Set. The advice follows it from now on."));
        } catch (Refused e) {
            return Html.invalid(page(e.getMessage(), viewer));
        }
    }

    private static String known(String currency) {
        try {
            return Currency.getInstance(currency.strip().toUpperCase(java.util.Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException _) {
            throw new Refused("prospecting.currency", "“%s” is no currency; write EUR, USD, GBP.".formatted(currency));
        }
    }

    private PersistencePage page(@Nullable String fault, Viewer viewer) {
        return PersistencePage.of(persistence.report(viewer), persistence.economics(viewer), fault, outgoing.uncertain(viewer), viewer);
    }
}
