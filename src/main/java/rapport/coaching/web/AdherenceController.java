package rapport.coaching.web;

import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Adherence;
import rapport.coaching.Contacts;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;

/** Coaching that counted, by person; and a place to log a word in passing. */
@Controller
@RequestMapping("/coaching")
class AdherenceController {

    private final Adherence adherence;
    private final Contacts contacts;
    private final People people;
    private final Clock clock;

    AdherenceController(Adherence adherence, Contacts contacts, People people, Clock clock) {
        this.adherence = adherence;
        this.contacts = contacts;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/adherence")
    ModelAndView show(Viewer viewer) {
        var rows = adherence.of(null, viewer);
        var names = people.namesOf(rows.stream().flatMap(it -> Stream.of(it.coach(), it.rep())).map(PersonId::new).toList());
        return Html.ok(AdherencePage.of(rows, names, adherence.sinceAnyConversation(viewer), viewer, clock));
    }

    @PostMapping("/contacts")
    ModelAndView log(@RequestParam PersonId person, @RequestParam(defaultValue = "") String words, Viewer viewer) {
        contacts.log(person, words, viewer);
        return Html.goTo("/coaching/adherence", new Flash("Noted. A word in passing is good, and is not coaching."));
    }
}
