package rapport.crm.matching;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads dates and amounts in the ways people write them. */
final class Figures {

    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final Pattern NO_AMOUNT = Pattern.compile("[^0-9.,-]");
    /** A comma or point before exactly three digits separates thousands, unless it is the last of two kinds. */
    private static final Pattern THOUSANDS = Pattern.compile("[.,](?=\\d{3}([.,]|$))");

    private Figures() {}

    /** Year, month, day as eight digits where there are three parts, else all digits: 27.1.1942 is 19420127. */
    static String date(String raw) {
        var parts = Arrays.stream(NO_DIGITS.split(raw)).filter(it -> !it.isEmpty()).limit(3).toList();
        if (parts.size() < 3) {
            return String.join("", parts);
        }
        boolean yearFirst = parts.getFirst().length() == 4;
        return yearFirst
                ? parts.get(0) + two(parts.get(1)) + two(parts.get(2))
                : parts.get(2) + two(parts.get(1)) + two(parts.get(0));
    }

    private static String two(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }

    /** A plain decimal number, empty when there is none: {@code $1,299.00} and {@code 1.299,00 €} are 1299. */
    static String amount(String raw) {
        String text = THOUSANDS.matcher(NO_AMOUNT.matcher(raw).replaceAll("")).replaceAll("").replace(',', '.');
        try {
            return Double.toString(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            return "";
        }
    }
}
