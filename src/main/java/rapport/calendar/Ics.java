package rapport.calendar;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Clazz;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import org.jspecify.annotations.Nullable;

/**
 * Appointments as iCalendar (RFC 5545), with ical4j. Each is an event of its own in UTC: sessions move one by one, and a moved
 * instance of a series is what calendars get wrong most.
 */
public final class Ics {

    private static final String PRODUCT = "-//Rapport//Coaching//EN";

    private Ics() {}

    /** Everything to come, for a subscription. No METHOD, or Outlook takes it for an invitation. @param root address of this installation */
    public static String feed(List<Appointment> appointments, String root) {
        var calendar = calendar(null);
        calendar.add(new XProperty("X-WR-CALNAME", "Rapport"));
        appointments.forEach(it -> calendar.add(event(it, root, null)));
        return calendar.toString();
    }

    /** An invitation to everybody who takes part, or its taking back (RFC 5546 REQUEST, CANCEL). @param organizer the mailbox Rapport writes from */
    public static String invitation(Appointment appointment, String root, String organizer) {
        var calendar = calendar(appointment.cancelled() ? "CANCEL" : "REQUEST");
        calendar.add(event(appointment, root, organizer));
        return calendar.toString();
    }

    private static net.fortuna.ical4j.model.Calendar calendar(@Nullable String method) {
        var calendar = new net.fortuna.ical4j.model.Calendar();
        calendar.add(new ProdId(PRODUCT));
        calendar.add(new net.fortuna.ical4j.model.property.Version(new ParameterList(), "2.0"));
        calendar.add(new net.fortuna.ical4j.model.property.CalScale("GREGORIAN"));
        if (method != null) {
            calendar.add(new Method(method));
        }
        return calendar;
    }

    private static VEvent event(Appointment it, String root, @Nullable String organizer) {
        var event = new VEvent(false);
        event.add(new Uid(it.uid() + "@rapport"));
        event.add(new DtStamp(it.changedAt()));
        event.add(new Sequence(it.sequence()));
        event.add(new DtStart<Instant>(it.slot().start()));
        event.add(new DtEnd<Instant>(it.slot().end()));
        event.add(new Summary(it.summary()));
        event.add(new Description("%s%n%n%s%s".formatted(it.description(), root, it.path())));
        event.add(new Url(URI.create(root + it.path())));
        event.add(new Categories("COACHING"));
        event.add(new Clazz("PRIVATE"));
        event.add(new Transp("OPAQUE"));
        event.add(new Status(it.cancelled() ? "CANCELLED" : "CONFIRMED"));
        event.add(new XProperty("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY"));
        if (organizer != null) {
            event.add(new Organizer(new ParameterList(List.of(new Cn("Rapport"))), URI.create("mailto:" + organizer)));
            it.attendees().stream().filter(who -> who.email() != null).forEach(who -> event.add(attendee(who)));
        } else {
            event.add(alarm());
        }
        return event;
    }

    private static Attendee attendee(Appointment.Attendee who) {
        return new Attendee(new ParameterList(List.of(CuType.INDIVIDUAL, Role.REQ_PARTICIPANT, who.accepted() ? PartStat.ACCEPTED : PartStat.NEEDS_ACTION, Rsvp.TRUE, new Cn(who.name()))),
                URI.create("mailto:" + Objects.requireNonNull(who.email())));
    }

    private static VAlarm alarm() {
        var alarm = new VAlarm();
        alarm.add(new Action("DISPLAY"));
        alarm.add(new Trigger(Duration.ofDays(-1)));
        alarm.add(new Description("Tomorrow"));
        return alarm;
    }
}
