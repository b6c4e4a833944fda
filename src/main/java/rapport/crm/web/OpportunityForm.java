package rapport.crm.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.Errors;
import rapport.crm.AccountId;
import rapport.crm.Opportunity;
import rapport.crm.ProductId;
import rapport.crm.Stage;
import rapport.kernel.Money;
import rapport.kernel.PersonId;

/** An opportunity as posted. Nothing is trusted until {@link #toDraft}. */
record OpportunityForm(
        @Nullable AccountId account,
        @Nullable ProductId product,
        @Nullable PersonId owner,
        @NotNull(message = "Choose a stage") @Nullable Stage stage,
        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate engagedOn,
        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate closesOn,
        @Nullable String amount,
        @Nullable String currency,
        @Size(max = 200, message = "At most 200 characters") @Nullable String nextStep) {

    private static final BigDecimal MOST = new BigDecimal("1e15");

    Opportunity.Draft toDraft(Errors errors) {
        return new Opportunity.Draft(account, product, owner, stage == null ? Stage.PROSPECTING : stage, engagedOn, closesOn, value(errors), nextStep);
    }

    private @Nullable Money value(Errors errors) {
        if (amount == null || amount.isBlank()) {
            return null;
        }
        try {
            var number = new BigDecimal(amount.replaceAll("[,\\s\u00a0\u202f]", ""));
            if (number.signum() < 0 || number.compareTo(MOST) > 0) {
                throw new NumberFormatException();
            }
            return new Money(number, Currency.getInstance(currency == null ? "EUR" : currency));
        } catch (NumberFormatException e) {
            errors.rejectValue("amount", "amount", "A number such as 84,000 or 1250.50");
        } catch (IllegalArgumentException e) {
            errors.rejectValue("amount", "amount", "This currency is not known");
        }
        return null;
    }
}
