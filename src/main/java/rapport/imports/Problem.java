package rapport.imports;

import org.jspecify.annotations.Nullable;

/** What is wrong, in which file and line. @param line counted from 1; null when it is about the whole file */
public record Problem(String file, @Nullable Long line, Weight weight, String sentence) {

    /** How much of the file it keeps out. */
    public enum Weight {
        /** All of it. */
        FILE,
        /** The row. */
        ROW,
        /** A value; the row comes in without it. */
        VALUE
    }
}
