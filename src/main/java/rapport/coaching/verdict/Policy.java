package rapport.coaching.verdict;

import java.time.Duration;

/**
 * The constants of the rule. Verdicts name the version they were reached under; a new version changes none of them.
 *
 * @param acceptBefore both accept at least this long before the start
 * @param briefs most deals brought to a session ("a few in depth beat many in passing", practice 1a)
 * @param answers least answers of the eight customer questions a deal comes with
 * @param tolerance how far start and end may stray from the booked slot
 * @param sharePercent least share of the planned minutes, percent
 * @param leastMinutes shorter is no session
 * @param statusPercent most of the agenda that may be pipeline status, percent
 * @param confirmWithin silence beyond this is no confirmation
 */
public record Policy(
        int version, Duration acceptBefore, int briefs, int answers, Duration tolerance, int sharePercent, int leastMinutes, int statusPercent, Duration confirmWithin) {

    /** What a new workspace begins with. */
    public static final Policy FIRST = new Policy(1, Duration.ofHours(24), 3, 5, Duration.ofMinutes(15), 80, 25, 25, Duration.ofHours(72));
}
