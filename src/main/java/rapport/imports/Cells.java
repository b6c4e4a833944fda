package rapport.imports;

import java.math.BigDecimal;
import java.text.DateFormatSymbols;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rapport.imports.dialect.Headers;
import rapport.imports.dialect.Words;

/** Reads what stands in one cell. Empty is what cannot be read; nothing is rolled over or rounded. */
final class Cells {

    /** @param time null when only the day is given @param offset null when it is the clock on the wall */
    record When(LocalDate day, @Nullable LocalTime time, @Nullable ZoneOffset offset) {

        ZonedDateTime in(ZoneId zone) {
            var at = day.atTime(time == null ? LocalTime.NOON : time);
            return offset == null ? at.atZone(zone) : at.atOffset(offset).atZoneSameInstant(zone);
        }
    }

    /** @param currency ISO 4217, where a sign or name says it */
    record Amount(BigDecimal number, @Nullable String currency) {}

    private static final Pattern CLOCK = Pattern.compile("(?i)^(.+?)(?:T|,?\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:[.,]\\d+)?\\s*([ap]\\.?m\\.?)?\\s*(z|utc|gmt|[+-]\\d{2}:?\\d{2})?$");
    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    private static final Pattern COMPACT = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}|\\d{2})");
    private static final Pattern NAMED = Pattern.compile("(?:\\p{L}+,?\\s+)?(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -]*(?:de )?(\\p{L}{3,})\\.?,?[ -]*(?:de )?(\\d{4}|\\d{2})");
    private static final Pattern NAMED_FIRST = Pattern.compile("(?:\\p{L}+,?\\s+)?(\\p{L}{3,})\\.?[ -]*(\\d{1,2})(?:st|nd|rd|th)?,?[ -]*(\\d{4})");
    private static final Pattern SERIAL = Pattern.compile("[2-7]\\d{4}(\\.\\d+)?");
    private static final Pattern MONEY = Pattern.compile("^([-+(]?)\\s*(\\p{L}{0,3}\\.?\\p{Sc}?\\p{L}{0,3})\\s*([-+]?)([\\d.,'’ \u00a0\u202f]+?)\\s*([KkMm]|Mio\\.?|Tsd\\.?|bn)?\\s*(\\p{Sc}|%|\\p{L}{2,}\\.?)?\\)?$");
    private static final Map<String, Integer> MONTHS = months();

    private Cells() {}

    static Optional<When> when(String value, boolean monthFirst) {
        var clock = CLOCK.matcher(value.strip());
        try {
            if (clock.matches()) {
                return Optional.of(new When(day(clock.group(1).strip(), monthFirst), time(clock), offset(clock.group(6))));
            }
            return Optional.of(new When(day(value.strip(), monthFirst), null, null));
        } catch (DateTimeException _) {
            return Optional.empty(); // the 30th of February: said by whoever asked
        }
    }

    private static LocalDate day(String value, boolean monthFirst) {
        for (var pattern : new Pattern[] {ISO, COMPACT}) {
            var matcher = pattern.matcher(value);
            if (matcher.matches()) {
                return LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            }
        }
        var dotted = DOTTED.matcher(value);
        if (dotted.matches()) {
            return LocalDate.of(year(dotted.group(3)), number(dotted, 2), number(dotted, 1));
        }
        var slashed = SLASHED.matcher(value);
        if (slashed.matches()) {
            return LocalDate.of(year(slashed.group(3)), number(slashed, monthFirst ? 1 : 2), number(slashed, monthFirst ? 2 : 1));
        }
        var named = NAMED.matcher(value);
        if (named.matches()) {
            return LocalDate.of(year(named.group(3)), month(named.group(2)), number(named, 1));
        }
        var first = NAMED_FIRST.matcher(value);
        if (first.matches()) {
            return LocalDate.of(year(first.group(3)), month(first.group(1)), number(first, 2));
        }
        if (SERIAL.matcher(value).matches()) {
            return LocalDate.of(1899, 12, 30).plusDays(new BigDecimal(value).longValue()); // as Excel counts
        }
        throw new DateTimeException(value);
    }

    private static LocalTime time(Matcher clock) {
        var hour = Integer.parseInt(clock.group(2));
        if (clock.group(5) != null) {
            hour = hour % 12 + (clock.group(5).toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
        }
        return LocalTime.of(hour, Integer.parseInt(clock.group(3)), clock.group(4) == null ? 0 : Integer.parseInt(clock.group(4)));
    }

    private static @Nullable ZoneOffset offset(@Nullable String written) {
        return written == null ? null : written.matches("(?i)z|utc|gmt") ? ZoneOffset.UTC : ZoneOffset.of(written);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int year(String written) {
        return written.length() == 2 ? 2000 + Integer.parseInt(written) : Integer.parseInt(written);
    }

    private static int month(String name) {
        var month = MONTHS.get(Headers.normal(name).replace(".", ""));
        if (month == null) {
            throw new DateTimeException(name);
        }
        return month;
    }

    /** A number with whatever stands around it: "$22,700.00", "1.234,50 €", "342.09K", "(12)", "90 %". */
    static Optional<Amount> amount(String value, boolean decimalComma) {
        var matcher = MONEY.matcher(value.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var body = matcher.group(4).strip();
        if (!(decimalComma ? Manner.COMMA : Manner.POINT).matcher(body).matches()) {
            return Optional.empty();
        }
        var currency = currency(matcher.group(2)).or(() -> currency(matcher.group(6)));
        var strange = !matcher.group(2).isBlank() && currency.isEmpty() || matcher.group(6) != null && !"%".equals(matcher.group(6)) && currency.isEmpty();
        if (strange) {
            return Optional.empty();
        }
        var digits = body.replaceAll(decimalComma ? "[^\\d,]" : "[^\\d.]", "").replace(',', '.');
        var negative = matcher.group(1).matches("[-(]") || "-".equals(matcher.group(3));
        var number = new BigDecimal(digits).multiply(times(matcher.group(5)));
        return Optional.of(new Amount(negative ? number.negate() : number, currency.orElse(null)));
    }

    /** What of a cell is digits and what separates them. */
    static String digits(String value) {
        var matcher = MONEY.matcher(value.strip());
        return matcher.matches() ? matcher.group(4).strip() : "";
    }

    static Optional<String> currency(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return Optional.empty();
        }
        var word = written.strip();
        return Words.of("currency", word).or(() -> Optional.of(word.toUpperCase(Locale.ROOT)).filter(ISO_CODES::contains));
    }

    private static final java.util.Set<String> ISO_CODES = java.util.Currency.getAvailableCurrencies().stream().map(java.util.Currency::getCurrencyCode).collect(java.util.stream.Collectors.toUnmodifiableSet());

    private static BigDecimal times(@Nullable String suffix) {
        return switch (suffix == null ? "" : suffix.toLowerCase(Locale.ROOT).replace(".", "")) {
            case "k", "tsd" -> new BigDecimal(1_000);
            case "m", "mio" -> new BigDecimal(1_000_000);
            case "bn" -> new BigDecimal(1_000_000_000);
            default -> BigDecimal.ONE;
        };
    }

    private static Map<String, Integer> months() {
        var months = new HashMap<String, Integer>();
        for (var language : new String[] {"en", "de", "fr", "es", "it", "pt", "nl"}) {
            var symbols = DateFormatSymbols.getInstance(Locale.of(language));
            for (var i = 0; i < 12; i++) {
                months.putIfAbsent(Headers.normal(symbols.getMonths()[i]), i + 1);
                months.putIfAbsent(Headers.normal(symbols.getShortMonths()[i]).replace(".", ""), i + 1);
            }
        }
        months.put("sept", 9);
        return Map.copyOf(months);
    }
}
