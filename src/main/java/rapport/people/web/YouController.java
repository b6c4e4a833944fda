package rapport.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.NotFound;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.people.SignIn;
import rapport.people.Tokens;
import rapport.people.Workforce;
import rapport.web.Flash;
import rapport.web.Html;

/** The viewer's own page: clock, open sessions, tokens. */
@Controller
@RequestMapping("/you")
class YouController {

    private final SignIn signIn;
    private final Tokens tokens;
    private final Workforce workforce;
    private final WorkspaceRegister workspaces;
    private final Clock clock;

    YouController(SignIn signIn, Tokens tokens, Workforce workforce, WorkspaceRegister workspaces, Clock clock) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.workforce = workforce;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(HttpServletRequest request, Viewer viewer) {
        return Html.ok(page(null, request, viewer));
    }

    @PostMapping("/time-zone")
    ModelAndView move(@RequestParam String timeZone, Viewer viewer) {
        var moved = workforce.move(Zones.of(timeZone), viewer);
        return Html.goTo("/you", new Flash("All times are now %s time.".formatted(moved.timeZone().getId())));
    }

    @PostMapping("/sessions/end")
    ModelAndView endEverywhere(HttpServletRequest request, HttpServletResponse response, Viewer viewer) {
        signIn.closeEverywhere(viewer);
        Cookies.forget(request, response);
        return Html.goTo("/sign-in");
    }

    /** The token is on this answer and never again. */
    @PostMapping("/tokens")
    ModelAndView createToken(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "false") boolean readOnly,
            HttpServletRequest request, Viewer viewer) {
        var token = tokens.create(name.isBlank() ? "A program" : name, readOnly, viewer);
        return Html.ok(page(token, request, viewer));
    }

    @PostMapping("/tokens/{id}/revocation")
    ModelAndView revoke(@PathVariable UUID id, Viewer viewer) {
        tokens.revoke(id, viewer);
        return Html.goTo("/you", new Flash("The token is revoked. Programs that use it are out."));
    }

    @PostMapping("/workspace")
    ModelAndView enter(@RequestParam String workspace, HttpServletRequest request, Viewer viewer) {
        try {
            signIn.enter(java.util.Objects.requireNonNullElse(Cookies.session(request), ""), WorkspaceId.of(workspace), viewer);
        } catch (IllegalArgumentException e) {
            throw new NotFound("people.no-member", "You are no member of that workspace");
        }
        return Html.goTo("/");
    }

    private YouPage page(@Nullable String token, HttpServletRequest request, Viewer viewer) {
        var others = workspaces.all().stream().filter(it -> signIn.elsewhere(viewer).contains(it.id())).toList();
        return YouPage.of(signIn.sessions(Cookies.session(request), viewer), tokens.of(viewer), token, others, viewer, clock);
    }
}
