package rapport.prospecting.web;

import java.time.Clock;
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
import rapport.people.People;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.mail.Writing;
import rapport.web.Flash;
import rapport.web.Html;

/** What is going out, and the say of whoever it belongs to. */
@Controller
@RequestMapping("/prospecting")
class OutgoingController {

    private final Outgoing outgoing;
    private final Writing writing;
    private final Names names;
    private final People people;
    private final Clock clock;

    OutgoingController(Outgoing outgoing, Writing writing, Names names, People people, Clock clock) {
        this.outgoing = outgoing;
        this.writing = writing;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(@RequestParam(defaultValue = "WAITING") Outgoing.Group show, Viewer viewer) {
        var rows = outgoing.of(show, viewer);
        var contacts = rows.stream().map(Outgoing.Row::contact).distinct().toList();
        return Html.ok(OutgoingPage.of(show, rows, outgoing.uncertain(viewer), names.ofRecords(Kind.CONTACT, contacts, viewer), names.companies(contacts),
                people.namesOf(rows.stream().map(Outgoing.Row::owner).toList()), writing.mailboxOf(viewer).isPresent(), viewer, clock));
    }

    @PostMapping("/touches/{id}/call-back")
    ModelAndView callBack(@PathVariable TouchId id, Viewer viewer) {
        try {
            outgoing.callBack(id, viewer);
            return Html.goTo("/prospecting", new Flash("Called back. It does not go out."));
        } catch (Refused e) {
            return Html.goTo("/prospecting", new Flash(e.getMessage()));
        }
    }

    @PostMapping("/touches/{id}/arrival")
    ModelAndView arrived(@PathVariable TouchId id, Viewer viewer) {
        return settled(id, true, "It counts as sent.", viewer);
    }

    @PostMapping("/touches/{id}/again")
    ModelAndView again(@PathVariable TouchId id, Viewer viewer) {
        return settled(id, false, "It goes out again.", viewer);
    }

    private ModelAndView settled(TouchId id, boolean arrived, String words, Viewer viewer) {
        try {
            outgoing.settle(id, arrived, viewer);
            return Html.goTo("/prospecting?show=UNCERTAIN", new Flash(words));
        } catch (Refused e) {
            return Html.goTo("/prospecting?show=UNCERTAIN", new Flash(e.getMessage()));
        }
    }
}
