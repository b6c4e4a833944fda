package rapport.prospecting.dispatch;

import org.jspecify.annotations.Nullable;

/** What came of handing something over. */
public sealed interface Outcome {

    /** It was taken. @param reference what the other side calls it */
    record Sent(@Nullable String reference) implements Outcome {}

    /** Nothing has left; trying later may help. @param slower the other side asks for a slower pace */
    record Later(String why, boolean slower) implements Outcome {}

    /** Nothing of this lane can go now: nobody opens, or nobody of ours is let in. What was tried is as if it had not been. */
    record Shut(String why) implements Outcome {}

    /** It will not be had, and asking again does not help. @param nobodyThere whether that is so because there is nobody at that address */
    record Refused(String why, boolean nobodyThere) implements Outcome {}

    /** The line broke while it was going over: it may have arrived. */
    record Unknown(String why) implements Outcome {}
}
