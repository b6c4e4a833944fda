package rapport.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail to somebody.
 *
 * @param key what it is for, e.g. {@code "invite 0197… 2 0196…"}: the same key is sent once
 * @param words plain text
 */
public record Letter(String key, String address, String subject, String words, @Nullable Invitation invitation) {

    /** An iCalendar object people's own calendars act on. @param method REQUEST or CANCEL (RFC 5546) */
    public record Invitation(String method, String text) {}
}
