package rapport.prospecting.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rapport.support.Check;

/** What is told of persistence holds: against simulated people whose stubbornness is known, and against real ones. */
class StubbornnessTests {

    static final Path REAL = Path.of("../shared/data/uci-bank-marketing/bank.csv");

    /** Figures of the closed form: first chance 5.4 % and 10 %, people who differ much and little. */
    @ParameterizedTest
    @CsvSource({"0.054, 3, 6, 0.0180", "0.054, 3, 20, 0.0070", "0.054, 3, 42, 0.0036", "0.054, 20, 42, 0.0174", "0.10, 5, 20, 0.0200", "0.10, 50, 42, 0.0543"})
    void theNextChanceFallsWithEveryFailure(double first, double spread, int failures, double expected) {
        var people = new Spells();
        plant(people, first, spread, 400_000, 60, new Random(3));
        assertThat(Stubbornness.of(people).next(failures).middle()).isCloseTo(expected, within(0.12 * expected));
    }

    /** How far call 42 goes: with people who differ much a quarter of those not reached by six, with people who differ little most. */
    @Test
    void howMuchPeopleDifferDecidesWhetherPersistencePays() {
        var much = new Spells();
        var little = new Spells();
        plant(much, 0.054, 3, 200_000, 60, new Random(3));
        plant(little, 0.054, 20, 200_000, 60, new Random(3));
        assertThat(Stubbornness.of(much).within(6, 36).middle()).isCloseTo(0.24, within(0.02));
        assertThat(Stubbornness.of(little).within(6, 36).middle()).isCloseTo(0.62, within(0.03));
        assertThat(Stubbornness.of(much).attempts(6, 36).middle()).isCloseTo(31, within(1.0));
        assertThat(Stubbornness.of(little).attempts(6, 36).middle()).isCloseTo(22, within(1.0));
        assertThat(Stubbornness.of(little).attemptsForHalf(6).orElseThrow()).isBetween(22, 32);
        assertThat(Stubbornness.of(much).attemptsForHalf(6).orElse(999)).isGreaterThan(100);
    }

    /** 300 worlds each, drawn with a seed: the interval that claims 90 % holds the truth at least 84 % of the time. */
    @ParameterizedTest
    @CsvSource({"0.054, 3, 20, 1", "0.054, 3, 50, 4", "0.054, 20, 200, 9", "0.10, 5, 50, 1", "0.10, 5, 200, 20", "0.15, 40, 20, 4"})
    @Check(value = 14, figure = "at least 84 % in six settings of 300 worlds")
    void theIntervalHoldsTheTruthAsOftenAsItSays(double mean, double spread, int people, int failures) {
        var random = new Random(11);
        var held = 0;
        var worlds = 300;
        for (var world = 0; world < worlds; world++) {
            var data = new Spells();
            plant(data, mean, spread, people, 8, random);
            var told = Stubbornness.of(data).next(failures);
            var truth = mean * spread / (spread + failures);
            held += told.low() <= truth && truth <= told.high() ? 1 : 0;
        }
        assertThat((double) held / worlds).isBetween(0.84, 1.0);
    }

    @Test
    void ofWhomNothingIsKnownOthersTellALittle() {
        var team = new Spells();
        plant(team, 0.2, 10, 2_000, 8, new Random(5));
        var own = new Spells().open(3, 4);
        var alone = Stubbornness.of(own).next(0);
        var helped = Stubbornness.of(own, team, 30).next(0);
        assertThat(helped.middle()).isBetween(alone.middle(), 0.22);
        assertThat(helped.high() - helped.low()).as("worth thirty people, and no more").isGreaterThan(0.04);
    }

    /** What was reached, by hand: three by the first attempt, one by the third, four given up after two. */
    @Test
    void theHazardCountsWhoGotTheAttempt() {
        var steps = Experience.of(new Spells().reached(1, 3).reached(3, 1).open(2, 4));
        assertThat(steps).extracting(Experience.Step::atRisk).containsExactly(8L, 5L, 1L);
        assertThat(steps).extracting(Experience.Step::hazard).containsExactly(3 / 8.0, 0.0, 1.0);
        assertThat(steps.getFirst().usual()).as("all whose last attempt the first was, were reached").isOne();
    }

    @Test
    void theBankCallsTellTheSameAsAnIndependentCount() throws IOException {
        var bank = bank(it -> true);
        var people = new HashMap<Integer, Integer>();
        var yes = new HashMap<Integer, Integer>();
        for (var line : Files.readAllLines(REAL).stream().skip(1).toList()) {
            var cells = line.split(";");
            people.merge(Integer.parseInt(cells[12]), 1, Integer::sum);
            yes.merge(Integer.parseInt(cells[12]), cells[16].contains("yes") ? 1 : 0, Integer::sum);
        }
        for (var step : Experience.of(bank)) {
            var atRisk = people.entrySet().stream().filter(it -> it.getKey() >= step.attempt()).mapToInt(it -> it.getValue()).sum();
            assertThat(step.hazard()).isCloseTo((double) yes.getOrDefault(step.attempt(), 0) / atRisk, within(0.00005));
            if (people.containsKey(step.attempt())) {
                assertThat(step.usual()).isCloseTo((double) yes.get(step.attempt()) / people.get(step.attempt()), within(0.00005));
            }
        }
        assertThat(bank.people()).isEqualTo(4521);
        assertThat(bank.events()).isEqualTo(521);
        assertThat(bank.attempts()).isEqualTo(12_630);
    }

    /** Ten random halves: what the one half teaches foretells the other better than “every call has the same chance”. */
    @Test
    @Check(value = 14, figure = "10 of 10 halves")
    void onTheBankCallsItForetellsTheOtherHalfBetterThanAConstantChance() throws IOException {
        for (var seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            var taken = new boolean[4521];
            for (var i = 0; i < taken.length; i++) {
                taken[i] = random.nextBoolean();
            }
            var learned = bank(it -> taken[it]);
            var held = bank(it -> !taken[it]);
            assertThat(Stubbornness.of(learned).foretells(held)).as("half " + seed).isGreaterThan(Constant.of(learned).foretells(held));
        }
    }

    private static Spells bank(java.util.function.IntPredicate wanted) throws IOException {
        assumeTrue(Files.exists(REAL), "Without the real calls there is nothing to count: " + REAL);
        var spells = new Spells();
        var row = 0;
        for (var line : Files.readAllLines(REAL).stream().skip(1).toList()) {
            var cells = line.split(";");
            if (wanted.test(row++)) {
                if (cells[16].equals("\"yes\"")) {
                    spells.reached(Integer.parseInt(cells[12]), 1);
                } else {
                    spells.open(Integer.parseInt(cells[12]), 1);
                }
            }
        }
        return spells;
    }

    /** People with a chance of their own each, tried until they are reached or {@code most} times. */
    private static void plant(Spells into, double mean, double spread, int people, int most, Random random) {
        for (var i = 0; i < people; i++) {
            var chance = beta(mean * spread, (1 - mean) * spread, random);
            var attempt = 1;
            while (attempt <= most && random.nextDouble() >= chance) {
                attempt++;
            }
            if (attempt <= most) {
                into.reached(attempt, 1);
            } else {
                into.open(most, 1);
            }
        }
    }

    private static double beta(double a, double b, Random random) {
        var x = gamma(a, random);
        return x / (x + gamma(b, random));
    }

    /** Marsaglia and Tsang 2000. */
    private static double gamma(double shape, Random random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        var d = shape - 1 / 3.0;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
