package rapport.kernel;

/** The way a change came in. */
public enum Through {
    PAGE,
    API,
    IMPORT,
    MAIL,
    JOB,
    COMMAND;

    /** Whether a person decided it record by record; undo leaves such changes alone. */
    public boolean byHand() {
        return this == PAGE || this == API || this == MAIL;
    }
}
