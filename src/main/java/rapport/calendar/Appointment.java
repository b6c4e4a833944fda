package rapport.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rapport.kernel.Slot;

/**
 * Something in people's days as their own calendars know it.
 *
 * @param uid the same for as long as it exists, however often it moves
 * @param sequence RFC 5545: one more with each change of its time
 * @param changedAt when it last changed
 * @param path its page, without host
 * @param attendees everybody who takes part, Rapport's mailbox being the organiser
 */
public record Appointment(UUID uid, int sequence, Slot slot, String summary, String description, String path, Instant changedAt, boolean cancelled, List<Attendee> attendees) {

    /** @param email null when nobody has said it @param accepted RFC 5545 PARTSTAT: ACCEPTED or NEEDS-ACTION */
    public record Attendee(String name, @org.jspecify.annotations.Nullable String email, boolean accepted) {}

    public Appointment {
        attendees = List.copyOf(attendees);
    }
}
