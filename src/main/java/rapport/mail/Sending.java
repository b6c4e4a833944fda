package rapport.mail;

/** What came of handing a mail to the server. */
sealed interface Sending {

    /** The server has taken it. */
    record Sent() implements Sending {}

    /** Nothing has left; trying later may help. */
    record Later(String why) implements Sending {}

    /** The server will not have it. */
    record Refused(String why) implements Sending {}

    /** The line broke while it was going over: it may have arrived. */
    record Unknown(String why) implements Sending {}
}
