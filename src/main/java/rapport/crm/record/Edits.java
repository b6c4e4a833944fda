package rapport.crm.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants fields to say, as it was written.
 *
 * @param values by field name; an empty list takes the value away; fields not named stay as they are
 * @param basis the version these were written on; null when nobody looked at one before
 * @param decided fields whose clash with somebody else's change was shown and decided
 */
public record Edits(Map<String, List<String>> values, @Nullable Integer basis, Set<String> decided) {

    public static Edits of(Map<String, List<String>> values) {
        return new Edits(values, null, Set.of());
    }

    /** @param namesAndValues one after the other; null takes away */
    public static Edits of(@Nullable Object... namesAndValues) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            values.put((String) namesAndValues[i], switch (value) {
                case null -> List.of();
                case List<?> many -> many.stream().map(Object::toString).toList();
                default -> List.of(value.toString());
            });
        }
        return of(values);
    }

    public Edits on(@Nullable Integer basis) {
        return new Edits(values, basis, decided);
    }
}
