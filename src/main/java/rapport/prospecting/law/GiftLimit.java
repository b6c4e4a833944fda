package rapport.prospecting.law;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import rapport.kernel.Money;

/**
 * How much a gift to somebody may be worth, read from a rule such as {@code 20/occasion 50/year USD no-cash}.
 *
 * @param cashToo whether a card that can be spent anywhere will do
 */
public record GiftLimit(Rule rule, Money occasion, Money year, boolean cashToo) {

    private static final Pattern PARAMS = Pattern.compile("(\\d+(?:\\.\\d+)?)/occasion (\\d+(?:\\.\\d+)?)/year ([A-Z]{3})( no-cash)?");

    /** @throws IllegalArgumentException for what is no limit */
    public static GiftLimit of(Rule rule) {
        var params = PARAMS.matcher(rule.params());
        if (!params.matches()) {
            throw new IllegalArgumentException("A limit is written such as 20/occasion 50/year USD no-cash");
        }
        return new GiftLimit(rule, Money.of(params.group(1), params.group(3)), Money.of(params.group(2), params.group(3)), params.group(4) == null);
    }

    /** Servants of the United States are known by where they get their mail. */
    public static boolean isFederal(@org.jspecify.annotations.Nullable String email) {
        return email != null && email.toLowerCase(Locale.ROOT).matches(".*[@.]([a-z0-9.-]+\\.)?(gov|mil|fed\\.us)");
    }

    /** @param given to them within the calendar year, in the gift's currency @return why not; empty when it may */
    public Optional<String> fault(Money gift, BigDecimal given, boolean cashLike) {
        var why = !cashToo && cashLike ? "A card that can be spent anywhere counts as cash, and they may take none."
                : !gift.currency().equals(occasion.currency()) ? "The limit is in %s, and gifts are ordered in %s: nobody can say whether it is within.".formatted(occasion.currency(), gift.currency())
                : gift.compareTo(occasion) > 0 ? "At most %s at a time.".formatted(said(occasion))
                : gift.amount().add(given).compareTo(year.amount()) > 0 ? "At most %s a year; %s were given this year.".formatted(said(year), said(new Money(given, year.currency()))) : null;
        return Optional.ofNullable(why).map(it -> "%s %s (%s)".formatted(it, rule.words(), rule.citation()));
    }

    private static String said(Money it) {
        return "%s %s".formatted(it.amount().stripTrailingZeros().toPlainString(), it.currency());
    }
}
