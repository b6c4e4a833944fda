package rapport.crm.record;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing a kind of record says.
 *
 * @param name as addresses, programs and forms have it: {@code closesOn}; of an invented field {@code custom.region_code}
 * @param column as the table and the history have it: {@code closes_on}
 * @param choices the answers there are, for a choice
 * @param refers the kind a {@link Type#RECORD} names
 * @param group under which heading a form asks for it
 * @param help one sentence, where the label does not say it all
 */
public record Field(Kind kind, String name, String column, String label, Type type, Way way, boolean required, List<Choice> choices, @Nullable Kind refers, String group, @Nullable String help) {

    /** How it comes by its value. */
    public enum Way {
        /** People write it. */
        WRITTEN,
        /** A step of its own writes it: moving, closing, accepting. */
        STEP,
        /** It follows from others, or the program keeps it. */
        KEPT,
        /** It is worked out when asked for, and stands in no column. */
        COUNTED
    }

    /** @param word as it is kept @param label as people read it */
    public record Choice(String word, String label) {}

    public static final String FIRST_GROUP = "";

    static Field of(Kind kind, String column, String label, Type type) {
        return new Field(kind, camel(column), column, label, type, Way.WRITTEN, false, List.of(), null, FIRST_GROUP, null);
    }

    static Field custom(Kind kind, String key, String label, Type type, List<String> choices) {
        return new Field(kind, "custom." + key, "custom." + key, label, type, Way.WRITTEN, false, choices.stream().map(it -> new Choice(it, it)).toList(), null, "Your own fields", null);
    }

    Field mandatory() {
        return new Field(kind, name, column, label, type, way, true, choices, refers, group, help);
    }

    Field by(Way way) {
        return new Field(kind, name, column, label, type, way, required, choices, refers, group, help);
    }

    Field to(Kind refers) {
        return new Field(kind, name, column, label, type, way, required, choices, refers, group, help);
    }

    Field in(String group) {
        return new Field(kind, name, column, label, type, way, required, choices, refers, group, help);
    }

    Field saying(String help) {
        return new Field(kind, name, column, label, type, way, required, choices, refers, group, help);
    }

    /** @param wordsAndLabels one after the other */
    Field choosing(String... wordsAndLabels) {
        var all = new java.util.ArrayList<Choice>();
        for (var i = 0; i < wordsAndLabels.length; i += 2) {
            all.add(new Choice(wordsAndLabels[i], wordsAndLabels[i + 1]));
        }
        return new Field(kind, name, column, label, type, way, required, List.copyOf(all), refers, group, help);
    }

    public boolean isCustom() {
        return name.startsWith("custom.");
    }

    public String key() {
        return name.substring("custom.".length());
    }

    public boolean isWritten() {
        return way == Way.WRITTEN;
    }

    public boolean isSortable() {
        return way != Way.COUNTED && !type.isMany() && type != Type.LONG_TEXT && !type.isReference();
    }

    /** Whether every record has it, so that "unknown" need not be thought of. */
    public boolean isAlwaysThere() {
        return required && !isCustom();
    }

    /** The value in SQL. Keys of invented fields are small letters, digits and underscores; a constraint sees to that. */
    public String sql(String alias) {
        if (!isCustom()) {
            return alias + "." + column;
        }
        var text = "%s.custom ->> '%s'".formatted(alias, key());
        return type.isText() || type == Type.CHOICE ? "(" + text + ")" : "(%s)::%s".formatted(text, type.postgres());
    }

    public Optional<String> labelOf(String word) {
        return choices.stream().filter(it -> it.word.equals(word)).map(Choice::label).findFirst();
    }

    static String camel(String column) {
        var text = new StringBuilder();
        for (var part : column.split("_")) {
            text.append(text.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return text.toString();
    }
}
