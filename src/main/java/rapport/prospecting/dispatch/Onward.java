package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What follows when a step of a play is settled, in the transaction that settles it. */
public interface Onward {

    enum Result {
        /** It went out. */
        DONE,
        /** There is nobody at that address. */
        NOBODY_THERE,
        /** It may not go, or not as it is; somebody has to look. */
        HELD
    }

    void settled(UUID enrolment, int step, Result result, String why);

    /** Somebody has looked, and lets it be tried again. */
    void again(UUID enrolment, int step);

    /** It waits a little longer. */
    void putOff(UUID enrolment, int step, Instant until, String why);

    /** Of what is due those for which it is not the hour, each with the first moment that is. */
    Map<UUID, Carrier.Load.Later> notYet(List<Claimed> touches);
}
