package rapport.crm.web;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.OpportunityId;
import rapport.crm.Parts;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Unfit;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

/** Who takes part in the decision about an opportunity. */
@Controller
@RequestMapping("/opportunities/{id}/parts")
class PartController {

    private final Parts parts;
    private final Names names;
    private final Fields fields;

    PartController(Parts parts, Names names, Fields fields) {
        this.parts = parts;
        this.names = names;
        this.fields = fields;
    }

    /** The contact as a picked id, or by its exact name. */
    @PostMapping
    ModelAndView take(@PathVariable OpportunityId id, @RequestParam Map<String, String> form, @RequestParam(defaultValue = "USES") String role, Viewer viewer) {
        parts.of(id, viewer); // whoever does not see it learns nothing about contacts either
        try {
            parts.take(id, contact(form, viewer), role, viewer);
            return Html.goTo("/opportunities/" + id, new Flash("They take part."));
        } catch (Unfit e) {
            return Html.goTo("/opportunities/" + id, new Flash(e.faults().getFirst().sentence() + "."));
        }
    }

    private UUID contact(Map<String, String> form, Viewer viewer) {
        var picked = form.getOrDefault("contact.id", "");
        if (!picked.isBlank()) {
            return UUID.fromString(picked);
        }
        var typed = form.getOrDefault("contact", "");
        var found = names.called(fields.of(Kind.ACTIVITY).get("contact"), typed, viewer);
        if (found.size() != 1) {
            throw new Unfit("contact", found.isEmpty() ? "No contact is called “%s”".formatted(typed) : "More than one is called “%s”; choose one of the list".formatted(typed));
        }
        return found.getFirst();
    }

    @PostMapping("/{part}/end")
    ModelAndView leave(@PathVariable OpportunityId id, @PathVariable UUID part, Viewer viewer) {
        parts.leave(id, part, viewer);
        return Html.goTo("/opportunities/" + id, new Flash("They take part no more."));
    }
}
