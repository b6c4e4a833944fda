package rapport.web;

/** What a colour says: normal has none. */
public enum Tone {
    NORMAL,
    ACCENT,
    GOOD,
    WARN,
    LATE,
    OUTLINE;

    public String style() {
        return this == NORMAL ? "" : "is-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
