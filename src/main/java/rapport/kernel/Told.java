package rapport.kernel;

import java.lang.ScopedValue.CallableOp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Another moment than ours, for one call: the demo tells twelve weeks day by day through the product's own services. Nothing
 * that people or programs can send reaches it.
 */
public final class Told {

    private static final ScopedValue<Instant> MOMENT = ScopedValue.newInstance();

    private Told() {}

    public static <T, X extends Throwable> T at(Instant moment, CallableOp<T, X> work) throws X {
        return ScopedValue.where(MOMENT, moment).call(work);
    }

    /** The moment that is told of; empty when nothing is. */
    public static Optional<Instant> moment() {
        return MOMENT.isBound() ? Optional.of(MOMENT.get()) : Optional.empty();
    }

    /** A clock that shows the moment that is told of, and otherwise ticks as before. */
    public static Clock over(Clock clock) {
        return new Clock() {
            @Override
            public Instant instant() {
                return moment().orElseGet(clock::instant);
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return over(clock.withZone(zone));
            }
        };
    }
}
