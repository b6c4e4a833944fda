package rapport.prospecting.plays;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far people came in one version of a play, and what came of each step.
 *
 * @param all who ever played this version
 * @param older who still play an older one
 */
public record Funnel(List<Stage> stages, long all, long older) {

    private static final Set<String> OPEN = Set.of("ACTIVE", "PAUSED", "HELD");
    private static final Set<String> ANSWERED = Set.of("REPLIED", "REACHED");

    /**
     * @param got for whom it was done
     * @param answered of these, whose answer it was that came after it, or who were reached by it
     * @param pending of these, who may still answer: they wait for the next step, or it was the last and not long ago
     * @param refused of these, who wanted no more after it
     * @param bounced of these, whom it did not reach
     * @param waiting for whom it is next
     * @param held for whom it is next, once somebody has looked
     */
    public record Stage(int place, long got, long answered, long pending, long refused, long bounced, long waiting, long held) {

        /** Of how many it is known whether they answer. */
        public long known() {
            return got - pending;
        }
    }

    /** People who stand alike. @param lastStep done last when it ended; null while it goes on, or when nothing was done @param late whether an answer to the last step may still come */
    record Standing(int version, int place, String state, @Nullable Integer lastStep, boolean late, long people) {

        /** @param steps in the version: who was moved to it may stand behind its end */
        Standing within(int steps) {
            return new Standing(version, Math.min(place, steps), state, lastStep == null ? null : Integer.valueOf(Math.min(lastStep, steps)), late, people);
        }

        /** An answer that comes now still counts. */
        boolean mayAnswer() {
            return isOpen() || late;
        }

        boolean isOpen() {
            return OPEN.contains(state);
        }

        /** The last step they got: while it goes on the one before the next, so that a step left out by a branch counts as got. */
        int last() {
            return lastStep != null ? lastStep : isOpen() ? place - 1 : 0;
        }
    }

    static Funnel of(List<Standing> standings, int version, int steps) {
        var here = standings.stream().filter(it -> it.version == version).map(it -> it.within(steps)).toList();
        var stages = IntStream.rangeClosed(1, steps).mapToObj(place -> new Stage(place, count(here, it -> it.last() >= place), after(here, place, it -> ANSWERED.contains(it.state)), after(here, place, Standing::mayAnswer),
                after(here, place, it -> it.state.equals("OPTED_OUT")), after(here, place, it -> it.state.equals("BOUNCED")), count(here, it -> it.place == place && it.isOpen() && !it.state.equals("HELD")), count(here, it -> it.place == place && it.state.equals("HELD")))).toList();
        return new Funnel(stages, count(here, _ -> true), count(standings, it -> it.version < version && it.isOpen()));
    }

    private static long after(List<Standing> here, int place, Predicate<Standing> which) {
        return count(here, it -> it.last() == place && which.test(it));
    }

    private static long count(List<Standing> standings, Predicate<Standing> which) {
        return standings.stream().filter(which).mapToLong(Standing::people).sum();
    }
}
