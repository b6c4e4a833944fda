package rapport.prospecting.web;

import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.MailboxId;
import rapport.prospecting.mail.Postboxes;
import rapport.web.Flash;
import rapport.web.Html;

/** The addresses mail to customers goes out from. */
@Controller
@RequestMapping("/settings/mailboxes")
class MailboxController {

    private final Postboxes postboxes;
    private final People people;
    private final Clock clock;

    MailboxController(Postboxes postboxes, People people, Clock clock) {
        this.postboxes = postboxes;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        mustSell(viewer);
        var rows = postboxes.of(viewer);
        return Html.ok(MailboxesPage.of(rows, people.namesOf(rows.stream().map(Postboxes.Row::person).toList()), viewer, clock));
    }

    @GetMapping("/new")
    ModelAndView blank(Viewer viewer) {
        mustSell(viewer);
        return Html.ok(MailboxFormPage.of(new BeanPropertyBindingResult(MailboxForm.blank(viewer), "form")));
    }

    @PostMapping
    ModelAndView open(@Valid @ModelAttribute("form") MailboxForm form, BindingResult errors, Viewer viewer) {
        mustSell(viewer);
        if (errors.hasErrors()) {
            return Html.invalid(MailboxFormPage.of(errors));
        }
        try {
            postboxes.open(form.toWish(viewer), viewer);
            return Html.goTo("/settings/mailboxes", new Flash("Set up. Write to somebody from their page."));
        } catch (Refused e) {
            errors.rejectValue("address", e.code(), e.getMessage());
            return Html.invalid(MailboxFormPage.of(errors));
        }
    }

    @PostMapping("/{id}/hold")
    ModelAndView hold(@PathVariable MailboxId id, Viewer viewer) {
        postboxes.hold(id, true, viewer);
        return Html.goTo("/settings/mailboxes", new Flash("Held. What waits in it waits."));
    }

    @PostMapping("/{id}/release")
    ModelAndView letGo(@PathVariable MailboxId id, Viewer viewer) {
        postboxes.hold(id, false, viewer);
        return Html.goTo("/settings/mailboxes", new Flash("Let go. What is due goes out."));
    }

    @PostMapping("/{id}/closing")
    ModelAndView close(@PathVariable MailboxId id, Viewer viewer) {
        postboxes.close(id, viewer);
        return Html.goTo("/settings/mailboxes", new Flash("Closed. What waited in it was called off."));
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are written to by reps, managers and administrators.");
        }
    }
}
