package rapport.coaching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.calendar.Calendar;
import rapport.calendar.Hold.Clash;
import rapport.calendar.Hold.Granted;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Disturbance.Kind;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Slot;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.Workforce;

/** Keeps a session's time, or says in the ledger who gave it up and why. Each public method is one transaction. */
@Service
@Transactional
public class ProtectedTime {

    /** In everybody's calendar. Condition C1 wants the word. */
    static final String TITLE = "Coaching";

    static final int SHORTEST = 15;
    static final int LONGEST = 180;
    private static final int SUGGESTIONS = 6;
    private static final int MANY = 200;
    private static final Duration ENOUGH_TO_PREPARE = Duration.ofHours(25);

    private final Coaching coaching;
    private final Sessions sessions;
    private final Calendar calendar;
    private final Workforce workforce;
    private final Meeting meeting;
    private final Invites invites;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    ProtectedTime(Coaching coaching, Sessions sessions, Calendar calendar, Workforce workforce, Meeting meeting, Invites invites, Audit audit, JdbcClient jdbc, Clock clock) {
        this.coaching = coaching;
        this.sessions = sessions;
        this.calendar = calendar;
        this.workforce = workforce;
        this.meeting = meeting;
        this.invites = invites;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Another start, another length, or a first time for a session that has none. Whoever moves it has accepted the new time; the other is asked anew.
     *
     * @param minutes 15 to 180
     */
    public Moving move(SessionId id, Instant start, int minutes, Cause cause, String reason, Viewer viewer) {
        var session = movable(id, viewer);
        mayBeSaid(cause);
        if (!start.isAfter(clock.instant())) {
            throw new Refused("coaching.past", "That time has passed. Choose one that is to come.");
        }
        if (minutes < SHORTEST || minutes > LONGEST) {
            throw new Refused("coaching.minutes", "A session takes %d to %d minutes.".formatted(SHORTEST, LONGEST));
        }
        if (start.equals(session.startsAt()) && minutes == session.minutes() && session.block() != null) {
            return new Moving.Done(session);
        }
        return switch (calendar.move(session.block(), Slot.of(start, Duration.ofMinutes(minutes)), TITLE, Set.of(session.coach(), session.rep()))) {
            case Clash(var who, var until) -> new Moving.InTheWay(who, until);
            case Granted(var block) -> {
                var moved = sessions.save(session.at(start, minutes, block));
                var revived = jdbc.sql("delete from coaching.calling_off where session = :session").param("session", id.value()).update() > 0;
                write(revived ? Kind.REVIVED : start.equals(session.startsAt()) && session.block() != null && minutes < session.minutes() ? Kind.SHORTENED : Kind.MOVED,
                        session, cause, reason, moved, viewer);
                coaching.accept(id, viewer);
                invites.invite(moved);
                yield new Moving.Done(moved);
            }
        };
    }

    /** Off, and the time given back to both. It stays due unless the cause excuses. */
    public void cancel(SessionId id, Cause cause, String reason, Viewer viewer) {
        mayBeSaid(cause);
        callOff(movable(id, viewer), cause, reason, viewer);
    }

    /** Everything of these days on the person's own clock that has not begun. */
    public void callOffDays(PersonId person, java.time.LocalDate first, java.time.LocalDate last, Cause cause, Viewer viewer) {
        var zone = workforce.person(person, viewer).timeZone();
        jdbc.sql("""
                        select s.id from coaching.session s
                         where (s.coach = :person or s.rep = :person) and s.starts_at >= :from and s.starts_at < :until and s.starts_at > :now
                           and not exists (select from coaching.holding h where h.session = s.id) and not exists (select from coaching.calling_off o where o.session = s.id)
                         order by s.starts_at, s.id""")
                .param("person", person.value()).param("from", Utc.of(first.atStartOfDay(zone).toInstant())).param("until", Utc.of(last.plusDays(1).atStartOfDay(zone).toInstant()))
                .param("now", Utc.of(clock.instant())).query(UUID.class).list()
                .forEach(it -> callOff(coaching.session(new SessionId(it), viewer), cause, "", viewer));
    }

    /** For whoever decides about many at once: absences, the end of a programme. */
    void callOff(Session session, Cause cause, String reason, Viewer viewer) {
        var off = jdbc.sql("insert into coaching.calling_off (session, excused) values (:session, :excused) on conflict (workspace, session) do nothing")
                .param("session", session.id().value()).param("excused", cause.excuses()).update();
        if (off == 0) {
            return; // off already
        }
        if (session.block() != null) {
            calendar.release(session.block());
        }
        var without = sessions.save(session.withoutTime());
        write(Kind.CANCELLED, session, cause, reason, null, viewer);
        invites.takeBack(without, cause.excuses());
    }

    /** One tap: a customer calls, and the talk ends here. */
    public void cutShort(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        if (meeting.holding(id, viewer).map(it -> it.endedAt() != null).orElse(true)) {
            throw new Refused("coaching.not-running", "It is not running, so it cannot be cut short. Move it instead.");
        }
        meeting.end(id, viewer);
        write(Kind.CUT_SHORT, session, Cause.CUSTOMER, "", null, viewer);
    }

    /** Somebody else coaches this once. They know nothing of earlier sessions, and accept, sign and prepare for themselves. */
    public Moving substitute(SessionId id, PersonId substitute, Cause cause, String reason, Viewer viewer) {
        var session = movable(id, viewer);
        mayBeSaid(cause);
        var other = workforce.person(substitute, viewer);
        if (!viewer.is(session.coach()) || substitute.equals(session.rep()) || substitute.equals(session.coach()) || !other.role().leads() || other.deactivatedAt() != null) {
            throw new Refused("coaching.substitute", "The coach names a colleague who leads people and is not the rep.");
        }
        return switch (calendar.move(session.block(), session.slot(), TITLE, Set.of(substitute, session.rep()))) {
            case Clash(var who, var until) -> new Moving.InTheWay(who, until);
            case Granted(var block) -> {
                var handed = sessions.save(session.coachedBy(substitute, block));
                write(Kind.SUBSTITUTED, session, cause, reason, handed, viewer);
                invites.release(session);
                invites.invite(handed);
                yield new Moving.Done(handed);
            }
        };
    }

    /** Times at which both are free within the next fortnight, a morning and an afternoon a day, early enough for both to accept and prepare. */
    @Transactional(readOnly = true)
    public List<Slot> suggestions(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var now = clock.instant();
        var country = jdbc.sql("select holidays from coaching.programme where id = :id").param("id", session.programme().value()).query(String.class).single();
        var free = calendar.free(Set.of(session.coach(), session.rep()), session.minutes(), now.plus(ENOUGH_TO_PREPARE), now.plus(Duration.ofDays(14)), viewer.zone(), country, MANY);
        var halves = new java.util.HashSet<String>();
        return free.stream().filter(it -> {
            var local = it.start().atZone(viewer.zone());
            return halves.add(local.toLocalDate() + (local.getHour() < 12 ? " morning" : " afternoon"));
        }).limit(SUGGESTIONS).toList();
    }

    /** What became of this session's time, oldest first. */
    @Transactional(readOnly = true)
    public List<Disturbance> ledger(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select id, session, kind, cause, reason, who, at, before_start, before_minutes, after_start, after_minutes from coaching.disturbance where session = :session order by position")
                .param("session", id.value()).query(Disturbance.class).list();
    }

    /** Whether it is called off, and if so whether that is excused. */
    @Transactional(readOnly = true)
    public Optional<Boolean> calledOff(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select excused from coaching.calling_off where session = :session").param("session", id.value()).query(Boolean.class).optional();
    }

    private Session movable(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        viewer.mustChange();
        coaching.oneAfterTheOther(id);
        var session = coaching.session(id, viewer);
        if (meeting.holding(id, viewer).isPresent()) {
            throw new Refused("coaching.begun", "It has begun. End it, or cut it short.");
        }
        return session;
    }

    private static void mayBeSaid(Cause cause) {
        if (!cause.sayable()) {
            throw new Refused("coaching.cause", "Say why: a customer, something internal, leave, illness or something else.");
        }
    }

    private void write(Kind kind, Session before, Cause cause, String reason, @Nullable Session after, Viewer viewer) {
        jdbc.sql("""
                        insert into coaching.disturbance (id, session, kind, cause, reason, who, at, before_start, before_minutes, after_start, after_minutes)
                        values (:id, :session, :kind, :cause, :reason, :who, :now, :beforeStart, :beforeMinutes, :afterStart, :afterMinutes)""")
                .param("id", Ids.next(clock, (UUID uuid) -> uuid)).param("session", before.id().value()).param("kind", kind.name()).param("cause", cause.name())
                .param("reason", reason.strip()).param("who", viewer.id().value()).param("now", Utc.of(clock.instant()))
                .param("beforeStart", Utc.of(before.startsAt())).param("beforeMinutes", before.minutes())
                .param("afterStart", after == null ? null : Utc.of(after.startsAt())).param("afterMinutes", after == null ? null : after.minutes()).update();
        audit.record("coaching.session." + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), before.id().toString(), Map.of("cause", cause.name()), viewer);
    }
}
