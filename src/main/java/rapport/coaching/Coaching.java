package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.calendar.Calendar;
import rapport.calendar.Hold.Clash;
import rapport.calendar.Hold.Granted;
import rapport.coaching.Programme.Rep;
import rapport.coaching.Starting.Started;
import rapport.coaching.Starting.TooMuch;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** Everything one can do with programmes and sessions. Each public method is one transaction. */
@Service
@Transactional
public class Coaching {

    /** How far ahead time is protected. */
    static final Period AHEAD = Period.ofWeeks(8);

    private final Programmes programmes;
    private final Sessions sessions;
    private final Calendar calendar;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Coaching(Programmes programmes, Sessions sessions, Calendar calendar, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.programmes = programmes;
        this.sessions = sessions;
        this.calendar = calendar;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Promises sessions to some of one's own people and protects their time; what clashes is due all the same. */
    public Starting start(StartProgramme wish, Viewer viewer) {
        mustCoach(wish.reps(), viewer);
        var programme = Programme.begin(wish, viewer.id(), clock);
        var share = Programme.shareOfAWeek(wish.reps().size(), wish.everyWeeks(), wish.minutes());
        if (share > Programme.MOST_OF_A_WEEK && (wish.overCapacity() == null || wish.overCapacity().isBlank())) {
            return new TooMuch((int) Math.round(share * 100), "%d people × (%d + %d min) every %d weeks".formatted(
                    wish.reps().size(), wish.minutes(), Programme.PREPARATION_MINUTES, wish.everyWeeks()));
        }
        var begun = programmes.save(programme);
        audit.record("coaching.programme.started", begun.id().toString(),
                Map.of("reps", begun.reps().size(), "everyWeeks", begun.everyWeeks(), "minutes", begun.minutes()), viewer);
        var generated = begun.reps().stream().flatMap(rep -> generate(begun, rep).stream()).toList();
        return new Started(begun, generated.size(), (int) generated.stream().filter(it -> it.block() == null).count());
    }

    /** For its coach and its reps; to everybody else there is no such programme. */
    @Transactional(readOnly = true)
    public Programme programme(ProgrammeId id, Viewer viewer) {
        return programmes.findById(id)
                .filter(it -> viewer.isSystem() || viewer.is(it.coach()) || it.reps().stream().map(Rep::person).anyMatch(viewer::is))
                .orElseThrow(() -> new NotFound("coaching.programme-not-found", "There is no programme " + id));
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

    /** Comes, and knows that it is coaching; accepting again changes nothing. */
    public void accept(SessionId id, Viewer viewer) {
        session(id, viewer);
        var accepted = jdbc.sql("""
                        insert into coaching.acceptance (session, person, accepted_at, through) values (:session, :person, :now, :through)
                            on conflict (workspace, session, person) do nothing""")
                .param("session", id.value()).param("person", viewer.id().value())
                .param("now", Utc.of(clock.instant())).param("through", viewer.through().name()).update();
        if (accepted > 0) {
            audit.record("coaching.session.accepted", id.toString(), Map.of(), viewer);
        }
    }

    /** Who has accepted, and when. */
    @Transactional(readOnly = true)
    public Map<PersonId, Instant> acceptances(SessionId id, Viewer viewer) {
        session(id, viewer);
        record Row(java.util.UUID person, Instant acceptedAt) {}
        return jdbc.sql("select person, accepted_at from coaching.acceptance where session = :session").param("session", id.value())
                .query(Row.class).stream().collect(java.util.stream.Collectors.toMap(it -> new PersonId(it.person), Row::acceptedAt));
    }

    /** The days of the cadence up to {@link #AHEAD}, at the same time on the wall clock, in summer and in winter. */
    private List<Session> generate(Programme programme, Rep rep) {
        var until = clock.instant().atZone(programme.zone()).plus(AHEAD).toLocalDateTime();
        return java.util.stream.Stream.iterate(rep.firstSlot(), it -> !it.isAfter(until), it -> it.plusWeeks(programme.everyWeeks()))
                .map(slot -> booked(programme, rep, slot))
                .toList();
    }

    private Session booked(Programme programme, Rep rep, java.time.LocalDateTime slot) {
        var startsAt = slot.atZone(programme.zone()).toInstant();
        var planned = new Session(Ids.next(clock, SessionId::new), programme.id(), programme.coach(), rep.person(), slot.toLocalDate(), startsAt, programme.minutes(), null, null);
        var block = switch (calendar.protect(planned.slot(), "Coaching", Set.of(programme.coach(), rep.person()))) {
            case Granted(var granted) -> granted;
            case Clash _ -> null;
        };
        return sessions.save(new Session(planned.id(), planned.programme(), planned.coach(), planned.rep(), planned.dueOn(), startsAt, planned.minutes(), block, null));
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
