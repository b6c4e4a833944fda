package rapport.imports.reading;

import org.jspecify.annotations.Nullable;

/** Why a file is no table, in a sentence for people. */
public final class Unreadable extends Exception {

    private final transient @Nullable Long line;

    /** @param line from 1; null when it is about the whole file */
    Unreadable(@Nullable Long line, String sentence) {
        super(sentence);
        this.line = line;
    }

    public @Nullable Long line() {
        return line;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
