package rapport.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Money;
import rapport.kernel.Viewer;

/** Numbers, money and times in the product's words: English, grouped, with a narrow space before units. */
public final class Say {

    private static final Locale WORDS = Locale.UK;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", WORDS);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM uuuu", WORDS);
    private static final DateTimeFormatter LONG_DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", WORDS);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", WORDS);
    private static final char NARROW = '\u202f';

    private Say() {}

    public static String count(long number) {
        return grouped(Long.toString(number));
    }

    /** "1,250", and decimals only where there are some. */
    public static String number(java.math.BigDecimal number) {
        var plain = number.stripTrailingZeros().toPlainString();
        var point = plain.indexOf('.');
        return point < 0 ? grouped(plain) : grouped(plain.substring(0, point)) + plain.substring(point);
    }

    /** "1 account", "85 accounts". */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** €84,000, and cents only where there are some. */
    public static String money(Money money) {
        var plain = money.amount().toPlainString();
        var point = plain.indexOf('.');
        if (point < 0) {
            return symbol(money) + grouped(plain);
        }
        var cents = plain.substring(point);
        return symbol(money) + grouped(plain.substring(0, point)) + (cents.chars().skip(1).allMatch(it -> it == '0') ? "" : cents);
    }

    /** €2.31 m: what a sum of many comes to. */
    public static String roundMoney(Money money) {
        var amount = money.amount();
        if (amount.abs().compareTo(java.math.BigDecimal.valueOf(1_000_000)) < 0) {
            return money(new Money(amount.setScale(0, java.math.RoundingMode.HALF_EVEN), money.currency()));
        }
        var giant = amount.abs().compareTo(java.math.BigDecimal.valueOf(1_000_000_000)) >= 0;
        var shown = amount.movePointLeft(giant ? 9 : 6).setScale(2, java.math.RoundingMode.HALF_EVEN).toPlainString();
        return symbol(money) + grouped(shown.substring(0, shown.length() - 3)) + shown.substring(shown.length() - 3) + NARROW + (giant ? "bn" : "m");
    }

    /** Thousands apart. By hand, for a list has hundreds of numbers and the library's formats are made anew for each. */
    private static String grouped(String digits) {
        var first = digits.startsWith("-") ? 1 : 0;
        if (digits.length() - first <= 3) {
            return digits;
        }
        var text = new StringBuilder(digits);
        for (var at = digits.length() - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    private static String symbol(Money money) {
        return switch (money.currency().getCurrencyCode()) {
            case "EUR" -> "€";
            case "USD" -> "$";
            case "GBP" -> "£";
            case String code -> code + "\u00a0";
        };
    }

    /** @param share of the whole, 0 to 1 */
    public static String percent(double share) {
        return Math.round(share * 100) + String.valueOf(NARROW) + "%";
    }

    /** "Wed 25 Nov", with the year when it is another one. */
    public static String day(LocalDate day, LocalDate today) {
        return (day.getYear() == today.getYear() ? DAY : DAY_OF_YEAR).format(day);
    }

    public static String longDay(LocalDate day) {
        return LONG_DAY.format(day);
    }

    /** "today 10:30", "tomorrow 09:00", "yesterday 17:12", else "Wed 25 Nov, 10:30": relative only next to today. */
    public static String moment(Instant moment, Viewer viewer, Clock clock) {
        var local = moment.atZone(viewer.zone());
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var time = TIME.format(local);
        return switch ((int) Math.clamp(ChronoUnit.DAYS.between(today, local.toLocalDate()), -2, 2)) {
            case 0 -> "today " + time;
            case 1 -> "tomorrow " + time;
            case -1 -> "yesterday " + time;
            default -> day(local.toLocalDate(), today) + ", " + time;
        };
    }

    public static String time(Instant moment, Viewer viewer) {
        return TIME.format(moment.atZone(viewer.zone()));
    }

    /** "41 d". */
    public static String days(long days) {
        return days + "\u00a0d";
    }

    /** "45 min", "1 h 30". */
    public static String minutes(long minutes) {
        return minutes < 60 ? minutes + "\u00a0min"
                : minutes % 60 == 0 ? minutes / 60 + "\u00a0h" : "%d\u00a0h\u00a0%02d".formatted(minutes / 60, minutes % 60);
    }

    public static String orUnknown(@Nullable String text) {
        return text == null ? "unknown" : text;
    }
}
