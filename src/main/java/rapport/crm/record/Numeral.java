package rapport.crm.record;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A number as people write it: {@code 1,250.50} as the English do, or {@code 1.250,50} as most of Europe does. Where one sign alone leaves both open, three digits behind a comma are
 * thousands and one or two are decimals; what fits neither manner is no number, for a guess could be wrong by a thousand.
 */
public final class Numeral {

    private static final Pattern DECIMAL_COMMA = Pattern.compile("([+-]?(?:\\d+|\\d{1,3}(?:\\.\\d{3})+)),(\\d{1,2})|([+-]?0),(\\d+)");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[+-]?\\d{1,3}(?:\\.\\d{3}){2,}");
    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[+-]?\\d{1,3}(?:,\\d{2,3})*,\\d{3}(?:\\.\\d*)?"); // two and two as well, as in India: 12,34,567

    private Numeral() {}

    /** @throws NumberFormatException when it is none */
    public static BigDecimal read(String text) {
        var plain = text.replaceAll("[\\s\u00a0\u202f]", "");
        if (DECIMAL_COMMA.matcher(plain).matches()) {
            return new BigDecimal(plain.replace(".", "").replace(',', '.'));
        }
        if (GROUPED_BY_POINTS.matcher(plain).matches()) {
            return new BigDecimal(plain.replace(".", ""));
        }
        if (GROUPED_BY_COMMAS.matcher(plain).matches()) {
            return new BigDecimal(plain.replace(",", ""));
        }
        return new BigDecimal(plain);
    }
}
