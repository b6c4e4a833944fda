package rapport.imports;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the days and numbers of one column are written, decided once from all of its values. */
final class Manner {

    static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}|\\d{2})\\b.*");
    static final Pattern POINT = Pattern.compile("\\d+(\\.\\d+)?|\\d{1,3}([, '\u00a0\u202f’]\\d{3})+(\\.\\d+)?|\\.\\d+");
    static final Pattern COMMA = Pattern.compile("\\d+(,\\d+)?|\\d{1,3}([. '\u00a0\u202f’]\\d{3})+(,\\d+)?|,\\d+");
    private static final Pattern GROUPED_BY_POINT = Pattern.compile("[1-9]\\d{0,2}(\\.\\d{3})+");

    private long dayFirst;
    private long monthFirst;
    private long either;
    private long points;
    private long commas;
    private long groupedByPoint;
    private long groupedByComma;
    private @Nullable String example;
    private @Nullable Boolean said;

    void see(String value) {
        var slashed = SLASHED.matcher(value);
        if (slashed.matches()) {
            seeDay(Integer.parseInt(slashed.group(1)), Integer.parseInt(slashed.group(2)), value);
        }
        var number = Cells.digits(value);
        var point = POINT.matcher(number).matches();
        var comma = COMMA.matcher(number).matches();
        if (point && comma) {
            groupedByPoint += GROUPED_BY_POINT.matcher(number).matches() ? 1 : 0;
            groupedByComma += number.contains(",") ? 1 : 0;
        } else {
            points += point ? 1 : 0;
            commas += comma ? 1 : 0;
        }
    }

    private void seeDay(int first, int second, String value) {
        if (first > 12 && second <= 12) {
            dayFirst++;
        } else if (second > 12 && first <= 12) {
            monthFirst++;
        } else if (first != second) {
            either++;
            example = value;
        }
    }

    /** What somebody decided, or what another column of the same files tells. */
    void say(@Nullable Boolean monthFirst) {
        said = monthFirst;
    }

    /** Whether 3/4/2026 is in March; null when the values do not tell. */
    @Nullable Boolean tellsMonthFirst() {
        return dayFirst == 0 && monthFirst == 0 ? null : monthFirst > dayFirst;
    }

    boolean isOpen() {
        return either > 0 && tellsMonthFirst() == null && said == null;
    }

    boolean isMonthFirst() {
        var told = tellsMonthFirst();
        return told != null ? told : said != null && said;
    }

    /** A value that may be two days. */
    String example() {
        return String.valueOf(example);
    }

    boolean isDecimalComma() {
        return points == 0 && commas == 0 ? groupedByPoint > 0 && groupedByComma == 0 : commas > points;
    }
}
