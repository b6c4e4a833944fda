package rapport.prospecting.calls;

/** What came of a call, each on the key of its place. */
public enum CallOutcome {
    CONNECTED("Reached: we talked", "talked"),
    CALL_BACK("Reached: call back at…", "reached, call back"),
    INTRODUCED("Introduced to someone else", "introduced to someone else"),
    VOICEMAIL("Voicemail", "voicemail"),
    NO_ANSWER("No answer", "no answer"),
    GATEKEEPER("Gatekeeper", "gatekeeper"),
    BAD_ADDRESS("Wrong number", "wrong number"),
    REFUSED("Does not want this", "does not want this"),
    NEVER("Never contact again", "never contact again");

    private final String title;
    private final String words;

    CallOutcome(String title, String words) {
        this.title = title;
        this.words = words;
    }

    public String title() {
        return title;
    }

    /** As it reads in a history. */
    public String words() {
        return words;
    }

    /** The key it is pressed with, 1 to 9. */
    public int key() {
        return ordinal() + 1;
    }

    /** Whether they themselves were on the line, and willing. */
    public boolean isReached() {
        return ordinal() <= INTRODUCED.ordinal();
    }

    /** Whether another attempt would have told something. */
    public boolean isFailure() {
        return this == VOICEMAIL || this == NO_ANSWER || this == GATEKEEPER;
    }
}
