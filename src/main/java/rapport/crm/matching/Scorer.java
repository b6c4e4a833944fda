package rapport.crm.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Adds up what the fields say about two records. */
final class Scorer {

    private final List<String> fields;
    private final List<Rarity> rarities;

    Scorer(Shape shape, List<Rarity> rarities) {
        this.fields = shape.fields();
        this.rarities = rarities;
    }

    /**
     * The score is the logistic function, base 2, of the sum of all bits: {@code 1 / (1 + 2^-(prior + evidence))}.
     *
     * <p>Example: the same name (5.5) and the same phone (9) with a prior of -7 are 7.5 bits, so
     * 1 / (1 + 2^-7.5) = 0.994.
     */
    Match compare(Known left, Known right) {
        var evidence = evidence(left, right);
        double bits = Weights.PRIOR + weight(evidence, it -> !it.trait().isSurroundings())
                + limited(weight(evidence, it -> it.trait().isSurroundings()));
        return new Match(left.id(), right.id(), 1 / (1 + Math.pow(2, -bits)), reasons(evidence));
    }

    private List<Evidence> evidence(Known left, Known right) {
        var evidence = new ArrayList<Evidence>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            var one = left.values().get(i);
            var other = right.values().get(i);
            if (!one.isMissing() && !other.isMissing()) {
                evidence.add(Evidence.of(fields.get(i), one, other, rarities.get(i)));
            }
        }
        return evidence;
    }

    private static double limited(double surroundings) {
        return Math.clamp(surroundings, Weights.LEAST_FROM_SURROUNDINGS, Weights.MOST_FROM_SURROUNDINGS);
    }

    private static double weight(List<Evidence> evidence, Predicate<Evidence> which) {
        return evidence.stream().filter(which).mapToDouble(Evidence::weight).sum();
    }

    private static List<Reason> reasons(List<Evidence> evidence) {
        return evidence.stream()
                .filter(it -> it.weight() != 0)
                .map(Reason::of)
                .sorted(Comparator.comparingDouble((Reason it) -> Math.abs(it.weight())).reversed())
                .toList();
    }
}
