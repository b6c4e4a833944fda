package rapport.prospecting.persistence;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * The shifted beta-geometric model: each person has a chance of being reached by an attempt, people differ, and the longer somebody was
 * not reached the more likely it is that theirs is small. After {@code n} failures the next attempt reaches them with
 * {@code a/(a+b+n)}. What is known of {@code a} and {@code b} is kept whole, as weights over a grid, so that every figure has an interval.
 *
 * <p>Source: Fader and Hardie 2007, “How to project customer retention”; prior: mean chance Beta(2, 10), spread log-uniform from 0.3 to 300.
 */
public final class Stubbornness {

    private static final int MEANS = 60;
    private static final int SPREADS = 40;
    private static final double LEAST_SPREAD = 0.3;
    private static final double MOST_SPREAD = 300;
    private static final double LEAST_MEAN = 0.0005;
    private static final double MOST_MEAN = 0.95;
    private static final int COARSE = 20;
    private static final int ZOOMS = 4;

    /** Cells this much less likely than the best hold nothing worth keeping. */
    private static final double FAINT = 14; // in natural logarithms

    /** Beyond that nobody dials. */
    private static final int MOST_ATTEMPTS = 500;

    private final double[] a;
    private final double[] b;
    private final double[] weight;

    private Stubbornness(double[] a, double[] b, double[] weight) {
        this.a = a;
        this.b = b;
        this.weight = weight;
    }

    /** What is believed before anything was tried. */
    public static Stubbornness unknown() {
        return of(new Spells());
    }

    public static Stubbornness of(Spells data) {
        return of(data, new Spells(), 0);
    }

    /**
     * Own data, and a little of what is known of others: of theirs as much as {@code worth} people tell.
     *
     * @param others without {@code own}
     */
    public static Stubbornness of(Spells own, Spells others, double worth) {
        var share = others.people() == 0 ? 0 : Math.min(1, worth / others.people());
        DoubleBinaryOperator density = (mean, spread) -> prior(mean) + likelihood(own, mean * spread, (1 - mean) * spread) + (share == 0 ? 0 : share * likelihood(others, mean * spread, (1 - mean) * spread));
        var window = new double[] {logit(LEAST_MEAN), logit(MOST_MEAN), Math.log(LEAST_SPREAD), Math.log(MOST_SPREAD)};
        for (var zoom = 0; zoom < ZOOMS; zoom++) {
            window = closer(window, density);
        }
        return weigh(window, density);
    }

    /** Beta(2, 10), without its constant; with the measure of the logit scale on which the grid is even. */
    private static double prior(double mean) {
        return 2 * Math.log(mean) + 10 * Math.log1p(-mean);
    }

    /** Attempt by attempt: who is left after so many failures, and whom the next one reaches. */
    private static double likelihood(Spells data, double a, double b) {
        var left = 0.0; // logarithm of the share not reached yet
        var sum = 0.0;
        for (var attempt = 1; attempt <= data.longest(); attempt++) {
            var all = Math.log(a + b + attempt - 1);
            var reached = data.reachedBy(attempt);
            sum += reached == 0 ? 0 : reached * (left + Math.log(a) - all);
            left += Math.log(b + attempt - 1) - all;
            sum += data.open().getOrDefault(attempt, 0L) * left;
        }
        return sum;
    }

    /** The part of the window in which something is, and one cell around it. */
    private static double[] closer(double[] window, DoubleBinaryOperator density) {
        var logs = logs(window, COARSE, COARSE, density);
        var most = Arrays.stream(logs).max().orElseThrow();
        int left = COARSE, right = -1, bottom = COARSE, top = -1;
        for (var i = 0; i < COARSE; i++) {
            for (var j = 0; j < COARSE; j++) {
                if (logs[i * COARSE + j] > most - FAINT) {
                    left = Math.min(left, i);
                    right = Math.max(right, i);
                    bottom = Math.min(bottom, j);
                    top = Math.max(top, j);
                }
            }
        }
        var wide = (window[1] - window[0]) / COARSE;
        var high = (window[3] - window[2]) / COARSE;
        return new double[] {
            Math.max(window[0], window[0] + (left - 1) * wide), Math.min(window[1], window[0] + (right + 2) * wide),
            Math.max(window[2], window[2] + (bottom - 1) * high), Math.min(window[3], window[2] + (top + 2) * high)};
    }

    private static double[] logs(double[] window, int means, int spreads, DoubleBinaryOperator density) {
        var logs = new double[means * spreads];
        for (var i = 0; i < means; i++) {
            for (var j = 0; j < spreads; j++) {
                logs[i * spreads + j] = density.applyAsDouble(mean(window, i, means), spread(window, j, spreads));
            }
        }
        return logs;
    }

    private static Stubbornness weigh(double[] window, DoubleBinaryOperator density) {
        var logs = logs(window, MEANS, SPREADS, density);
        var most = Arrays.stream(logs).max().orElseThrow();
        var kept = IntStream.range(0, logs.length).filter(it -> logs[it] > most - FAINT).toArray();
        var a = new double[kept.length];
        var b = new double[kept.length];
        var weight = new double[kept.length];
        for (var cell = 0; cell < kept.length; cell++) {
            var mean = mean(window, kept[cell] / SPREADS, MEANS);
            var spread = spread(window, kept[cell] % SPREADS, SPREADS);
            a[cell] = mean * spread;
            b[cell] = (1 - mean) * spread;
            weight[cell] = Math.exp(logs[kept[cell]] - most);
        }
        var sum = Arrays.stream(weight).sum();
        for (var cell = 0; cell < weight.length; cell++) {
            weight[cell] /= sum;
        }
        return new Stubbornness(a, b, weight);
    }

    private static double mean(double[] window, int i, int means) {
        var logit = window[0] + (i + 0.5) * (window[1] - window[0]) / means;
        return 1 / (1 + Math.exp(-logit));
    }

    private static double spread(double[] window, int j, int spreads) {
        return Math.exp(window[2] + (j + 0.5) * (window[3] - window[2]) / spreads);
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    /** The chance that the next attempt reaches somebody. @param failures so far, 0 or more @return 0 to 1 */
    public Interval next(int failures) {
        return quantiles(cell -> a[cell] / (a[cell] + b[cell] + failures));
    }

    /** The same on average over all that is possible: what to rank by. */
    public double expected(int failures) {
        return average(cell -> a[cell] / (a[cell] + b[cell] + failures));
    }

    /** The chance that one of the next attempts does. @param failures so far @param more attempts, 0 or more @return 0 to 1 */
    public Interval within(int failures, int more) {
        return quantiles(cell -> 1 - Math.exp(survival(cell, failures + more) - survival(cell, failures)));
    }

    /** How many of the next attempts are made on average, when one stops at the first that reaches them. @param most attempts at all */
    public Interval attempts(int failures, int most) {
        return quantiles(cell -> {
            var sum = 0.0;
            var left = 1.0;
            for (var k = 0; k < most; k++) {
                sum += left;
                left *= 1 - a[cell] / (a[cell] + b[cell] + failures + k);
            }
            return sum;
        });
    }

    /** How many more attempts reach half of those who are as hard to reach; empty when even 500 do not. */
    public java.util.OptionalInt attemptsForHalf(int failures) {
        var left = weight.clone();
        for (var more = 1; more <= MOST_ATTEMPTS; more++) {
            var sum = 0.0;
            for (var cell = 0; cell < left.length; cell++) {
                left[cell] *= 1 - a[cell] / (a[cell] + b[cell] + failures + more - 1);
                sum += left[cell];
            }
            if (sum <= 0.5) {
                return java.util.OptionalInt.of(more);
            }
        }
        return java.util.OptionalInt.empty();
    }

    /** How well it foretells what it has not seen. @return natural logarithm, a sum over the people of {@code data} */
    public double foretells(Spells data) {
        var sum = 0.0;
        for (var it : data.reached().entrySet()) {
            sum += it.getValue() * Math.log(average(cell -> Math.exp(survival(cell, it.getKey() - 1)) * a[cell] / (a[cell] + b[cell] + it.getKey() - 1)));
        }
        for (var it : data.open().entrySet()) {
            if (it.getKey() > 0) {
                sum += it.getValue() * Math.log(average(cell -> Math.exp(survival(cell, it.getKey()))));
            }
        }
        return sum;
    }

    private double survival(int cell, int failures) {
        return Gamma.logBeta(a[cell], b[cell] + failures) - Gamma.logBeta(a[cell], b[cell]);
    }

    private interface Figure {
        double of(int cell);
    }

    private double average(Figure figure) {
        var sum = 0.0;
        for (var cell = 0; cell < weight.length; cell++) {
            sum += weight[cell] > 0 ? weight[cell] * figure.of(cell) : 0;
        }
        return sum;
    }

    private Interval quantiles(Figure figure) {
        var order = new Integer[weight.length];
        var values = new double[weight.length];
        for (var cell = 0; cell < weight.length; cell++) {
            order[cell] = cell;
            values[cell] = figure.of(cell);
        }
        Arrays.sort(order, java.util.Comparator.comparingDouble(cell -> values[cell]));
        return new Interval(quantile(order, values, 0.05), quantile(order, values, 0.5), quantile(order, values, 0.95));
    }

    private double quantile(Integer[] order, double[] values, double share) {
        var sum = 0.0;
        for (var cell : order) {
            sum += weight[cell];
            if (sum >= share) {
                return values[cell];
            }
        }
        return values[order[order.length - 1]];
    }
}
