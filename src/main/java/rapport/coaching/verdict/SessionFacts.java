package rapport.coaching.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a session, as the rule reads it.
 *
 * @param named the invitation says "Coaching"
 * @param plannedMinutes of the booked slot
 * @param preparationDue when both must have prepared
 * @param skillTopic the rep brings a skill or a sales call instead of deals
 * @param briefs answers given for each deal the rep brings, 0 to 8
 * @param held null until it has taken place
 * @param overlapped something else stood in either calendar meanwhile
 * @param factsOpened observations, metrics or deal facts made before the session and opened in it
 * @param reviewed last session's commitments were gone through, or there were none
 * @param askedAt when the rule is asked
 */
public record SessionFacts(
        boolean named, Instant plannedStart, int plannedMinutes, Party coach, Party rep, Instant preparationDue, boolean skillTopic, List<Integer> briefs,
        @Nullable Held held, boolean overlapped, int factsOpened, List<Item> agenda, List<Commitment> commitments, boolean reviewed, Instant askedAt) {

    public SessionFacts {
        briefs = List.copyOf(briefs);
        agenda = List.copyOf(agenda);
        commitments = List.copyOf(commitments);
    }

    /**
     * One of the two.
     *
     * @param exception agreed that accepting late is all right this once
     * @param preparedAt when they submitted their own preparation; null if somebody else did, or nobody
     * @param saidItWas whether this was coaching; null until answered
     */
    public record Party(String name, @Nullable Instant acceptedAt, boolean exception, boolean signed, @Nullable Instant preparedAt, @Nullable Boolean saidItWas) {}

    public record Held(Instant start, Instant end) {

        Duration length() {
            return Duration.between(start, end);
        }
    }

    /** The three things worth coaching on, and the one that is not. */
    public enum Topic { OWN_ORGANISATION, SELLING_SKILLS, CUSTOMER_KNOWLEDGE, PIPELINE_STATUS }

    public record Item(Topic topic, boolean discussed) {}

    /** @param complete it has a cue, an owner and a day */
    public record Commitment(boolean complete) {}
}
