package rapport.coaching;

import java.time.Instant;
import rapport.kernel.PersonId;

/** What came of wanting another time, or another coach. */
public sealed interface Moving {

    record Done(Session session) implements Moving {}

    /** @param until when the appointment ends that is in the way of {@code who} */
    record InTheWay(PersonId who, Instant until) implements Moving {}
}
