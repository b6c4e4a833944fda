package rapport.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under heads. The first cell of a row is its name. On a phone a row folds into lines.
 *
 * @param caption says to a screen reader what the rows are
 * @param empty shown instead when there are no rows
 * @param foot what is shown of how many, with what it sums to
 */
public record Table(String caption, List<Column> columns, List<Row> rows, EmptyState empty, @Nullable Foot foot) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @param sorted "ascending" or "descending" for the column the rows follow */
    public record Column(String title, boolean number, @Nullable String sortHref, @Nullable String sorted) {

        public static Column of(String title) {
            return new Column(title, false, null, null);
        }

        public static Column number(String title) {
            return new Column(title, true, null, null);
        }

        public Column sortedBy(String href, @Nullable String direction) {
            return new Column(title, number, href, direction);
        }
    }

    /** @param key what a form sends when the row is chosen; null where rows cannot be chosen */
    public record Row(List<Cell> cells, boolean selected, @Nullable String key) {

        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(Cell... cells) {
            return new Row(List.of(cells), false, null);
        }

        /** One that can be chosen. */
        public static Row of(String key, List<Cell> cells) {
            return new Row(cells, false, key);
        }
    }

    public boolean isChosenFrom() {
        return !rows.isEmpty() && rows.getFirst().key() != null;
    }

    /** One value of a row; a template draws each kind its own way. */
    public sealed interface Cell {

        /** @param note line two, where line two is the reason */
        record Text(String text, @Nullable String note) implements Cell {}

        record Link(String text, String href, @Nullable String note) implements Cell {}

        /** @param evidence n, interval or unit beside the number */
        record Number(String text, @Nullable String evidence) implements Cell {}

        record Pill(Badge badge) implements Cell {}

        record Person(Who who, @Nullable String href, @Nullable String note) implements Cell {}

        /** Exists, but nobody has said: the word "unknown". */
        record Unknown(boolean number) implements Cell {}

        /** There is none: a dash. */
        record None(boolean number) implements Cell {}

        /** One that becomes a field when asked to. @param href where the field comes from and is sent to */
        record Editable(Cell shown, String href) implements Cell {}

        record Acts(List<Action> actions) implements Cell {}

        /** What happened on the way here, drawn. @param label the same as a sentence */
        record Track(String label, List<Mark> marks) implements Cell {}

        /** How long it has been, against the two days on which that becomes a worry. @param done, amber, red 0 to 102 */
        record Wait(String text, Tone tone, int done, int amber, int red, @Nullable String note, String label) implements Cell {}

        static Cell text(@Nullable String text) {
            return text == null || text.isBlank() ? new None(false) : new Text(text, null);
        }

        static Cell number(@Nullable String text) {
            return text == null ? new None(true) : new Number(text, null);
        }
    }

    /** @param x 0 to 232 @param kind counted, held, excused or lost */
    public record Mark(int x, String kind) {

        public String cross() {
            return "M%d 10l8 8m0-8l-8 8".formatted(x - 4);
        }
    }

    public record Foot(String words, @Nullable String sum, @Nullable String back, @Nullable String next, String nextWords) {}
}
