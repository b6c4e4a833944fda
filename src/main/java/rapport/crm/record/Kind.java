package rapport.crm.record;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import rapport.audit.History;

/** The kinds of record a team keeps. Each has a table, an address and fields. */
public enum Kind {
    ACCOUNT("accounts", "building"),
    CONTACT("contacts", "user"),
    LEAD("leads", "user-plus"),
    OPPORTUNITY("opportunities", "layout-kanban"),
    PRODUCT("products", "package"),
    ACTIVITY("activities", "calendar-event");

    private final String path;
    private final String icon;

    Kind(String path, String icon) {
        this.path = path;
        this.icon = icon;
    }

    /** As addresses have it: {@code opportunities}. */
    public String path() {
        return path;
    }

    /** A Tabler icon's name. */
    public String icon() {
        return icon;
    }

    /** As people say it: "opportunity". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** "Opportunities". */
    public String many() {
        return Character.toUpperCase(path.charAt(0)) + path.substring(1);
    }

    public String table() {
        return "crm." + word();
    }

    public History.Kind history() {
        return new History.Kind("crm", word());
    }

    /** Whether two records of it may turn out to be one. */
    public boolean merges() {
        return this == ACCOUNT || this == CONTACT || this == LEAD;
    }

    /** Whether it has words that are searched. */
    public boolean isSearched() {
        return this != ACTIVITY;
    }

    public static Optional<Kind> at(String path) {
        return Stream.of(values()).filter(it -> it.path.equals(path)).findFirst();
    }
}
