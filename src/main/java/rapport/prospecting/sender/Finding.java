package rapport.prospecting.sender;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked up about a domain.
 *
 * @param what SPF, DKIM, DMARC, PTR or MX
 * @param state MISSING is what keeps mail from being signed; DOUBTFUL what may still cost
 * @param says a sentence
 * @param publish the record that mends it, ready to be published; null where none does
 */
public record Finding(String what, State state, String says, @Nullable Publish publish) {

    /** How it stands. */
    public enum State { GOOD, DOUBTFUL, MISSING }

    /** @param name full, without a dot at its end */
    public record Publish(String name, String type, String value) {

        /** As a zone file has it; a text longer than 255 octets in several strings (RFC 1035, 3.3). */
        public String line() {
            return "%s. IN %s %s".formatted(name, type, type.equals("TXT") ? strings(value) : value);
        }

        private static String strings(String value) {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("(.{255})(?=.)", "$1\" \"") + '"';
        }
    }

    static Finding good(String what, String says) {
        return new Finding(what, State.GOOD, says, null);
    }

    static Finding doubtful(String what, String says, @Nullable Publish publish) {
        return new Finding(what, State.DOUBTFUL, says, publish);
    }

    static Finding missing(String what, String says, @Nullable Publish publish) {
        return new Finding(what, State.MISSING, says, publish);
    }
}
