package rapport.prospecting.web;

import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.fax.FaxLines;
import rapport.web.Flash;
import rapport.web.Html;

/** The way faxes go. */
@Controller
@RequestMapping("/settings/fax")
class FaxLineController {

    private final FaxLines lines;

    FaxLineController(FaxLines lines) {
        this.lines = lines;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        mustAdminister(viewer);
        return Html.ok(lines.line().map(FaxLinePage::of).orElseGet(() -> FaxLinePage.of(new BeanPropertyBindingResult(FaxLineForm.blank(), "form"))));
    }

    @PostMapping
    ModelAndView open(@Valid @ModelAttribute("form") FaxLineForm form, BindingResult errors, Viewer viewer) {
        mustAdminister(viewer);
        if (errors.hasErrors()) {
            return Html.invalid(FaxLinePage.of(errors));
        }
        try {
            lines.open(form.toWish(), viewer);
            return Html.goTo("/settings/fax", new Flash("Set up. Faxes of plays can go out."));
        } catch (Refused e) {
            errors.rejectValue("kind", e.code(), e.getMessage());
            return Html.invalid(FaxLinePage.of(errors));
        }
    }

    @PostMapping("/closing")
    ModelAndView close(Viewer viewer) {
        try {
            lines.close(viewer);
            return Html.goTo("/settings/fax", new Flash("Closed. What waited was called off; what the server has it ends."));
        } catch (Refused e) {
            return Html.goTo("/settings/fax", new Flash(e.getMessage()));
        }
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.fax-line", "The fax line is set up by an administrator.");
        }
    }
}
