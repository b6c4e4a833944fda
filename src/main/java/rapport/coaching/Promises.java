package rapport.coaching;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.coaching.Disturbance.Cause;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;

/** What becomes of a programme once it runs: it is kept filled, joined, reworded and ended. Each public method is one transaction. */
@Service
@Transactional
public class Promises {

    private final Coaching coaching;
    private final Programmes programmes;
    private final Ahead ahead;
    private final ProtectedTime time;
    private final People people;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Promises(Coaching coaching, Programmes programmes, Ahead ahead, ProtectedTime time, People people, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.coaching = coaching;
        this.programmes = programmes;
        this.ahead = ahead;
        this.time = time;
        this.people = people;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Books what has come within reach since the last time, in every programme that goes on. @return how many sessions */
    public int keepFilled(Viewer viewer) {
        var running = jdbc.sql("select id from coaching.programme where ended_at is null order by id").query(UUID.class).list();
        return running.stream().mapToInt(it -> ahead.book(coaching.programme(new ProgrammeId(it), viewer)).size()).sum();
    }

    /** Somebody new is coached, too, from the next free day of the cadence on. @return how many sessions were booked */
    public int join(ProgrammeId id, PersonId rep, Viewer viewer) {
        var programme = running(id, viewer);
        if (!line.of(viewer).shows(Optional.of(rep))) {
            throw new Forbidden("coaching.not-your-line", "You coach people who answer to you.");
        }
        if (programme.reps().stream().anyMatch(it -> it.person().equals(rep))) {
            return 0; // joined already
        }
        var joined = programmes.save(programme.joinedBy(rep, clock.instant()));
        coaching.promise(joined, joined.reps().getLast());
        audit.record("coaching.programme.joined", id.toString(), Map.of("rep", rep.toString()), viewer);
        return ahead.book(joined).size();
    }

    /** Other words are another edition, which everybody signs anew. The same words change nothing. */
    public void expect(ProgrammeId id, String words, Viewer viewer) {
        var programme = running(id, viewer);
        if (words.isBlank()) {
            throw new Refused("coaching.no-expectations", "Say what coaching means here. Both will sign it.");
        }
        if (!words.strip().equals(programme.expectations())) {
            var reworded = programmes.save(programme.expecting(words));
            audit.record("coaching.programme.reworded", id.toString(), Map.of("edition", reworded.edition()), viewer);
            coaching.sign(id, viewer);
        }
    }

    /** No further sessions; those to come are called off, excused. Verdicts and notes stay. */
    public void end(ProgrammeId id, Viewer viewer) {
        var programme = running(id, viewer);
        programmes.save(programme.end(clock.instant()));
        jdbc.sql("delete from coaching.promise where programme = :programme").param("programme", id.value()).update();
        jdbc.sql("""
                        select s.id from coaching.session s where s.programme = :programme and s.starts_at > :now
                           and not exists (select from coaching.holding h where h.session = s.id) order by s.starts_at, s.id""")
                .param("programme", id.value()).param("now", Utc.of(clock.instant())).query(UUID.class).list()
                .forEach(it -> time.callOff(coaching.session(new SessionId(it), Viewer.system(viewer.workspace(), "programme ended")), Cause.ENDED, "", viewer));
        audit.record("coaching.programme.ended", id.toString(), Map.of(), viewer);
    }

    /** Those who answer to the viewer directly and whom nobody coaches. */
    @Transactional(readOnly = true)
    public List<People.Row> uncoached(Viewer viewer) {
        if (!viewer.role().leads()) {
            return List.of();
        }
        var coached = jdbc.sql("select rep from coaching.promise").query(UUID.class).list();
        return people.team(line.of(viewer), viewer).stream()
                .filter(it -> it.active() && viewer.id().equals(it.managerId()) && it.role() == rapport.kernel.Role.REP && !coached.contains(it.id().value()))
                .toList();
    }

    /** Programmes the viewer coaches, those that go on, newest first. */
    @Transactional(readOnly = true)
    public List<Programme> own(Viewer viewer) {
        return jdbc.sql("select id from coaching.programme where coach = :me and ended_at is null order by started_at desc, id").param("me", viewer.id().value())
                .query(UUID.class).stream().map(it -> coaching.programme(new ProgrammeId(it), viewer)).toList();
    }

    private Programme running(ProgrammeId id, Viewer viewer) {
        var programme = coaching.programme(id, viewer);
        if (!viewer.is(programme.coach())) {
            throw new Forbidden("coaching.only-its-coach", "Only whoever promised it changes a programme.");
        }
        if (programme.endedAt() != null) {
            throw new Refused("coaching.programme-ended", "This programme has ended. Start another.");
        }
        return programme;
    }
}
