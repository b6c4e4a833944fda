package rapport.coaching;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Appointment;
import rapport.calendar.Appointments;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;

/** Sessions as one's own calendar shows them: when and with whom, never what about. */
@Component
@Transactional(readOnly = true)
class CoachingAppointments implements Appointments {

    private static final int MOST = 500;

    private final Sessions sessions;
    private final Invites invites;
    private final People people;
    private final JdbcClient jdbc;

    CoachingAppointments(Sessions sessions, Invites invites, People people, JdbcClient jdbc) {
        this.sessions = sessions;
        this.invites = invites;
        this.people = people;
        this.jdbc = jdbc;
    }

    /** What needs a time is in nobody's calendar. */
    @Override
    public List<Appointment> of(Instant from, Instant until, Viewer viewer) {
        record Row(UUID id, boolean coachAccepted, boolean repAccepted) {}
        var rows = jdbc.sql("""
                        select s.id,
                               exists (select from coaching.acceptance a where a.session = s.id and a.sequence = s.sequence and a.person = s.coach) as coach_accepted,
                               exists (select from coaching.acceptance a where a.session = s.id and a.sequence = s.sequence and a.person = s.rep) as rep_accepted
                          from coaching.session s
                         where (s.coach = :me or s.rep = :me) and s.block is not null and s.starts_at >= :from and s.starts_at < :until
                         order by s.starts_at desc, s.id limit :most""")
                .param("me", viewer.id().value()).param("from", Utc.of(from)).param("until", Utc.of(until)).param("most", MOST).query(Row.class).list();
        var found = sessions.findAllById(rows.stream().map(it -> new SessionId(it.id)).toList());
        var names = people.addressesOf(found.stream().flatMap(it -> java.util.stream.Stream.of(it.coach(), it.rep())).toList());
        Map<UUID, Row> answers = new HashMap<>();
        rows.forEach(it -> answers.put(it.id, it));
        return found.stream().map(it -> {
            var row = answers.get(it.id().value());
            return invites.appointment(it, names, Map.of(it.coach().value(), row.coachAccepted, it.rep().value(), row.repAccepted), false);
        }).toList();
    }
}
