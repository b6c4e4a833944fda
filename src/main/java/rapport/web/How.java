package rapport.web;

import org.jspecify.annotations.Nullable;

/**
 * The answer to "how is this computed?".
 *
 * @param sentence what went into the number, in plain words
 * @param formula e.g. {@code "51 / 188; Wilson, 80 %: 23–31 %"}
 * @param source who found the formula, or the practice that asks for it
 * @param rows where the counted rows are listed
 */
public record How(String id, String title, String sentence, @Nullable String formula, @Nullable String source, @Nullable String rows) {

    /** The same under another id, for a page that shows it twice. */
    public How as(String id) {
        return new How(id, title, sentence, formula, source, rows);
    }
}
