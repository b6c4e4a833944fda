package rapport.prospecting.dispatch;

import org.jspecify.annotations.Nullable;

/** What came of handing something over. */
public sealed interface Outcome {

    /** It was taken. @param reference what the other side calls it */
    record Sent(@Nullable String reference) implements Outcome {}

    /** Nothing has left; trying later may help. @param slower the other side asks for a slower pace */
    record Later(String why, boolean slower) implements Outcome {}

    /** They will not have it, and asking again does not help. */
    record Refused(String why) implements Outcome {}

    /** The line broke while it was going over: it may have arrived. */
    record Unknown(String why) implements Outcome {}
}
