package rapport.coaching;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Appointment;
import rapport.calendar.Appointment.Attendee;
import rapport.calendar.Ics;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Workspaces;
import rapport.mail.Letter;
import rapport.mail.Letter.Invitation;
import rapport.mail.Mail;
import rapport.mail.Server;
import rapport.people.People;
import rapport.people.Secrets;
import rapport.web.Site;

/** Puts sessions into people's own calendars by mail, named as coaching and naming both; and takes them back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Invites {

    private static final String STILL_DUE = "This session is called off, and both calendars are free again. It stays due: find another time at %s/coaching/sessions/%s/time\n";
    private static final String OVER = "This session is called off, and both calendars are free again. Nobody owes it: %s/coaching/sessions/%s\n";
    private static final String HANDED_OVER = "A colleague coaches this session in your place, and your calendar is free again. %s/coaching\n";

    private final Policies policies;
    private final Mail mail;
    private final Server server;
    private final People people;
    private final Site site;
    private final JdbcClient jdbc;
    private final Clock clock;

    Invites(Policies policies, Mail mail, Server server, People people, Site site, JdbcClient jdbc, Clock clock) {
        this.policies = policies;
        this.mail = mail;
        this.server = server;
        this.people = people;
        this.site = site;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** To both: when, with whom, and a link to accept by. Nothing while there is no time yet. */
    void invite(Session session) {
        if (server.isOn() && session.block() != null) {
            send(session, List.of(session.coach(), session.rep()), null);
        }
    }

    /** From both calendars, whatever they had answered. @param excused nobody owes it any more */
    void takeBack(Session session, boolean excused) {
        if (server.isOn()) {
            send(session, List.of(session.coach(), session.rep()), excused ? OVER : STILL_DUE);
        }
    }

    /** From the calendar of the coach somebody stands in for; the rep gets the invitation as it is now. */
    void release(Session before) {
        if (server.isOn()) {
            send(before.withoutTime(), List.of(before.coach()), HANDED_OVER);
        }
    }

    /** @param goodbye why it is taken back, or null for an invitation */
    private void send(Session session, List<PersonId> to, @Nullable String goodbye) {
        var cancelled = goodbye != null;
        var both = people.addressesOf(List.of(session.coach(), session.rep()));
        var appointment = appointment(session, both, Map.of(), cancelled);
        var calendar = new Invitation(cancelled ? "CANCEL" : "REQUEST", Ics.invitation(appointment, site.root(), server.from()));
        for (var person : to) {
            var address = both.get(person);
            if (address != null && address.email() != null) {
                var key = "%s %s %d %s".formatted(cancelled ? "cancel" : "invite", session.id(), session.sequence(), person);
                mail.post(new Letter(key, address.email(), (cancelled ? "Called off: " : "") + appointment.summary(), goodbye == null ? words(session, person) : goodbye.formatted(site.root(), session.id()), calendar));
            }
        }
    }

    private String words(Session session, PersonId person) {
        return """
                This is coaching: booked, protected for both of you, and prepared by both.

                Accept at least %d hours before it begins:
                %s/accept/%s

                Prepare the day before:
                %s/coaching/sessions/%s/preparation
                """.formatted(policies.current().acceptBefore().toHours(), site.root(), link(session, person), site.root(), session.id());
    }

    private String link(Session session, PersonId person) {
        var secret = Secrets.next();
        jdbc.sql("insert into coaching.accept_link (hash, workspace, session, sequence, person, expires_at) values (:hash, :workspace, :session, :sequence, :person, :expires)")
                .param("hash", Secrets.fingerprint(secret)).param("workspace", Workspaces.current().orElseThrow().value()).param("session", session.id().value())
                .param("sequence", session.sequence()).param("person", person.value()).param("expires", Utc.of(session.startsAt())).update();
        return secret;
    }

    /** @param accepted who has said yes to the time as it stands */
    Appointment appointment(Session session, Map<PersonId, People.Address> both, Map<UUID, Boolean> accepted, boolean cancelled) {
        var coach = both.get(session.coach());
        var rep = both.get(session.rep());
        return new Appointment(session.id().value(), session.sequence(), session.slot(), "Coaching: %s / %s".formatted(name(coach), name(rep)),
                "Coaching, protected for both. The rep brings one to three deals or a skill; the coach brings questions. Both prepare the day before.",
                "/coaching/sessions/" + session.id(), clock.instant(), cancelled,
                List.of(attendee(coach, accepted.getOrDefault(session.coach().value(), false)), attendee(rep, accepted.getOrDefault(session.rep().value(), false))));
    }

    private static Attendee attendee(People.@Nullable Address who, boolean accepted) {
        return new Attendee(name(who), who == null ? null : who.email(), accepted);
    }

    private static String name(People.@Nullable Address who) {
        return who == null ? "somebody who left" : Objects.requireNonNull(who.name());
    }
}
