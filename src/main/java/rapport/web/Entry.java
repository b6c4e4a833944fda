package rapport.web;

import org.jspecify.annotations.Nullable;

/** One line of a story: what happened, when, and what was said. @param theirs done by the other side */
public record Entry(String icon, String title, String when, @Nullable String line, @Nullable String quote, boolean theirs) {

    public static Entry of(String icon, String title, String when, @Nullable String line) {
        return new Entry(icon, title, when, line, null, false);
    }
}
