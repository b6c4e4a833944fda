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
import rapport.prospecting.paper.Letterheads;
import rapport.web.Flash;
import rapport.web.Html;

/** What stands on paper about whoever writes. */
@Controller
@RequestMapping("/settings/letterhead")
class LetterheadController {

    private final Letterheads letterheads;

    LetterheadController(Letterheads letterheads) {
        this.letterheads = letterheads;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        mustAdminister(viewer);
        return Html.ok(LetterheadPage.of(new BeanPropertyBindingResult(LetterheadForm.of(letterheads.letterhead().orElse(null)), "form")));
    }

    @PostMapping
    ModelAndView set(@Valid @ModelAttribute("form") LetterheadForm form, BindingResult errors, Viewer viewer) {
        mustAdminister(viewer);
        if (errors.hasErrors()) {
            return Html.invalid(LetterheadPage.of(errors));
        }
        try {
            letterheads.set(form.toLetterhead(), viewer);
            return Html.goTo("/settings/letterhead", new Flash("Kept. Letters and faxes that are made from now on carry it."));
        } catch (Refused e) {
            errors.rejectValue(e.code().endsWith("fax") ? "fax" : "phone", e.code(), e.getMessage());
            return Html.invalid(LetterheadPage.of(errors));
        }
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.letterhead", "The letterhead is set by an administrator.");
        }
    }
}
