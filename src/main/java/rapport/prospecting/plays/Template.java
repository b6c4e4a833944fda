package rapport.prospecting.plays;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Reachable;

/** Words with fields. A field nobody knows and that has no word to stand in for it keeps a mail from going out: nobody is ever greeted with “Hi ,”. */
public final class Template {

    /** What can stand in words, by its name. */
    public static final List<String> FIELDS = List.of("first_name", "last_name", "company", "title", "city", "sender", "sender_first_name", "call_date");

    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*(?:\\|([^}]*))?}}");
    private static final Pattern ANY = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);

    private static final Pattern CALL = Pattern.compile("\\{\\{\\s*call_date\\s*(?:\\|[^}]*)?}}");

    private Template() {}

    /** What is wrong with the words themselves; empty when nothing is. */
    public static Optional<String> fault(String words) {
        var field = FIELD.matcher(words);
        var known = 0;
        while (field.find()) {
            known++;
            if (!FIELDS.contains(field.group(1))) {
                return Optional.of("There is no field “%s”. There are %s.".formatted(field.group(1), String.join(", ", FIELDS)));
            }
        }
        return ANY.matcher(words).results().count() != known || words.contains("{{") && known == 0 ? Optional.of("A field is written {{first_name}}, or {{first_name|there}} with a word that stands in for it.") : Optional.empty();
    }

    /** Whether they name the hour of a call that nobody has said yet. */
    public static boolean promisesCall(String words) {
        return CALL.matcher(words).find();
    }

    public static String withCall(String words, String when) {
        return CALL.matcher(words).replaceAll(Matcher.quoteReplacement(when));
    }

    /** Fields of the words nobody knows of them, that have no word to stand in. */
    static Set<String> missing(String words, Reachable to, String sender) {
        var missing = new LinkedHashSet<String>();
        FIELD.matcher(words).results().filter(it -> it.group(2) == null && value(it.group(1), to, sender) == null).forEach(it -> missing.add(it.group(1).replace('_', ' ')));
        return missing;
    }

    /** Fields that hold whoever they are unknown of, since no word stands in for them. */
    static Set<String> needed(String words) {
        return FIELD.matcher(words).results().filter(it -> it.group(2) == null).map(it -> it.group(1)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** For whoever writes them: what is unknown stands as “[first name?]”. @param to null when there is nobody to show it with */
    static String shown(String words, @Nullable Reachable to, String sender) {
        return FIELD.matcher(words).replaceAll(it -> {
            var value = it.group(1).startsWith("sender") || to != null ? value(it.group(1), to, sender) : null;
            return Matcher.quoteReplacement(it.group(1).equals("call_date") ? "[the hour you name]" : value != null ? value : it.group(2) != null ? it.group(2).strip() : "[%s?]".formatted(it.group(1).replace('_', ' ')));
        });
    }

    /** @throws IllegalStateException when a field is missing: look first */
    static String fill(String words, Reachable to, String sender) {
        var out = new StringBuilder();
        var field = FIELD.matcher(words);
        while (field.find()) {
            var value = value(field.group(1), to, sender);
            if (value == null && field.group(2) == null) {
                throw new IllegalStateException("Nobody knows the " + field.group(1));
            }
            field.appendReplacement(out, Matcher.quoteReplacement(value == null ? field.group(2).strip() : value));
        }
        return field.appendTail(out).toString();
    }

    private static @Nullable String value(String field, @Nullable Reachable to, String sender) {
        var value = to == null && !field.startsWith("sender") ? null : switch (field) {
            case "first_name" -> to.firstName();
            case "last_name" -> to.lastName();
            case "company" -> to.company();
            case "title" -> to.title();
            case "city" -> to.city();
            case "sender" -> sender;
            case "sender_first_name" -> sender.split(" ", 2)[0];
            case "call_date" -> "{{call_date}}"; // stands until somebody says when they call
            default -> null;
        };
        return value == null || value.isBlank() ? null : value.strip();
    }
}
