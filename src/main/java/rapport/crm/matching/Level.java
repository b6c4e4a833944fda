package rapport.crm.matching;

import java.util.Locale;

/** How far two values of a field agree. */
enum Level {
    SAME,
    NEARLY,
    PARTLY,
    DIFFERENT;

    Level oneLower() {
        return values()[Math.min(ordinal() + 1, DIFFERENT.ordinal())];
    }

    /** At most nearly: only equal values are the same. */
    Level oneHigher() {
        return values()[Math.max(ordinal() - 1, NEARLY.ordinal())];
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
