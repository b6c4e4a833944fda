package rapport.crm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import rapport.kernel.Ids;
import rapport.kernel.Money;
import rapport.kernel.PersonId;

/**
 * A chance to sell one product to one account.
 *
 * @param account null while nobody knows it
 * @param owner null when it is nobody's
 * @param closesOn expected while open, actual once closed
 * @param amount in {@code currency}; null when unknown, for 0 would mean free
 * @param stageSince the day it came into its stage; null when imported without it
 * @param source the system it was imported from; null when added by hand
 * @param version null until first saved
 */
@Table(schema = "crm", value = "opportunity")
public record Opportunity(
        @Id OpportunityId id,
        @Nullable AccountId account,
        @Nullable ProductId product,
        @Nullable PersonId owner,
        Stage stage,
        @Nullable LocalDate engagedOn,
        @Nullable LocalDate closesOn,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String nextStep,
        @Nullable LocalDate stageSince,
        @Nullable String source,
        @Nullable String sourceId,
        @Version @Nullable Integer version) {

    public Opportunity {
        nextStep = nextStep == null || nextStep.isBlank() ? null : nextStep.strip();
        if ((amount == null) != (currency == null)) {
            throw new IllegalArgumentException("An amount has a currency, and a currency an amount");
        }
        if (amount != null) {
            amount = amount.setScale(2);
        }
    }

    /** What a person may decide about an opportunity. */
    public record Draft(
            @Nullable AccountId account, @Nullable ProductId product, @Nullable PersonId owner, Stage stage,
            @Nullable LocalDate engagedOn, @Nullable LocalDate closesOn, @Nullable Money value, @Nullable String nextStep) {}

    static Opportunity begin(Draft it, LocalDate today, Clock clock) {
        return new Opportunity(Ids.next(clock, OpportunityId::new), it.account, it.product, it.owner, it.stage, it.engagedOn, it.closesOn,
                amount(it.value), currency(it.value), it.nextStep, today, null, null, null);
    }

    Opportunity with(Draft it, LocalDate today) {
        return new Opportunity(id, it.account, it.product, it.owner, it.stage, it.engagedOn, it.closesOn, amount(it.value), currency(it.value),
                it.nextStep, it.stage == stage ? stageSince : today, source, sourceId, version);
    }

    public Optional<Money> value() {
        return amount == null || currency == null ? Optional.empty() : Optional.of(Money.of(amount, currency));
    }

    private static @Nullable BigDecimal amount(@Nullable Money value) {
        return value == null ? null : value.amount();
    }

    private static @Nullable String currency(@Nullable Money value) {
        return value == null ? null : value.currency().getCurrencyCode();
    }
}
