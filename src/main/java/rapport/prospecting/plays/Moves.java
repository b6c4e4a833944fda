package rapport.prospecting.plays;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Audit;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.PlayId;

/**
 * Takes whoever plays an older version on to the newest. A portion at a time, of one owner, and without waiting for anybody: mail goes out
 * meanwhile. Whose step is on its way just then stays, or they would get it twice.
 */
@Service
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class Moves {

    private static final int PORTION = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    /** @param moved who play the newest now @param left who play an older one still: their step was on its way */
    public record Moved(int moved, long left) {}

    /** @param until of a pause @param because of a pause */
    private record Behind(Course.Enrolled who, @Nullable Instant until, String because) {}

    private record Portion(int moved, UUID last) {}

    private final Plays plays;
    private final Enrolments enrolments;
    private final Course course;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    Moves(Plays plays, Enrolments enrolments, Course course, ReportingLine line, Audit audit, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.plays = plays;
        this.enrolments = enrolments;
        this.course = course;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** They go on with the step they are at; what was planned is planned anew. Who waits for somebody to look, or is away, still does. */
    public Moved move(PlayId id, Viewer viewer) {
        Plays.mustWrite(viewer);
        var play = plays.play(id, viewer);
        if (play.live() == null) {
            return new Moved(0, 0);
        }
        var moved = 0;
        for (var owner : requireNonNull(transactions.execute(_ -> owners(play, viewer)))) {
            for (var last = FIRST; last != null;) {
                var after = last;
                var portion = requireNonNull(transactions.execute(_ -> portion(play, owner, after)));
                moved += portion.moved;
                last = portion.last.equals(after) ? null : portion.last;
            }
        }
        var people = moved;
        transactions.executeWithoutResult(_ -> audit.record("prospecting.play.moved", id.toString(), Map.of("people", people, "version", play.live()), viewer));
        return new Moved(moved, enrolments.behind(play, viewer));
    }

    private List<UUID> owners(Plays.Play play, Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select distinct e.owner from prospecting.enrolment e where %s and %s".formatted(Enrolments.older(play), visible.sql("e.owner"))).param("key", play.id().value()).param("visible", visible.ids()).query(UUID.class).list();
    }

    private Portion portion(Plays.Play play, UUID owner, UUID after) {
        var all = jdbc.sql("""
                        select id, contact, account, play, version, owner, state, place, until, because from prospecting.enrolment e
                         where %s and e.owner = :owner and e.id > :after order by e.id limit %d for update skip locked""".formatted(Enrolments.older(play), PORTION))
                .param("key", play.id().value()).param("owner", owner).param("after", after)
                .query((row, _) -> new Behind(new Course.Enrolled(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class), row.getObject(4, UUID.class), row.getInt(5), row.getObject(6, UUID.class), row.getString(7), row.getInt(8)),
                        row.getTimestamp(9) == null ? null : row.getTimestamp(9).toInstant(), row.getString(10))).list();
        if (all.isEmpty()) {
            return new Portion(0, after);
        }
        var busy = callOff(all);
        var free = all.stream().filter(it -> !busy.contains(it.who.id())).toList();
        jdbc.sql("update prospecting.enrolment set version = :version where id = any(:ids)").param("version", play.live()).param("ids", ids(free)).update();
        free.stream().filter(it -> !it.who.state().equals("HELD")).collect(Collectors.groupingBy(it -> it.who.place(), TreeMap::new, Collectors.toList()))
                .forEach((place, some) -> course.go(some.stream().map(it -> it.who.in(requireNonNull(play.live()))).toList(), place));
        free.stream().filter(it -> it.until != null && it.who.state().equals("PAUSED")).forEach(this::pauseAgain);
        return new Portion(free.size(), all.getLast().who.id());
    }

    /** @return whose step is on its way, or was just being taken on by somebody */
    private Set<UUID> callOff(List<Behind> all) {
        var held = all.stream().filter(it -> it.who.state().equals("HELD")).toList();
        jdbc.sql("""
                        update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = 'Moved to a newer version of the play'
                         where id in (select id from prospecting.touch where enrolment = any(:ids) and state = 'PLANNED' or enrolment = any(:held) and state in ('FAILED', 'SKIPPED') for update skip locked)""")
                .param("now", Utc.of(clock.instant())).param("ids", ids(all)).param("held", ids(held)).update();
        return Set.copyOf(jdbc.sql("select distinct enrolment from prospecting.touch where enrolment = any(:ids) and state in ('PLANNED', 'CLAIMED', 'SENDING', 'UNCERTAIN')").param("ids", ids(all)).query(UUID.class).list());
    }

    private void pauseAgain(Behind it) {
        var until = Utc.of(requireNonNull(it.until));
        jdbc.sql("update prospecting.touch set due_at = :until where enrolment = :id and state = 'PLANNED' and due_at < :until").param("until", until).param("id", it.who.id()).update();
        jdbc.sql("update prospecting.enrolment set state = 'PAUSED', until = :until, because = :because where id = :id and state = 'ACTIVE'").param("until", until).param("because", it.because).param("id", it.who.id()).update();
    }

    private static UUID[] ids(List<Behind> some) {
        return some.stream().map(it -> it.who.id()).toArray(UUID[]::new);
    }
}
