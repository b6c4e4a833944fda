package rapport.coaching.web;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.AcceptLinks;
import rapport.coaching.AcceptLinks.Asked;
import rapport.kernel.NotFound;
import rapport.kernel.Workspaces;
import rapport.people.People;
import rapport.web.Html;

/** The link in an invitation. Opening it asks; only the button says yes. */
@Controller
@RequestMapping("/accept/{secret}")
class AcceptController {

    private final AcceptLinks links;
    private final People people;
    private final Clock clock;

    AcceptController(AcceptLinks links, People people, Clock clock) {
        this.links = links;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView ask(@PathVariable String secret) {
        var asked = asked(secret);
        return Workspaces.in(asked.workspace(), () -> Html.ok(page(secret, asked)));
    }

    @PostMapping
    ModelAndView accept(@PathVariable String secret) {
        var asked = asked(secret);
        return Workspaces.in(asked.workspace(), () -> {
            if (!asked.used()) {
                links.accept(secret, asked);
            }
            return Html.ok(page(secret, asked(secret)));
        });
    }

    private Asked asked(String secret) {
        return links.find(secret).orElseThrow(() -> new NotFound("coaching.link-gone", "This link is of no use any more: the session has begun, or was never meant for it. Sign in to see how it stands."));
    }

    private AcceptPage page(String secret, Asked asked) {
        var question = links.question(asked);
        var session = question.session();
        return AcceptPage.of(secret, question, asked.used(), people.namesOf(List.of(session.coach(), session.rep())), clock);
    }
}
