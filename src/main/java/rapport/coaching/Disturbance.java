package rapport.coaching;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger of protected time: what became of a booked slot, who did it, and why.
 *
 * @param who all zero for the product itself
 * @param reason in their own words; empty to whoever is none of the two
 * @param afterStart null when nothing came in its place
 */
public record Disturbance(UUID id, UUID session, Kind kind, Cause cause, String reason, UUID who, Instant at, Instant beforeStart, int beforeMinutes, @Nullable Instant afterStart,
        @Nullable Integer afterMinutes) {

    public enum Kind { MOVED, SHORTENED, CANCELLED, CUT_SHORT, SUBSTITUTED, REVIVED }

    public enum Cause {
        CUSTOMER("a customer needed one of us"),
        INTERNAL("something in our own house"),
        LEAVE("leave"),
        ILLNESS("illness"),
        ENDED("the programme ended"),
        OTHER("something else");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Nobody's promise was broken. */
        boolean excuses() {
            return this == LEAVE || this == ILLNESS || this == ENDED;
        }

        /** What somebody may say themselves. */
        boolean sayable() {
            return this != ENDED;
        }
    }
}
