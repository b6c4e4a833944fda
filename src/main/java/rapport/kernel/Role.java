package rapport.kernel;

/** What somebody may do in a workspace. {@code SYSTEM} is the product itself, and nobody can be given it. */
public enum Role {
    OWNER,
    ADMIN,
    MANAGER,
    REP,
    MARKETER,
    VIEWER,
    SYSTEM;

    /** Sees and changes every record, and runs the workspace. */
    public boolean administers() {
        return this == OWNER || this == ADMIN || this == SYSTEM;
    }

    /** Has people: sees what belongs to nobody. */
    public boolean leads() {
        return administers() || this == MANAGER;
    }

    /** Sells, or leads those who do. */
    public boolean sells() {
        return leads() || this == REP;
    }

    /** May change anything at all. */
    public boolean changes() {
        return this != VIEWER;
    }

    /** As people read it: "Manager". */
    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
