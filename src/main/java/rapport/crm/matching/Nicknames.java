package rapport.crm.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * Short forms of given names that stand for one name only; Chris, Alex and Sam stand for several and are left alone.
 */
final class Nicknames {

    private static final Map<String, String> FULL_NAMES = fullNames(
            """
            andrew andy drew
            anthony tony
            benjamin ben benny
            charles charlie chuck
            daniel dan danny
            david dave
            deborah deb debbie
            edward ed eddie
            elizabeth liz beth betty lizzie
            gregory greg
            james jim jimmy
            jeffrey jeff
            jennifer jen jenny
            joseph joe
            katherine kate kathy katie cathy
            kenneth ken
            lawrence larry
            margaret maggie meg peggy
            matthew matt
            michael mike
            nicholas nick
            peter pete
            rebecca becky
            richard dick rich rick
            robert bob bobby rob
            ronald ron
            stephen steve
            susan sue
            thomas tom tommy
            timothy tim
            william bill billy will""");

    private Nicknames() {}

    /** {@code bob} is {@code robert}; any other word is itself. */
    static String fullName(String word) {
        return FULL_NAMES.getOrDefault(word, word);
    }

    /** @param lines a full name and its short forms each */
    private static Map<String, String> fullNames(String lines) {
        var names = new HashMap<String, String>();
        lines.lines().map(it -> it.split(" ")).forEach(words -> {
            for (var word : words) {
                names.put(word, words[0]);
            }
        });
        return Map.copyOf(names);
    }
}
