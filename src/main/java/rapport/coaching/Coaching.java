package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.calendar.Holidays;
import rapport.coaching.Programme.Rep;
import rapport.coaching.Starting.Started;
import rapport.coaching.Starting.TooMuch;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** Everything one can do with programmes and sessions. Each public method is one transaction. */
@Service
@Transactional
public class Coaching {

    private final Programmes programmes;
    private final Sessions sessions;
    private final Ahead ahead;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Coaching(Programmes programmes, Sessions sessions, Ahead ahead, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.programmes = programmes;
        this.sessions = sessions;
        this.ahead = ahead;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Promises sessions to some of one's own people and protects their time; what clashes is due all the same. */
    public Starting start(StartProgramme wish, Viewer viewer) {
        mustCoach(wish.reps(), viewer);
        if (!wish.firstSlot().atZone(wish.zone()).toInstant().isAfter(clock.instant())) {
            throw new Refused("coaching.past", "The first session lies in the past. Choose a time that is to come.");
        }
        if (!wish.holidays().isEmpty() && !Holidays.knows(wish.holidays())) {
            throw new Refused("coaching.holidays", "No holidays are known for %s. Choose a country from the list, or none.".formatted(wish.holidays()));
        }
        var programme = Programme.begin(wish, viewer.id(), clock);
        var share = Programme.shareOfAWeek(wish.reps().size(), wish.everyWeeks(), wish.minutes());
        if (share > Programme.MOST_OF_A_WEEK && (wish.overCapacity() == null || wish.overCapacity().isBlank())) {
            return new TooMuch((int) Math.round(share * 100), "%d people × (%d + %d min) every %d weeks".formatted(
                    wish.reps().size(), wish.minutes(), Programme.PREPARATION_MINUTES, wish.everyWeeks()));
        }
        var begun = programmes.save(programme);
        begun.reps().forEach(it -> promise(begun, it));
        audit.record("coaching.programme.started", begun.id().toString(),
                Map.of("reps", begun.reps().size(), "everyWeeks", begun.everyWeeks(), "minutes", begun.minutes()), viewer);
        var generated = ahead.book(begun);
        return new Started(begun, generated.size(), (int) generated.stream().filter(it -> it.block() == null).count());
    }

    /** A form that is sent twice makes no second programme. */
    void promise(Programme programme, Rep rep) {
        var promised = jdbc.sql("insert into coaching.promise (coach, rep, first_slot, programme) values (:coach, :rep, :first, :programme) on conflict (workspace, coach, rep, first_slot) do nothing")
                .param("coach", programme.coach().value()).param("rep", rep.person().value()).param("first", rep.firstSlot()).param("programme", programme.id().value()).update();
        if (promised == 0) {
            throw new Refused("coaching.promised-already", "You have promised this already, from the same time on. It stands under Coaching.");
        }
    }

    /** For its coach and its reps; to everybody else there is no such programme. */
    @Transactional(readOnly = true)
    public Programme programme(ProgrammeId id, Viewer viewer) {
        return programmes.findById(id)
                .filter(it -> viewer.isSystem() || viewer.is(it.coach()) || it.reps().stream().map(Rep::person).anyMatch(viewer::is) || standsIn(id, viewer))
                .orElseThrow(() -> new NotFound("coaching.programme-not-found", "There is no programme " + id));
    }

    private boolean standsIn(ProgrammeId id, Viewer viewer) {
        return jdbc.sql("select exists (select from coaching.session where programme = :programme and coach = :me)")
                .param("programme", id.value()).param("me", viewer.id().value()).query(Boolean.class).single();
    }

    /** Signs the expectations as they stand; signing again changes nothing. */
    public void sign(ProgrammeId id, Viewer viewer) {
        var programme = programme(id, viewer);
        var signed = jdbc.sql("""
                        insert into coaching.signature (programme, edition, person, signed_at) values (:programme, :edition, :person, :now)
                            on conflict (workspace, programme, edition, person) do nothing""")
                .param("programme", id.value()).param("edition", programme.edition()).param("person", viewer.id().value())
                .param("now", Utc.of(clock.instant())).update();
        if (signed > 0) {
            audit.record("coaching.agreement.signed", id.toString(), Map.of("edition", programme.edition()), viewer);
        }
    }

    /** Who has signed the expectations as they stand. */
    @Transactional(readOnly = true)
    public Map<PersonId, Instant> signatures(ProgrammeId id, Viewer viewer) {
        var programme = programme(id, viewer);
        record Row(java.util.UUID person, Instant signedAt) {}
        return jdbc.sql("select person, signed_at from coaching.signature where programme = :programme and edition = :edition")
                .param("programme", id.value()).param("edition", programme.edition())
                .query(Row.class).stream().collect(java.util.stream.Collectors.toMap(it -> new PersonId(it.person), Row::signedAt));
    }

    /** For its participants; to everybody else there is no such session. */
    @Transactional(readOnly = true)
    public Session session(SessionId id, Viewer viewer) {
        return sessions.findById(id).filter(it -> it.isOpenTo(viewer))
                .orElseThrow(() -> new NotFound("coaching.session-not-found", "There is no coaching session " + id));
    }

    /** Two who change the same session at once go one after the other; the second sees what the first did. */
    void oneAfterTheOther(SessionId id) {
        jdbc.sql("select 1 from coaching.session where id = :session for update").param("session", id.value()).query(Integer.class).list();
    }

    /** When these two last sat together before this session; a fortnight before it when they never did. */
    @Transactional(readOnly = true)
    public Instant lastTime(SessionId id, Viewer viewer) {
        var session = session(id, viewer);
        return jdbc.sql("""
                        select max(h.ended_at) from coaching.holding h join coaching.session s on s.id = h.session
                         where s.coach = :coach and s.rep = :rep and s.starts_at < :start""")
                .param("coach", session.coach().value()).param("rep", session.rep().value()).param("start", Utc.of(session.startsAt()))
                .query((row, _) -> java.util.Optional.ofNullable(row.getObject(1, java.time.OffsetDateTime.class)).map(java.time.OffsetDateTime::toInstant)).single()
                .orElse(session.startsAt().minus(java.time.Duration.ofDays(14)));
    }

    /** Comes at the time as it stands, and knows that it is coaching; accepting again changes nothing. */
    public void accept(SessionId id, Viewer viewer) {
        var session = session(id, viewer);
        var accepted = jdbc.sql("""
                        insert into coaching.acceptance (session, sequence, person, accepted_at, through) values (:session, :sequence, :person, :now, :through)
                            on conflict (workspace, session, sequence, person) do nothing""")
                .param("session", id.value()).param("sequence", session.sequence()).param("person", viewer.id().value())
                .param("now", Utc.of(clock.instant())).param("through", viewer.through().name()).update();
        if (accepted > 0) {
            audit.record("coaching.session.accepted", id.toString(), Map.of(), viewer);
        }
    }

    /** Agrees that a late yes is all right this once. It helps when both do. */
    public void agreeToLate(SessionId id, Viewer viewer) {
        accept(id, viewer);
        jdbc.sql("""
                        insert into coaching.late_agreement (session, sequence, person, agreed_at) values (:session, :sequence, :person, :now)
                            on conflict (workspace, session, sequence, person) do nothing""")
                .param("session", id.value()).param("sequence", session(id, viewer).sequence()).param("person", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
    }

    /** Who has accepted the time as it stands, and when. */
    @Transactional(readOnly = true)
    public Map<PersonId, Instant> acceptances(SessionId id, Viewer viewer) {
        return said("select person, accepted_at as at from coaching.acceptance where session = :session and sequence = :sequence", id, viewer);
    }

    /** Who has agreed to a late yes, and when. */
    @Transactional(readOnly = true)
    public Map<PersonId, Instant> lateAgreements(SessionId id, Viewer viewer) {
        return said("select person, agreed_at as at from coaching.late_agreement where session = :session and sequence = :sequence", id, viewer);
    }

    private Map<PersonId, Instant> said(String sql, SessionId id, Viewer viewer) {
        record Row(java.util.UUID person, Instant at) {}
        var session = session(id, viewer);
        return jdbc.sql(sql).param("session", id.value()).param("sequence", session.sequence())
                .query(Row.class).stream().collect(java.util.stream.Collectors.toMap(it -> new PersonId(it.person), Row::at));
    }

    private void mustCoach(List<PersonId> reps, Viewer viewer) {
        if (!viewer.role().leads() || viewer.isSystem()) {
            throw new Forbidden("coaching.only-coaches", "Managers and administrators start programmes. Ask yours.");
        }
        var visible = line.of(viewer);
        if (!reps.stream().allMatch(it -> visible.shows(java.util.Optional.of(it)))) {
            throw new Forbidden("coaching.not-your-line", "You coach people who answer to you.");
        }
    }
}
