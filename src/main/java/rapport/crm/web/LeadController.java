package rapport.crm.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Leads;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** Accepting a lead, or returning it. */
@Controller
@RequestMapping("/leads/{id}")
public class LeadController {

    /** @param accounts an existing one or a new one @param contacts the same */
    public record HandlingPage(PageHead head, String lede, String accept, String giveBack, FieldView account, List<Option> accounts, FieldView contact, List<Option> contacts, FieldView reason) implements Part {

        @Override
        public String template() {
            return "crm/lead/handling";
        }
    }

    private final Leads leads;
    private final Records records;
    private final Names names;

    LeadController(Leads leads, Records records, Names names) {
        this.leads = leads;
        this.records = records;
        this.names = names;
    }

    @GetMapping("/handling")
    ModelAndView handling(@PathVariable UUID id, Viewer viewer) {
        var lead = records.read(Kind.LEAD, id, viewer);
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Leads are accepted by reps, managers and administrators.");
        }
        return Html.ok(page(lead, null, viewer));
    }

    private HandlingPage page(CrmRecord lead, @Nullable Unfit wrong, Viewer viewer) {
        var accounts = choices(leads.accounts(lead.id(), viewer));
        accounts.add(new Option("", lead.get("company") == null ? "No account" : "A new account", lead.text("company").orElse("The lead names no company")));
        var contacts = choices(leads.contacts(lead.id(), viewer));
        var title = names.title(lead, viewer);
        contacts.add(new Option("", "A new contact", title));
        var path = "/leads/" + lead.id();
        var reason = FieldView.of("reason", "");
        return new HandlingPage(PageHead.of(title, null).under("Leads", "/leads"), "Accept it, and it becomes somebody you work with. Return it, and whoever sent it learns what was missing.", path + "/acceptance", path + "/return",
                FieldView.of("account", accounts.getFirst().value()), accounts, FieldView.of("contact", contacts.getFirst().value()), contacts,
                wrong == null ? reason : reason.wrong(wrong.faults().getFirst().sentence()));
    }

    private static ArrayList<Option> choices(List<Leads.Known> known) {
        return new ArrayList<>(known.stream().map(it -> new Option(it.id().toString(), it.name(), it.because())).toList());
    }

    @PostMapping("/acceptance")
    ModelAndView accept(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID account, @RequestParam(required = false) @Nullable UUID contact, @RequestParam(defaultValue = "false") boolean opportunity, Viewer viewer) {
        try {
            var accepted = leads.accept(id, new Leads.Acceptance(account, contact, opportunity), viewer);
            var next = accepted.id("opportunity").map(it -> "/opportunities/" + it).orElseGet(() -> "/contacts/" + accepted.id("contact").orElseThrow());
            return Html.goTo(next, new Flash("The lead is accepted: here is what it became."));
        } catch (Unfit e) {
            return Html.goTo("/leads/" + id, new Flash(e.faults().getFirst().sentence() + "."));
        }
    }

    @PostMapping("/return")
    ModelAndView giveBack(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        try {
            leads.giveBack(id, reason, viewer);
            return Html.goTo("/leads", new Flash("The lead is returned with your reason."));
        } catch (Unfit e) {
            return Html.invalid(page(records.read(Kind.LEAD, id, viewer), e, viewer));
        }
    }
}
