package rapport.prospecting.web;

import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.IntroductionId;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.WaysAround;
import rapport.web.Flash;
import rapport.web.Html;

/** Ways around somebody who does not answer. */
@Controller
@RequestMapping("/prospecting")
class RoutesController {

    private final WaysAround routes;
    private final Introductions introductions;
    private final Records records;
    private final Names names;
    private final People people;
    private final Clock clock;

    RoutesController(WaysAround routes, Introductions introductions, Records records, Names names, People people, Clock clock) {
        this.routes = routes;
        this.introductions = introductions;
        this.records = records;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/routes")
    ModelAndView around(@RequestParam UUID contact, Viewer viewer) {
        var name = records.read(Kind.CONTACT, contact, viewer).text("name").orElse("Somebody");
        var rows = introductions.to(contact, viewer);
        return Html.ok(RoutesPage.of(contact, name, routes.isHard(contact, viewer), routes.around(contact, viewer), rows, names.ofRecords(Kind.CONTACT, rows.stream().map(Introductions.Row::via).distinct().toList(), viewer), people.namesOf(rows.stream().map(Introductions.Row::askedBy).distinct().toList()), viewer, clock));
    }

    @PostMapping("/routes")
    ModelAndView mark(@RequestParam UUID contact, @RequestParam(defaultValue = "true") boolean hard, Viewer viewer) {
        routes.setHard(contact, hard, viewer);
        return back(contact, hard ? "Marked as hard to reach. Here are the ways around." : "No longer marked.");
    }

    @GetMapping("/introductions")
    ModelAndView index(Viewer viewer) {
        var rows = introductions.of(viewer);
        return Html.ok(IntroductionsPage.of(rows, routes.reach(viewer), names.ofRecords(Kind.CONTACT, rows.stream().flatMap(it -> Stream.of(it.contact(), it.via())).distinct().toList(), viewer), people.namesOf(rows.stream().map(Introductions.Row::askedBy).distinct().toList()), viewer, clock));
    }

    @PostMapping("/introductions")
    ModelAndView ask(@RequestParam UUID contact, @RequestParam UUID via, Viewer viewer) {
        try {
            introductions.ask(contact, via, null, viewer);
            return back(contact, "It waits in your list: look the words over, and ask.");
        } catch (Refused e) {
            return back(contact, e.getMessage());
        }
    }

    @PostMapping("/introductions/{id}/state")
    ModelAndView advance(@PathVariable IntroductionId id, @RequestParam Introductions.State to, Viewer viewer) {
        try {
            introductions.advance(id, to, viewer);
            return Html.goTo("/prospecting/introductions", new Flash(switch (to) {
                case AGREED -> "They will introduce you.";
                case MADE -> "You are introduced. Reaching out stands in your list.";
                case MET -> "You have met them. Thank whoever helped.";
                case THANKED -> "Thanked.";
                case DECLINED -> "Put aside.";
                case PROPOSED, ASKED -> "Asked.";
            }));
        } catch (Refused e) {
            return Html.goTo("/prospecting/introductions", new Flash(e.getMessage()));
        }
    }

    private static ModelAndView back(UUID contact, String said) {
        return Html.goTo("/prospecting/routes?contact=" + contact, new Flash(said));
    }
}
