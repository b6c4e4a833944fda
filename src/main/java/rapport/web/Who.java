package rapport.web;

import java.util.Locale;
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
        var words = name.strip();
        if (words.isEmpty()) {
            return "?";
        }
        var last = words.lastIndexOf(' ') + 1;
        return last == 0 ? initial(words, 0) : initial(words, 0) + initial(words, last);
    }

    private static String initial(String words, int at) {
        return words.substring(at, at + Character.charCount(words.codePointAt(at))).toUpperCase(Locale.ROOT);
    }
}
