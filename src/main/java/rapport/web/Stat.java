package rapport.web;

import org.jspecify.annotations.Nullable;

/**
 * A number that matters, with what it rests on.
 *
 * @param value in words, or null while there is too little data; the note then says how much is missing
 * @param evidence share, interval with its level, n, age
 */
public record Stat(String label, @Nullable String value, @Nullable String evidence, @Nullable String note, @Nullable How how) {

    public static Stat notYet(String label, String note) {
        return new Stat(label, null, null, note, null);
    }
}
