package rapport.web;

import org.jspecify.annotations.Nullable;

/** One answer of a choice. @param note what it means */
public record Option(String value, String label, @Nullable String note) {

    public static Option of(String value, String label) {
        return new Option(value, label, null);
    }
}
