package rapport.crm.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiPredicate;

/** Finds the records of one kind that are probably the same, within one set or between two. */
public final class Duplicates {

    /** From here on two records are more probably one than two. */
    public static final double PROBABLE = 0.5;

    private static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(Match::score)
            .reversed()
            .thenComparing(Match::left)
            .thenComparing(Match::right);

    private final Shape shape;
    private final double atLeast;

    public Duplicates(Shape shape) {
        this(shape, PROBABLE);
    }

    /** @param atLeast the lowest score that is returned, 0 to 1 */
    public Duplicates(Shape shape, double atLeast) {
        if (atLeast < 0 || atLeast > 1) {
            throw new IllegalArgumentException("A score lies between 0 and 1, so not at " + atLeast);
        }
        this.shape = shape;
        this.atLeast = atLeast;
    }

    /** Best first. A record may be in several matches, as when it was entered three times. */
    public List<Match> within(Collection<Item> items) {
        return matches(known(items), (_, _) -> true);
    }

    /** Best first; the left of each match is from {@code left}, the right from {@code right}. */
    public List<Match> between(Collection<Item> left, Collection<Item> right, Pairing pairing) {
        var all = known(left);
        all.addAll(known(right));
        int border = left.size();
        var matches = matches(all, (one, other) -> one < border && other >= border);
        return switch (pairing) {
            case ANY -> matches;
            case ONE_TO_ONE -> oneToOne(matches);
        };
    }

    private List<Known> known(Collection<Item> items) {
        var known = new ArrayList<Known>(items.size());
        items.forEach(it -> known.add(Known.of(it, shape)));
        return known;
    }

    private List<Match> matches(List<Known> records, BiPredicate<Integer, Integer> wanted) {
        var rarities = Rarity.ofFields(shape, records);
        var scorer = new Scorer(shape, rarities);
        var matches = new ArrayList<Match>();
        blocking(records, rarities).forEachPair((left, right) -> {
            if (wanted.test(left, right)) {
                var match = scorer.compare(records.get(left), records.get(right));
                if (match.score() >= atLeast) {
                    matches.add(match);
                }
            }
        });
        matches.sort(BEST_FIRST);
        return matches;
    }

    static Blocking blocking(List<Known> records, List<Rarity> rarities) {
        var keys = new Keys(rarities);
        return new Blocking(records.stream().map(keys::of).toList());
    }

    /** Takes the best match, then the best of what is left, and so on. */
    private static List<Match> oneToOne(List<Match> bestFirst) {
        var takenLeft = new HashSet<String>();
        var takenRight = new HashSet<String>();
        var taken = new ArrayList<Match>();
        for (var match : bestFirst) {
            if (!takenLeft.contains(match.left()) && !takenRight.contains(match.right())) {
                takenLeft.add(match.left());
                takenRight.add(match.right());
                taken.add(match);
            }
        }
        return taken;
    }
}
