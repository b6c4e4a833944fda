package rapport.prospecting.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.TouchId;
import rapport.prospecting.calls.Appointments;
import rapport.prospecting.gifts.GiftShops;
import rapport.prospecting.gifts.Gifts;
import rapport.prospecting.plays.Hand;
import rapport.prospecting.plays.Template;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Say;

/** A step that is done by hand. */
@Controller
@RequestMapping("/prospecting/touches/{id}")
class HandController {

    private final Hand hand;
    private final Appointments appointments;
    private final Gifts gifts;
    private final GiftShops shops;
    private final Names names;
    private final Clock clock;

    HandController(Hand hand, Appointments appointments, Gifts gifts, GiftShops shops, Names names, Clock clock) {
        this.hand = hand;
        this.appointments = appointments;
        this.gifts = gifts;
        this.shops = shops;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(@PathVariable TouchId id, Viewer viewer) {
        return Html.ok(page(hand.task(id, viewer), null, null, null, viewer));
    }

    private HandPage page(Hand.Task it, @Nullable FieldView wrong, @Nullable FieldView when, @Nullable FieldView worth, Viewer viewer) {
        var asked = when != null || !Template.promisesCall(it.words()) ? when : FieldView.of("callDate", appointments.proposed(it, viewer));
        var gift = worth != null || !it.kind().equals("GIFT") || asked != null ? worth : shops.shop().map(shop -> FieldView.of("amount", shop.usual().stripTrailingZeros().toPlainString())).orElse(null);
        return HandPage.of(it, names.ofRecords(Kind.CONTACT, List.of(it.contact()), viewer).getOrDefault(it.contact(), "Somebody who is gone"), wrong, asked, gift);
    }

    /** A gift is ordered, or waits for somebody to approve it. */
    @PostMapping("/order")
    ModelAndView order(@PathVariable TouchId id, @RequestParam(defaultValue = "") String amount, Viewer viewer) {
        var task = hand.task(id, viewer);
        try {
            var goes = gifts.wish(id, amount.matches("\\d{1,9}([.,]\\d{1,4})?") ? new BigDecimal(amount.replace(',', '.')) : BigDecimal.ZERO, viewer);
            return Html.goTo("/prospecting/gifts", new Flash(goes ? "It is ordered." : "It waits for somebody to approve it."));
        } catch (Refused e) {
            return Html.invalid(page(task, null, null, FieldView.of("amount", amount).wrong(e.getMessage()), viewer));
        }
    }

    @PostMapping("/call-date")
    ModelAndView promise(@PathVariable TouchId id, @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime callDate, Viewer viewer) {
        var task = hand.task(id, viewer);
        try {
            if (callDate == null) {
                throw new Refused("prospecting.call-date", "Say a day and an hour.");
            }
            var at = appointments.name(id, callDate, viewer);
            return Html.goTo("/prospecting/touches/" + id, new Flash("You call them on %s. The time is set aside.".formatted(Say.moment(at, viewer, clock))));
        } catch (Refused e) {
            return Html.invalid(page(task, null, FieldView.of("callDate", callDate).wrong(e.getMessage()), null, viewer));
        }
    }

    @PostMapping("/done")
    ModelAndView done(@PathVariable TouchId id, Viewer viewer) {
        try {
            hand.done(id, viewer);
            return Html.goTo("/prospecting/worklist", new Flash("Done. It counts, and the play goes on."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/worklist", new Flash(e.getMessage()));
        }
    }

    @PostMapping("/sending")
    ModelAndView send(@PathVariable TouchId id, @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String body, Viewer viewer) {
        try {
            hand.send(id, subject, body, viewer);
            return Html.goTo("/prospecting/worklist", new Flash("It goes out.", "/prospecting/touches/%s/call-back".formatted(id)));
        } catch (Refused e) {
            return Html.invalid(page(hand.task(id, viewer), FieldView.of("body", body).wrong(e.getMessage()), null, null, viewer));
        }
    }
}
