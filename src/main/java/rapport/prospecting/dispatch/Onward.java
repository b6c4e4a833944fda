package rapport.prospecting.dispatch;

import java.util.UUID;

/** What follows when a step of a play is settled, in the transaction that settles it. */
public interface Onward {

    enum Result {
        /** It went out. */
        DONE,
        /** The other side will not have it. */
        REFUSED,
        /** It may not go, or not as it is; somebody has to look. */
        HELD
    }

    void settled(UUID enrolment, int step, Result result, String why);
}
