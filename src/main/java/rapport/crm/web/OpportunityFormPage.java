package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import rapport.crm.Opportunity;
import rapport.crm.Stage;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** Writing an opportunity down, or changing it. */
public record OpportunityFormPage(
        PageHead head, String action, String button, FieldView account, FieldView product, FieldView owner, FieldView stage, FieldView engagedOn,
        FieldView closesOn, FieldView amount, FieldView currency, FieldView nextStep, Choices choices, List<Option> currencies) implements Part {

    public record Choices(List<Option> accounts, List<Option> products, List<Option> owners, List<Option> stages) {}

    private static final List<Option> CURRENCIES = List.of("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD").stream()
            .map(it -> Option.of(it, it)).toList();

    static OpportunityFormPage blank(Choices choices, Viewer viewer) {
        return make(null, choices, FieldView.of("account", ""), FieldView.of("product", ""), FieldView.of("owner", viewer.id()),
                FieldView.of("stage", Stage.PROSPECTING.name()), FieldView.of("engagedOn", ""), FieldView.of("closesOn", ""),
                FieldView.of("amount", ""), FieldView.of("currency", "EUR"), FieldView.of("nextStep", ""));
    }

    static OpportunityFormPage of(Opportunity it, Choices choices) {
        return make(it, choices, FieldView.of("account", it.account()), FieldView.of("product", it.product()), FieldView.of("owner", it.owner()),
                FieldView.of("stage", it.stage().name()), FieldView.of("engagedOn", it.engagedOn()), FieldView.of("closesOn", it.closesOn()),
                FieldView.of("amount", it.amount() == null ? "" : it.amount().stripTrailingZeros().toPlainString()),
                FieldView.of("currency", it.currency() == null ? "EUR" : it.currency()), FieldView.of("nextStep", it.nextStep()));
    }

    static OpportunityFormPage again(@Nullable Opportunity it, Errors errors, Choices choices) {
        return make(it, choices, FieldView.of(errors, "account"), FieldView.of(errors, "product"), FieldView.of(errors, "owner"),
                FieldView.of(errors, "stage"), FieldView.of(errors, "engagedOn"), FieldView.of(errors, "closesOn"),
                FieldView.of(errors, "amount"), FieldView.of(errors, "currency"), FieldView.of(errors, "nextStep"));
    }

    private static OpportunityFormPage make(@Nullable Opportunity it, Choices choices, FieldView account, FieldView product, FieldView owner,
            FieldView stage, FieldView engagedOn, FieldView closesOn, FieldView amount, FieldView currency, FieldView nextStep) {
        var head = PageHead.of(it == null ? "A new opportunity" : "Change the opportunity", null).under("Opportunities", "/opportunities");
        return new OpportunityFormPage(head, it == null ? "/opportunities" : "/opportunities/" + it.id(), it == null ? "Add to the pipeline" : "Save",
                account, product, owner, stage, engagedOn, closesOn, amount, currency, nextStep, choices, CURRENCIES);
    }

    @Override
    public String template() {
        return "crm/opportunity/form";
    }
}
