package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** The viewer's own sessions: those they coach and those they are coached in. */
@Component
@Transactional(readOnly = true)
public class SessionList {

    /** How a session stands before it is held. */
    public enum State { NEEDS_A_TIME, INVITED, ACCEPTED, CALLED_OFF }

    /** @param mine the viewer has accepted @param theirs the other one has */
    public record Row(UUID id, UUID programme, UUID coach, UUID rep, Instant startsAt, int minutes, boolean protectedTime, boolean calledOff, boolean mine, boolean theirs) {

        public State state() {
            return calledOff ? State.CALLED_OFF : !protectedTime ? State.NEEDS_A_TIME : mine && theirs ? State.ACCEPTED : State.INVITED;
        }
    }

    /** A programme whose expectations the viewer has not signed. */
    public record Unsigned(UUID programme, UUID coach) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From now on, earliest first. @param coach only theirs, or null @param rep only theirs, or null */
    public List<Row> coming(@Nullable PersonId coach, @Nullable PersonId rep, int limit, Viewer viewer) {
        return jdbc.sql("""
                        select s.id, s.programme, s.coach, s.rep, s.starts_at, s.minutes, s.block is not null as protected_time,
                               exists (select from coaching.calling_off o where o.session = s.id) as called_off,
                               exists (select from coaching.acceptance a where a.session = s.id and a.sequence = s.sequence and a.person = :me) as mine,
                               exists (select from coaching.acceptance a where a.session = s.id and a.sequence = s.sequence and a.person <> :me) as theirs
                          from coaching.session s
                         where (s.coach = :me or s.rep = :me) and s.starts_at > :now
                           and (:coach::uuid is null or s.coach = :coach) and (:rep::uuid is null or s.rep = :rep)
                         order by s.starts_at, s.id
                         limit :limit""")
                .param("me", viewer.id().value())
                .param("now", Utc.of(clock.instant()))
                .param("coach", coach == null ? null : coach.value())
                .param("rep", rep == null ? null : rep.value())
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    public List<Unsigned> unsigned(Viewer viewer) {
        return jdbc.sql("""
                        select p.id as programme, p.coach from coaching.programme p
                         where p.ended_at is null and (p.coach = :me or exists (select from coaching.session t where t.programme = p.id and t.coach = :me) or exists (select from coaching.rep r where r.programme = p.id and r.person = :me))
                           and not exists (select from coaching.signature s where s.programme = p.id and s.edition = p.edition and s.person = :me)
                         order by p.started_at limit 20""")
                .param("me", viewer.id().value())
                .query(Unsigned.class)
                .list();
    }
}
