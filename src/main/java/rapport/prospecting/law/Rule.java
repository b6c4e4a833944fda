package rapport.prospecting.law;

import java.time.LocalDate;
import java.util.Set;

/**
 * One rule of one place for one channel.
 *
 * @param place ISO 3166 country, with a region behind a hyphen or without; EU; or * for everywhere
 * @param params a window such as {@code 08:00-21:00 MON-SUN}, consent as optout, presumed, relationship or prior, a cap such as {@code 3/24h}
 * @param checked yes: read in a source; look: look it up before relying on it; house: no law but ours; own: the workspace's
 */
public record Rule(String id, String place, String channel, Kind kind, String params, String words, String citation, LocalDate effective, String checked) {

    public enum Kind {
        /** When somebody may be called, where they are. */
        WINDOW,
        /** Whether they must have agreed. */
        CONSENT,
        /** What has to be said. */
        NOTICE,
        /** How often at most. */
        CAP,
        /** How much a gift may be worth. */
        GIFT_LIMIT
    }

    /** Of what has to be said in a mail: how to get no more of them; where the address is from; who writes and where they are. */
    public static final String WAY_OUT = "way-out";

    public static final String SOURCE = "source";
    private static final Set<String> WHO = Set.of("postal-address", "identity");

    /** Whether it has to be said who writes and where they are. */
    public boolean saysWho() {
        return kind == Kind.NOTICE && WHO.contains(params);
    }

    public boolean says(String what) {
        return kind == Kind.NOTICE && params.equals(what);
    }
}
