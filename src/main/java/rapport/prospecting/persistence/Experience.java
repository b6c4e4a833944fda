package rapport.prospecting.persistence;

import java.util.List;
import java.util.stream.IntStream;
import rapport.kernel.Wilson;

/**
 * What the attempts of some people show by themselves, without a model: of those who got an attempt of some number, how many it reached.
 *
 * <p>This is the hazard, and not the share of successes among those who were tried so often and no more: that one leaves out everybody
 * who was tried further, and is two to five times too high.
 */
public final class Experience {

    /** @param attempt its number @param atRisk who got it @param reached whom it reached @param interval of the share, 80 % @param usual what is usually shown instead: of those whose last attempt it was, who was reached, 0 to 1 */
    public record Step(int attempt, long atRisk, long reached, Wilson interval, double usual) {

        /** 0 to 1. */
        public double hazard() {
            return (double) reached / atRisk;
        }
    }

    private Experience() {}

    /** Attempt by attempt, as far as anybody was tried. */
    public static List<Step> of(Spells data) {
        return IntStream.rangeClosed(1, data.longest()).mapToObj(it -> step(data, it)).toList();
    }

    private static Step step(Spells data, int attempt) {
        var atRisk = data.atRisk(attempt);
        var reached = data.reachedBy(attempt);
        var ended = reached + data.open().getOrDefault(attempt, 0L);
        return new Step(attempt, atRisk, reached, Wilson.of80(reached, atRisk), ended == 0 ? 0 : (double) reached / ended);
    }
}
