package rapport.web;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;

/** One form field as the browser sent it, with the first thing that is wrong with it. */
public record FieldView(String name, String value, @Nullable String error) {

    public static FieldView of(Errors errors, String name) {
        var value = errors.getFieldValue(name);
        return new FieldView(name, value == null ? "" : value.toString(), message(errors.getFieldError(name)));
    }

    /** A field with a value and nothing wrong with it. */
    public static FieldView of(String name, @Nullable Object value) {
        return new FieldView(name, value == null ? "" : value.toString(), null);
    }

    /** The same under another name. */
    public FieldView as(String name) {
        return new FieldView(name, value, error);
    }

    /** The ids of what explains this field, for aria-describedby. */
    public @Nullable String describedBy(@Nullable String hint) {
        var ids = (error == null ? "" : name + "-error ") + (hint == null ? "" : name + "-hint");
        return ids.isBlank() ? null : ids.strip();
    }

    public FieldView wrong(String message) {
        return new FieldView(name, value, message);
    }

    /** A failed conversion has no message for people, only one that names Java types. */
    private static @Nullable String message(@Nullable FieldError error) {
        if (error == null) {
            return null;
        }
        return error.isBindingFailure() ? "This is not a valid value" : error.getDefaultMessage();
    }
}
