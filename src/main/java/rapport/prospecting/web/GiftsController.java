package rapport.prospecting.web;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.TouchId;
import rapport.prospecting.gifts.Gifts;
import rapport.web.Flash;
import rapport.web.Html;

/** Gifts: wished for, approved, ordered, claimed. */
@Controller
@RequestMapping("/prospecting/gifts")
class GiftsController {

    private final Gifts gifts;
    private final Names names;
    private final People people;
    private final Clock clock;

    GiftsController(Gifts gifts, Names names, People people, Clock clock) {
        this.gifts = gifts;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        var rows = gifts.of(viewer);
        return Html.ok(GiftsPage.of(rows, names.ofRecords(Kind.CONTACT, rows.stream().map(Gifts.Row::contact).distinct().toList(), viewer), people.namesOf(rows.stream().map(Gifts.Row::wishedBy).distinct().toList()), viewer, clock));
    }

    @PostMapping("/{id}/approval")
    ModelAndView approve(@PathVariable TouchId id, Viewer viewer) {
        gifts.decide(id, true, viewer);
        return Html.goTo("/prospecting/gifts", new Flash("Approved. It is ordered."));
    }

    @PostMapping("/{id}/refusal")
    ModelAndView decline(@PathVariable TouchId id, Viewer viewer) {
        gifts.decide(id, false, viewer);
        return Html.goTo("/prospecting/gifts", new Flash("Declined. Whoever wished for it can wish for less."));
    }

    @PostMapping("/{id}/claim")
    ModelAndView claim(@PathVariable TouchId id, Viewer viewer) {
        gifts.claimed(id, viewer);
        return Html.goTo("/prospecting/gifts", new Flash("They took it. Now is a good time to call."));
    }
}
