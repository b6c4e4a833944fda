package rapport.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in one currency, held at that currency's minor unit (EUR 12.34, JPY 12).
 * Adding two currencies is a bug, not a conversion, and throws.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    public Money {
        amount = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_EVEN);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    /** @param currency ISO 4217 */
    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, Currency.getInstance(currency));
    }

    public Money plus(Money other) {
        return new Money(amount.add(inSameCurrency(other)), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(inSameCurrency(other)), currency);
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(inSameCurrency(other));
    }

    private BigDecimal inSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("%s is not in %s".formatted(other, currency));
        }
        return other.amount;
    }
}
