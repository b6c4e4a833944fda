package rapport.web;

import org.jspecify.annotations.Nullable;

/**
 * One sentence about what just happened, shown at the top of the page without reloading it, or on the page one is sent to.
 *
 * @param undo path that takes it back when posted to
 */
public record Flash(String message, @Nullable String undo) implements Part {

    public Flash(String message) {
        this(message, null);
    }

    @Override
    public String template() {
        return "web/_flash";
    }
}
