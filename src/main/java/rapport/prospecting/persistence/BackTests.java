package rapport.prospecting.persistence;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Tries the model on people it has not seen, as often as it takes to see whether it is luck. */
final class BackTests {

    private static final int HALVES = 20;
    private static final int LEAST_PEOPLE = 100;

    private BackTests() {}

    /** Null when there are too few people to cut in half, or too few of them were reached. */
    static Persistence.@Nullable BackTest of(Spells all) {
        if (all.people() < LEAST_PEOPLE || all.events() < 2 * Persistence.LEAST_EVENTS) {
            return null;
        }
        var better = 0;
        var gain = 0.0;
        var random = new Random(1); // the same page twice says the same
        for (var half = 0; half < HALVES; half++) {
            var learned = new Spells();
            var held = new Spells();
            all.reached().forEach((attempt, people) -> split(people, random, (mine, other) -> {
                learned.reached(attempt, mine);
                held.reached(attempt, other);
            }));
            all.open().forEach((failures, people) -> split(people, random, (mine, other) -> {
                learned.open(failures, mine);
                held.open(failures, other);
            }));
            var difference = Stubbornness.of(learned).foretells(held) - Constant.of(learned).foretells(held);
            better += difference > 0 ? 1 : 0;
            gain += difference / Math.max(1, held.people()) / HALVES;
        }
        return new Persistence.BackTest(HALVES, better, gain);
    }

    private interface Halves {
        void are(long mine, long other);
    }

    /** Each person by a throw of a coin; for many the throws are summed. */
    private static void split(long people, Random random, Halves into) {
        var mine = 0L;
        if (people < 1_000) {
            for (var i = 0; i < people; i++) {
                mine += random.nextBoolean() ? 1 : 0;
            }
        } else {
            mine = Math.clamp(Math.round(people / 2.0 + random.nextGaussian() * Math.sqrt(people) / 2), 0, people);
        }
        into.are(mine, people - mine);
    }
}
