package rapport.kernel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.UUID;

/**
 * Who is looking, and how they read times. Every service method that takes an id takes the viewer too.
 *
 * @param through the way in, kept with every change
 * @param from the network address, {@code "command line"} or the job's name
 */
public record Viewer(
        WorkspaceId workspace, PersonId id, String name, Role role, ZoneId zone, Locale locale, Through through, String from) {

    private static final PersonId NOBODY = new PersonId(new UUID(0, 0));

    /** The product at work without anybody asking. @param reason for logs and audit, e.g. {@code "weekly digest"} */
    public static Viewer system(WorkspaceId workspace, String reason) {
        return new Viewer(workspace, NOBODY, reason, Role.SYSTEM, ZoneOffset.UTC, Locale.ROOT, Through.JOB, reason);
    }

    /** The same person, acting through something else; an import acts for whoever started it. */
    public Viewer through(Through way) {
        return new Viewer(workspace, id, name, role, zone, locale, way, from);
    }

    public boolean isSystem() {
        return role == Role.SYSTEM;
    }

    public boolean is(PersonId person) {
        return id.equals(person);
    }

    /** The moment on this person's wall clock, in words of their language. The exact form is the JDK's and may change. */
    public String say(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment.atZone(zone));
    }

    /** Refuses whoever may look but not touch. */
    public void mustChange() {
        if (!role.changes()) {
            throw new Forbidden("people.only-looks", "A viewer reads and changes nothing. Ask an administrator for another role.");
        }
    }

    public void mustAdminister() {
        if (!role.administers()) {
            throw new Forbidden("people.only-administrators", "Only administrators and owners may do this. Ask one of them.");
        }
    }
}
