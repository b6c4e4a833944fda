package rapport.crm.matching;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often the values and words of one field occur in the set that is searched. */
final class Rarity {

    /** In a set much smaller than this, a word that occurs once need not be rare among people. */
    private static final int ENOUGH_RECORDS = 128;
    /** Records that may share a value before the sharing speaks against it: the same person, entered a few times. */
    private static final double HARMLESS_HOLDERS = 4;
    /** Bits, so at most eight times the odds: word counts tell little about names that go together. */
    private static final double MOST_FOR_RARE_WORDS = 3;

    private final Map<String, Integer> holdersOfText = new HashMap<>();
    private final Map<String, Integer> holdersOfPart = new HashMap<>();
    private int records;

    static List<Rarity> ofFields(Shape shape, Collection<Known> records) {
        var fields = shape.fields().stream().map(_ -> new Rarity()).toList();
        for (var record : records) {
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).count(record.values().get(i));
            }
        }
        return fields;
    }

    private void count(Value value) {
        if (value.isMissing()) {
            return;
        }
        records++;
        holdersOfText.merge(value.text(), 1, Integer::sum);
        value.parts().stream().distinct().forEach(it -> holdersOfPart.merge(it, 1, Integer::sum));
    }

    int holders(String part) {
        return holdersOfPart.getOrDefault(part, 0);
    }

    boolean isRare(String part) {
        return holders(part) <= HARMLESS_HOLDERS;
    }

    /**
     * What a word is worth in bits, 1 or more: {@code log2(1 + records / holders)}, the inverse document frequency
     * of Spärck Jones (1972). Of 1000 records, a word in 10 is worth 6.7, a word in all of them 1.
     */
    double worth(String word) {
        return log2(1 + (double) records / Math.max(1, holders(word)));
    }

    /**
     * Bits to add to the weight of agreement, at most 3, without a lower end: the frequency adjustment of Fellegi
     * and Sunter (1969). Each further holder of a shared value makes it likelier that these two merely share it;
     * rare words in a set large enough to know make it less likely.
     *
     * <p>Example: an e-mail held by 2 of 5000 records adds 0, one held by 30 adds -log2(1 + 28/4) = -3.
     */
    double adjustment(Value left, Value right) {
        double others = Math.max(0, sharedHolders(left, right) - 2);
        double penalty = log2(1 + others / HARMLESS_HOLDERS);
        return left.trait().isWords() ? rareWords(left, right) - penalty : -penalty;
    }

    private int sharedHolders(Value left, Value right) {
        if (left.trait().isWords()) {
            return Math.max(holdersOfText.get(left.text()), holdersOfText.get(right.text()));
        }
        return left.parts().stream().filter(right.parts()::contains).mapToInt(this::holders).min().orElse(0);
    }

    /** From -3 (only the commonest words) to 3 (only words that nobody else has); 0 in a set too small to know. */
    private double rareWords(Value left, Value right) {
        double most = Math.min(MOST_FOR_RARE_WORDS, log2(1 + (double) records / ENOUGH_RECORDS));
        double rare = Math.min(averageWorth(left), averageWorth(right)) / log2(1 + records / 2.0);
        return most * (2 * Math.min(1, rare) - 1);
    }

    private double averageWorth(Value value) {
        return value.parts().stream().mapToDouble(this::worth).average().orElse(0);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
