package rapport.imports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds words that nearly are known ones, and reads them as decided. Undecided is the same, for it can be undone. */
final class NearMisses {

    private NearMisses() {}

    /** @param words how many rows say each @param decided by {@code field/written}: whether it is the same */
    static List<NearMiss> find(String field, Map<String, Long> words, Collection<String> known, Map<String, Boolean> decided) {
        var found = new LinkedHashMap<String, NearMiss>();
        words.forEach((written, rows) -> {
            if (!known.contains(written)) {
                nearest(written, known).ifPresent(meant -> found.put(written, new NearMiss(field, written, meant, rows, difference(written, meant), decided.getOrDefault(field + "/" + written, true))));
            }
        });
        return List.copyOf(found.values());
    }

    /** The same but for spaces, case and signs; or one letter off in a word of at least six. */
    static Optional<String> nearest(String written, Collection<String> known) {
        var letters = letters(written);
        return known.stream().filter(it -> letters(it).equals(letters)).findFirst()
                .or(() -> letters.length() < 6 ? Optional.empty() : known.stream().filter(it -> letters(it).length() >= 6 && distance(letters(it), letters) == 1).findFirst());
    }

    private static String difference(String written, String meant) {
        if (written.replace(" ", "").equals(meant.replace(" ", ""))) {
            return "They differ by a space.";
        }
        if (written.equalsIgnoreCase(meant)) {
            return "They differ in capitals.";
        }
        return written.length() < meant.length() ? "One letter is missing." : written.length() > meant.length() ? "One letter is too many." : "One letter is different.";
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Damerau-Levenshtein, restricted: insert, delete, replace, swap two neighbours. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return 2;
        }
        var cost = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
