package rapport.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.people.SetUp;
import rapport.people.SignIn;
import rapport.people.Throttle;
import rapport.web.Html;

/** The door: sign in, sign out. It never says whether an address is known. */
@Controller
class SignInController {

    private final SignIn signIn;
    private final Throttle throttle;
    private final SetUp setUp;

    SignInController(SignIn signIn, Throttle throttle, SetUp setUp) {
        this.signIn = signIn;
        this.throttle = throttle;
        this.setUp = setUp;
    }

    @GetMapping("/sign-in")
    ModelAndView form(@RequestParam(defaultValue = "/") String then) {
        return setUp.isNeeded() && !setUp.hasDemo() ? Html.goTo("/set-up") : Html.ok(SignInPage.empty(then, setUp.isNeeded()));
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String then, HttpServletRequest request, HttpServletResponse response) {
        var attempt = throttle.attempt(email, request.getRemoteAddr());
        var login = signIn.check(email, password);
        if (login.isEmpty()) {
            return Html.invalid(SignInPage.wrong(email, then, "Address and password do not belong together. Try again, or ask your manager for a new link."));
        }
        throttle.succeeded(attempt);
        Entrance.open(signIn, login.get(), signIn.workspacesOf(login.get()).getFirst(), request, response);
        return Html.goTo(inside(then));
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        var secret = Cookies.session(request);
        if (secret != null) {
            signIn.close(secret);
        }
        Cookies.forget(request, response);
        return Html.goTo("/sign-in");
    }

    /** Only to a page of ours: {@code //elsewhere} is another host. */
    private static String inside(@Nullable String then) {
        return then != null && then.startsWith("/") && !then.startsWith("//") && !then.contains("\\") ? then : "/";
    }
}
