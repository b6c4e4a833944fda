package rapport.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Refused;
import rapport.people.SetUp;
import rapport.people.SetUp.FirstOwner;
import rapport.people.SignIn;
import rapport.people.Throttle;
import rapport.web.Flash;
import rapport.web.Html;

/** The first page anybody sees of a new installation. */
@Controller
class SetUpController {

    /** As posted; nothing is trusted until {@link #toOwner}. */
    record SetUpForm(
            @NotBlank(message = "The code stands in the console, below “Rapport is ready”") @Nullable String code,
            @NotBlank(message = "What does your company or team call itself?") @Size(max = 80, message = "At most 80 characters") @Nullable String workspace,
            @NotBlank(message = "Your name, as colleagues know it") @Size(max = 120, message = "At most 120 characters") @Nullable String fullName,
            @NotBlank(message = "You will sign in with it") @Email(message = "An address looks like maya@northlight.example") @Nullable String email,
            @NotBlank(message = "At least 10 characters") @Size(min = 10, max = 200, message = "At least 10 characters") @Nullable String password,
            @Nullable String timeZone) {

        @SuppressWarnings("NullAway") // called only after validation
        FirstOwner toOwner() {
            return new FirstOwner(workspace, fullName, email, password, Zones.of(timeZone));
        }
    }

    private final SetUp setUp;
    private final SignIn signIn;
    private final Throttle throttle;

    SetUpController(SetUp setUp, SignIn signIn, Throttle throttle) {
        this.setUp = setUp;
        this.signIn = signIn;
        this.throttle = throttle;
    }

    @GetMapping("/set-up")
    ModelAndView form() {
        return setUp.isNeeded() ? Html.ok(SetUpPage.empty()) : Html.goTo("/sign-in");
    }

    @PostMapping("/set-up")
    ModelAndView begin(@Valid @ModelAttribute("form") SetUpForm form, BindingResult errors, HttpServletRequest request, HttpServletResponse response) {
        if (form.code() != null && !form.code().isBlank()) {
            var attempt = throttle.attempt("set-up", request.getRemoteAddr());
            if (setUp.knows(form.code())) {
                throttle.succeeded(attempt);
            } else {
                errors.rejectValue("code", "wrong", "This is not the code that stands in the console");
            }
        }
        if (errors.hasErrors()) {
            return Html.invalid(SetUpPage.of(errors));
        }
        try {
            var ready = setUp.begin(form.toOwner(), request.getRemoteAddr());
            Entrance.open(signIn, ready.login(), ready.workspace(), request, response);
            return Html.goTo("/", new Flash("%s is yours. Bring in your team’s data next.".formatted(form.workspace())));
        } catch (Refused e) {
            errors.rejectValue("people.login-exists".equals(e.code()) ? "email" : "workspace", e.code(), e.getMessage());
            return Html.invalid(SetUpPage.of(errors));
        }
    }
}
