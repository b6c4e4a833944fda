package rapport.prospecting.persistence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely it is to reach one person, after what was tried.
 *
 * @param failures without reaching them
 * @param curve the chance of the first attempt, the second and so on, some way beyond the next; empty when nothing can be said
 * @param next the chance of the next attempt; null when too few were ever reached to say
 * @param soon the chance of reaching them within {@link #HORIZON} more
 * @param attempts made on average of these, stopping when they are reached
 * @param half how many more reach half of people like them; null when too many or too little is known
 * @param people tried who are like them @param reached of these
 * @param allPeople tried at all, them among these @param allReached of these
 * @param drawn whether they were drawn to be tried on although the advice is to stop
 */
public record Outlook(int failures, Standing standing, List<Interval> curve, @Nullable Interval next, @Nullable Interval soon, @Nullable Interval attempts, @Nullable Integer half, String stratum, long people, long reached, long allPeople, long allReached, Advice advice, boolean drawn) {

    /** How far somebody looks ahead who decides whether to go on. */
    public static final int HORIZON = 12;

    /** Where reaching them stands. */
    public enum Standing { OPEN, REACHED, ENDED }

    /** How well it is founded. */
    public enum Ground {
        /** Nothing but what was believed before. */
        PRIOR_ONLY,
        /** Fewer than thirty like them were reached. */
        THIN,
        SOLID
    }

    public Ground ground() {
        return allReached < Persistence.LEAST_EVENTS ? Ground.PRIOR_ONLY : reached < 30 ? Ground.THIN : Ground.SOLID;
    }
}
