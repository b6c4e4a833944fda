package rapport.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form, drawn by what kind of answer it takes.
 *
 * @param options what is chosen from
 * @param unit name of the field beside it that says the unit; null when it has none
 * @param from where suggestions come from, for {@link Sort#PICK}
 * @param picked the id behind the words, for {@link Sort#PICK}
 * @param theirs what somebody else wrote meanwhile; then one chooses
 */
public record Input(FieldView field, String label, Sort sort, List<Option> options, @Nullable String hint, boolean required, @Nullable FieldView unit, @Nullable String from,
        @Nullable String picked, @Nullable Theirs theirs) {

    /** How it is drawn. */
    public enum Sort { LINE, LONG, NUMBER, MONEY, DAY, MOMENT, CHOICE, MANY, YES_NO, PICK }

    /** @param words what stands there now @param who and when, as a sentence */
    public record Theirs(String words, String who) {}

    public Input {
        options = List.copyOf(options);
    }

    public static Input of(FieldView field, String label, Sort sort) {
        return new Input(field, label, sort, List.of(), null, false, null, null, null, null);
    }

    public Input saying(@Nullable String hint) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    public Input needed(boolean required) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    public Input choosing(List<Option> options) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    public Input in(FieldView unit, List<Option> options) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    public Input picking(String from, @Nullable String picked) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    public Input against(Theirs theirs) {
        return new Input(field, label, sort, options, hint, required, unit, from, picked, theirs);
    }

    /** The ids a {@link Sort#MANY} has chosen stand in the field's value, with commas between. */
    public boolean chosen(Option option) {
        return List.of(field.value().split(",\\s*")).contains(option.value());
    }
}
