package rapport.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Workspaces;
import rapport.people.Invitations;
import rapport.people.Invitations.Welcome;
import rapport.people.SignIn;
import rapport.people.Throttle;
import rapport.web.Flash;
import rapport.web.Html;

/** A one-time link. Looking at it changes nothing: mail scanners look at links too. */
@Controller
class WelcomeController {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    private final Invitations invitations;
    private final SignIn signIn;
    private final Throttle throttle;

    WelcomeController(Invitations invitations, SignIn signIn, Throttle throttle) {
        this.invitations = invitations;
        this.signIn = signIn;
        this.throttle = throttle;
    }

    @GetMapping("/welcome/{secret}")
    ModelAndView show(@PathVariable String secret) {
        return Html.ok(WelcomePage.of(secret, welcome(secret), null));
    }

    @PostMapping("/welcome/{secret}")
    ModelAndView accept(@PathVariable String secret, @RequestParam(defaultValue = "") String password,
            HttpServletRequest request, HttpServletResponse response) {
        var welcome = welcome(secret);
        var wrong = wrong(password, welcome);
        if (wrong != null) {
            return Html.invalid(WelcomePage.of(secret, welcome, wrong));
        }
        var attempt = throttle.attempt(welcome.email(), request.getRemoteAddr());
        try {
            var login = Workspaces.in(welcome.workspace(), () -> invitations.accept(secret, password, request.getRemoteAddr()));
            throttle.succeeded(attempt);
            Entrance.open(signIn, login, welcome.workspace(), request, response);
            return Html.goTo("/", new Flash("You are in."));
        } catch (Refused e) {
            return Html.invalid(WelcomePage.of(secret, welcome, e.getMessage()));
        }
    }

    private Welcome welcome(String secret) {
        return invitations.welcome(secret).orElseThrow(() -> new NotFound(
                "people.link-gone", "This link was used already or is too old. Ask your manager for a new one."));
    }

    private static @Nullable String wrong(String password, Welcome welcome) {
        return welcome.known() ? null : password.length() < SHORTEST ? "At least 10 characters" : password.length() > LONGEST ? "At most 200 characters" : null;
    }
}
