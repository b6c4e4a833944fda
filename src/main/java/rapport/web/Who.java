package rapport.web;

import java.util.Arrays;
import java.util.stream.Collectors;
import rapport.kernel.PersonId;

/**
 * A person as a name and initials. The tint follows from the id and means nothing.
 *
 * @param tint 1 to 6
 */
public record Who(String name, String initials, int tint) {

    public static Who of(PersonId id, String name) {
        return new Who(name, initials(name), Math.floorMod(id.value().hashCode(), 6) + 1);
    }

    /** First letters of the first and the last word: "Inês de Moreau" is IM. */
    private static String initials(String name) {
        var words = Arrays.stream(name.strip().split("\\s+")).filter(it -> !it.isEmpty()).toList();
        return words.isEmpty() ? "?" : java.util.stream.Stream.of(words.getFirst(), words.getLast())
                .distinct()
                .map(it -> it.substring(0, Character.charCount(it.codePointAt(0))).toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }
}
