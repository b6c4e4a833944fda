package rapport.calendar;

import java.time.Instant;
import java.util.UUID;
import rapport.kernel.PersonId;

/** What came of asking for people's time. */
public sealed interface Hold {

    /** @param block to release it by */
    record Granted(UUID block) implements Hold {}

    /** @param until when the appointment ends that is in the way of {@code who} */
    record Clash(PersonId who, Instant until) implements Hold {}
}
