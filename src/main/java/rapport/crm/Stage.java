package rapport.crm;

import java.util.Locale;

/** How far an opportunity has come. */
public enum Stage {
    PROSPECTING,
    ENGAGING,
    WON,
    LOST;

    public boolean isOpen() {
        return this == PROSPECTING || this == ENGAGING;
    }

    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
