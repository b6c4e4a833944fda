package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes what touches of a lane say to whoever they are for. */
public interface Carrier {

    /** What is handed over, complete; or why it cannot be. */
    sealed interface Load {

        /** @param stops digests of addresses: a stop on any of them holds it back */
        record Ready(Object parcel, List<byte[]> stops) implements Load {}

        /** They may not be reached so: somebody has refused it, or the law does. */
        record Held(String why) implements Load {}

        /** Not at this hour: it waits. */
        record Later(Instant at, String why) implements Load {}

        /** It is not sent, now or later, as it is. */
        record Unfit(String why) implements Load {}
    }

    /** One way to the other side, kept open from parcel to parcel. */
    interface Route extends AutoCloseable {

        /** No transaction is open. Whatever goes wrong is an outcome. */
        Outcome deliver(Object parcel);

        @Override
        void close();
    }

    /** How fast the lane may go; empty when it is another's. In the caller's transaction. */
    Optional<Round.Pace> pace(UUID lane);

    /** Everything the touches need, read in the caller's transaction. */
    Map<UUID, Load> load(UUID lane, List<Claimed> touches);

    /** In the caller's transaction, so it opens nothing yet: the other side is asked when the first parcel goes. */
    Route route(UUID lane);
}
