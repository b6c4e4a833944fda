package rapport.crm.web;

import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Opportunity;
import rapport.crm.OpportunityId;
import rapport.crm.Pipeline;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

@Controller
@RequestMapping("/opportunities")
class OpportunityController {

    private static final int PAGE = 50;

    private final Pipeline pipeline;
    private final OpportunityPages pages;

    OpportunityController(Pipeline pipeline, OpportunityPages pages) {
        this.pipeline = pipeline;
        this.pages = pages;
    }

    @GetMapping
    ModelAndView index(ListRequest wanted, Viewer viewer) {
        return Html.ok(pages.index(wanted, PAGE, viewer));
    }

    @GetMapping("/new")
    ModelAndView newOpportunity(Viewer viewer) {
        mustSell(viewer);
        return Html.ok(pages.blank(viewer));
    }

    @PostMapping
    ModelAndView begin(@Valid @ModelAttribute("form") OpportunityForm form, BindingResult errors, Viewer viewer) {
        mustSell(viewer);
        var draft = form.toDraft(errors);
        if (errors.hasErrors()) {
            return Html.invalid(pages.again(null, errors, viewer));
        }
        try {
            var begun = pipeline.begin(draft, viewer);
            return Html.goTo("/opportunities/" + begun.id(), new Flash("The opportunity is in the pipeline."));
        } catch (Refused e) {
            errors.rejectValue("owner", e.code(), e.getMessage());
            return Html.invalid(pages.again(null, errors, viewer));
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable OpportunityId id, Viewer viewer) {
        return Html.ok(pages.show(pipeline.opportunity(id, viewer), viewer));
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@PathVariable OpportunityId id, Viewer viewer) {
        var opportunity = pipeline.opportunity(id, viewer);
        mustSell(viewer);
        return Html.ok(pages.edit(opportunity, viewer));
    }

    @PostMapping("/{id}")
    ModelAndView change(@PathVariable OpportunityId id, @Valid @ModelAttribute("form") OpportunityForm form, BindingResult errors, Viewer viewer) {
        Opportunity before = pipeline.opportunity(id, viewer);
        mustSell(viewer);
        var draft = form.toDraft(errors);
        if (errors.hasErrors()) {
            return Html.invalid(pages.again(before, errors, viewer));
        }
        try {
            pipeline.change(id, draft, viewer);
            return Html.goTo("/opportunities/" + id, new Flash("Saved."));
        } catch (Refused e) {
            errors.rejectValue("owner", e.code(), e.getMessage());
            return Html.invalid(pages.again(before, errors, viewer));
        }
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Opportunities are changed by reps, managers and administrators.");
        }
    }
}
