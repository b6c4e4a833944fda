package rapport.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rapport.imports.SourceTable.Line;

/** Reads the values of one column. How a date or a number is written is decided once, for the whole column. */
final class ColumnReader {

    private static final List<String> DATES = List.of("uuuu-M-d", "d/M/uuuu", "M/d/uuuu", "d.M.uuuu", "uuuu/M/d", "d-M-uuuu", "d-MMM-uuuu", "d MMM uuuu", "MMM d, uuuu");
    private static final Pattern POINT = Pattern.compile("[-+]?(\\d+|\\d{1,3}([, \u00a0]\\d{3})+)(\\.\\d+)?");
    private static final Pattern COMMA = Pattern.compile("[-+]?(\\d+|\\d{1,3}([. \u00a0]\\d{3})+)(,\\d+)?");
    private static final Pattern FORMULA = Pattern.compile("[=@].*|[+-].*[A-Za-z(].*", Pattern.DOTALL);

    private final SourceTable table;
    private final String name;
    private final int index;
    private final List<Problem> problems;
    private @Nullable DateTimeFormatter dates;
    private @Nullable Boolean decimalComma;

    ColumnReader(SourceTable table, String name, List<Problem> problems) {
        this.table = table;
        this.name = name;
        this.index = table.column(name);
        this.problems = problems;
    }

    /** Null when blank. */
    @Nullable String text(Line line) {
        var value = line.values().get(index).strip();
        if (value.isEmpty()) {
            return null;
        }
        if (FORMULA.matcher(value).matches()) {
            return wrong(line, "“%s” in column %s is a formula, not a value.".formatted(shortened(value), name));
        }
        return value;
    }

    /** Null when blank, and when it is wrong. */
    @Nullable String required(Line line) {
        var value = text(line);
        return value == null && line.values().get(index).isBlank() ? wrong(line, "Column %s is empty; it is what the record is known by.".formatted(name)) : value;
    }

    @Nullable LocalDate date(Line line) {
        var value = line.values().get(index).strip();
        if (value.isEmpty()) {
            return null;
        }
        if (dates == null) {
            dates = format(decidedDates());
        }
        try {
            return LocalDate.parse(value, dates);
        } catch (DateTimeException e) {
            return wrong(line, "“%s” in column %s is no day there is.".formatted(shortened(value), name));
        }
    }

    @Nullable BigDecimal number(Line line) {
        var value = line.values().get(index).strip();
        if (value.isEmpty()) {
            return null;
        }
        if (decimalComma == null) {
            decimalComma = share(COMMA) > share(POINT);
        }
        if (!(decimalComma ? COMMA : POINT).matcher(value).matches()) {
            return wrong(line, "“%s” in column %s is no number.".formatted(shortened(value), name));
        }
        return new BigDecimal(decimalComma ? value.replaceAll("[. \u00a0]", "").replace(',', '.') : value.replaceAll("[, \u00a0]", ""));
    }

    @Nullable Integer whole(Line line) {
        var number = number(line);
        if (number == null) {
            return null;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            return wrong(line, "“%s” in column %s is no whole number.".formatted(number.toPlainString(), name));
        }
    }

    /** The way of writing in which most of the column's values are days; of two that fit alike the one named first. */
    String decidedDates() {
        return DATES.stream().max(java.util.Comparator.comparingLong(this::fitting).thenComparing(it -> -DATES.indexOf(it))).orElseThrow();
    }

    private long fitting(String pattern) {
        var format = format(pattern);
        return table.lines().stream().map(it -> it.values().get(index).strip()).filter(it -> !it.isEmpty()).limit(5_000).filter(it -> parses(it, format)).count();
    }

    private long share(Pattern pattern) {
        return table.lines().stream().map(it -> it.values().get(index).strip()).limit(5_000).filter(it -> pattern.matcher(it).matches()).count();
    }

    private static boolean parses(String value, DateTimeFormatter format) {
        try {
            LocalDate.parse(value, format);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private <T> @Nullable T wrong(Line line, String sentence) {
        problems.add(new Problem(table.file(), line.number(), sentence));
        return null;
    }

    private static String shortened(String value) {
        return Optional.of(value).filter(it -> it.length() <= 40).orElseGet(() -> value.substring(0, 40) + "…");
    }
}
