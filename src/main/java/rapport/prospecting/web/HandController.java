package rapport.prospecting.web;

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
import rapport.prospecting.plays.Hand;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;

/** A step that is done by hand. */
@Controller
@RequestMapping("/prospecting/touches/{id}")
class HandController {

    private final Hand hand;
    private final Names names;

    HandController(Hand hand, Names names) {
        this.hand = hand;
        this.names = names;
    }

    @GetMapping
    ModelAndView show(@PathVariable TouchId id, Viewer viewer) {
        return Html.ok(page(hand.task(id, viewer), null, viewer));
    }

    private HandPage page(Hand.Task it, @org.jspecify.annotations.Nullable FieldView wrong, Viewer viewer) {
        return HandPage.of(it, names.ofRecords(Kind.CONTACT, java.util.List.of(it.contact()), viewer).getOrDefault(it.contact(), "Somebody who is gone"), wrong);
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
            return Html.invalid(page(hand.task(id, viewer), FieldView.of("body", body).wrong(e.getMessage()), viewer));
        }
    }
}
