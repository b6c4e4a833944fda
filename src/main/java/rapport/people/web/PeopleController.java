package rapport.people.web;

import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.mail.Server;
import rapport.web.Site;
import rapport.people.Invitations;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.people.Workforce;
import rapport.web.Cursor;
import rapport.web.Flash;
import rapport.web.Html;

/** Colleagues: who they are, whom they answer to, and how they get in. */
@Controller
@RequestMapping("/people")
class PeopleController {

    private static final int PAGE = 100;

    private final People people;
    private final Workforce workforce;
    private final Invitations invitations;
    private final Server server;
    private final Site site;
    private final ReportingLine line;
    private final PersonPages pages;

    PeopleController(People people, Workforce workforce, Invitations invitations, Server server, Site site, ReportingLine line, PersonPages pages) {
        this.people = people;
        this.workforce = workforce;
        this.invitations = invitations;
        this.server = server;
        this.site = site;
        this.line = line;
        this.pages = pages;
    }

    @GetMapping
    ModelAndView index(@RequestParam(required = false) @Nullable String after, Viewer viewer) {
        return Html.ok(PeoplePage.of(people.page(Cursor.read(after), PAGE, viewer), after, waiting(viewer).size(), viewer));
    }

    @GetMapping("/new")
    ModelAndView newPerson(Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(pages.blank(viewer));
    }

    @PostMapping
    ModelAndView hire(@Valid @ModelAttribute("form") PersonForm form, BindingResult errors, Viewer viewer) {
        viewer.mustAdminister();
        if (errors.hasErrors()) {
            return Html.invalid(pages.newAgain(errors, viewer));
        }
        try {
            var hired = workforce.hire(form.toPosition(), viewer);
            return Html.goTo("/people/" + hired.id(), new Flash("%s is in. Hand over a link so that they can sign in.".formatted(hired.fullName())));
        } catch (Refused e) {
            errors.rejectValue("email", e.code(), e.getMessage());
            return Html.invalid(pages.newAgain(errors, viewer));
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable PersonId id, Viewer viewer) {
        return Html.ok(pages.show(workforce.person(id, viewer), viewer));
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@PathVariable PersonId id, Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(pages.edit(workforce.person(id, viewer), viewer));
    }

    @PostMapping("/{id}")
    ModelAndView change(@PathVariable PersonId id, @Valid @ModelAttribute("form") PersonForm form, BindingResult errors, Viewer viewer) {
        viewer.mustAdminister();
        var person = workforce.person(id, viewer);
        if (errors.hasErrors()) {
            return Html.invalid(pages.editAgain(person, errors, viewer));
        }
        try {
            workforce.change(id, form.toPosition(), viewer);
            return Html.goTo("/people/" + id, new Flash("Saved."));
        } catch (Refused e) {
            errors.rejectValue(PersonForm.fieldOf(e), e.code(), e.getMessage());
            return Html.invalid(pages.editAgain(person, errors, viewer));
        }
    }

    @PostMapping("/{id}/deactivation")
    ModelAndView deactivate(@PathVariable PersonId id, Viewer viewer) {
        var left = workforce.deactivate(id, viewer);
        return Html.goTo("/people/" + id, new Flash(
                "%s is deactivated and signed out everywhere.".formatted(left.fullName()), "/people/%s/activation".formatted(id)));
    }

    @PostMapping("/{id}/activation")
    ModelAndView reactivate(@PathVariable PersonId id, Viewer viewer) {
        var back = workforce.reactivate(id, viewer);
        return Html.goTo("/people/" + id, new Flash("%s may sign in again.".formatted(back.fullName())));
    }

    @GetMapping("/{id}/hand-over")
    ModelAndView handOver(@PathVariable PersonId id, Viewer viewer) {
        return Html.ok(HandOverPage.before(pages.lookedAfter(id, viewer), server.isOn()));
    }

    /** By mail to the address it is for; or on this answer and nowhere else: not in a list, not in a log, not a second time. */
    @PostMapping("/{id}/hand-over")
    ModelAndView makeLink(@PathVariable PersonId id, @RequestParam(defaultValue = "false") boolean mail, jakarta.servlet.http.HttpServletRequest request, Viewer viewer) {
        if (mail && server.isOn()) {
            invitations.mail(id, site.root(), viewer);
            return Html.goTo("/people/" + id, new Flash("The link is on its way to %s.".formatted(workforce.person(id, viewer).email())));
        }
        var secret = invitations.invite(id, viewer);
        var root = request.getRequestURL().toString().replaceFirst("(https?://[^/]+)/.*", "$1");
        return Html.ok(HandOverPage.with(workforce.person(id, viewer), server.isOn(), root + "/welcome/" + secret));
    }

    @GetMapping("/addresses")
    ModelAndView addresses(Viewer viewer) {
        pages.mustLead(viewer);
        return Html.ok(AddressesPage.of(waiting(viewer), java.util.Map.of(), java.util.Map.of()));
    }

    /** Saves what is right, and shows what is not. */
    @PostMapping("/addresses")
    ModelAndView giveAddresses(@RequestParam java.util.Map<String, String> typed, Viewer viewer) {
        pages.mustLead(viewer);
        var wrong = new java.util.HashMap<PersonId, String>();
        var given = 0;
        for (var person : waiting(viewer)) {
            var email = typed.getOrDefault("email-" + person.id(), "").strip();
            if (email.isEmpty() || email.equals(person.email())) {
                continue;
            }
            if (!email.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+")) {
                wrong.put(person.id(), "An address looks like maya@northlight.example");
                continue;
            }
            try {
                workforce.giveAddress(person.id(), email, viewer);
                given++;
            } catch (Refused e) {
                wrong.put(person.id(), e.getMessage());
            }
        }
        return wrong.isEmpty()
                ? Html.goTo("/people/addresses", new Flash(given == 0 ? "Nothing was changed." : "%d addresses saved. Hand over the links next.".formatted(given)))
                : Html.invalid(AddressesPage.of(waiting(viewer), typed, wrong));
    }

    private List<People.Row> waiting(Viewer viewer) {
        return viewer.role().leads()
                ? people.team(line.of(viewer), viewer).stream().filter(it -> it.active() && !it.signsIn()).toList()
                : List.of();
    }
}
