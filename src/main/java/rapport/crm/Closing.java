package rapport.crm;

import java.util.stream.Stream;

/** How an opportunity ends. "Lost" alone teaches nothing, so there is no such way. */
public enum Closing {
    WON("Won"),
    COMPETITOR("Lost to a competitor"),
    NO_DECISION("No decision"),
    INTERNAL("Built internally"),
    /** Only where another system says "lost" and no more; nobody can choose it. */
    UNSAID("Lost, nobody said how");

    private final String words;

    Closing(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The words of an outcome, or of a stage as they are. */
    static String wordsOf(String outcomeOrStage) {
        return Stream.of(values()).filter(it -> it.name().equals(outcomeOrStage)).map(Closing::words).findFirst().orElse(outcomeOrStage);
    }

    /** What people choose from. */
    public static Stream<Closing> choices() {
        return Stream.of(values()).filter(it -> it != UNSAID);
    }
}
