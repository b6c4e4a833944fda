package rapport.coaching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** Whether promises to coach are kept: that and when people met, never what about. */
@Component
@Transactional(readOnly = true)
public class Adherence {

    /** Brief §5.2: counted and due are looked at over rolling eight weeks. */
    public static final Duration WINDOW = Duration.ofDays(56);

    private static final double AMBER = 1.5;
    private static final double RED = 2;

    /** How long somebody has waited, in cadences: up to 1.5 on course, up to 2 amber, beyond red. */
    public enum Wait { ON_COURSE, AMBER, RED }

    /** What became of one session. @param held it took place */
    public record Mark(LocalDate dueOn, boolean held, boolean counts) {}

    /**
     * @param due sessions due in the window
     * @param counted of these
     * @param waiting whole days since the last session that counted, or since the first was due; null when none was due yet
     */
    public record Row(UUID programme, UUID coach, UUID rep, int everyWeeks, long due, long counted, @Nullable Long waiting, Wait standing, List<Mark> marks) {}

    private final ReportingLine line;
    private final JdbcClient jdbc;
    private final Clock clock;

    Adherence(ReportingLine line, JdbcClient jdbc, Clock clock) {
        this.line = line;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Pairs the viewer is one of, or whose rep is in their line; longest wait first. @param coach only theirs, or null */
    public List<Row> of(@Nullable PersonId coach, Viewer viewer) {
        record Session(UUID programme, UUID coach, UUID rep, int everyWeeks, LocalDate dueOn, Instant startsAt, boolean held, boolean counts) {}
        var visible = line.of(viewer);
        var now = clock.instant();
        var sessions = jdbc.sql("""
                        select s.programme, s.coach, s.rep, p.every_weeks, s.due_on, s.starts_at, h.ended_at is not null as held, coalesce(v.result = 'COUNTS', false) as counts
                          from coaching.session s
                          join coaching.programme p on p.id = s.programme
                          left join coaching.holding h on h.session = s.id
                          left join coaching.verdict v on v.session = s.id
                         where (%s or s.coach = :me) and (:coach::uuid is null or s.coach = :coach)
                         order by s.coach, s.rep, s.starts_at limit 20000""".formatted(visible.sql("s.rep")))
                .param("visible", visible.ids())
                .param("me", viewer.id().value())
                .param("coach", coach == null ? null : coach.value())
                .query(Session.class)
                .list();
        var pairs = sessions.stream().collect(Collectors.groupingBy(it -> List.of(it.programme, it.rep), java.util.LinkedHashMap::new, Collectors.toList()));
        return pairs.values().stream().map(its -> {
            var first = its.getFirst();
            var past = its.stream().filter(it -> it.startsAt.isBefore(now)).toList();
            var window = past.stream().filter(it -> it.startsAt.isAfter(now.minus(WINDOW))).toList();
            var since = past.stream().filter(Session::counts).map(Session::startsAt).max(java.util.Comparator.naturalOrder())
                    .or(() -> past.stream().map(Session::startsAt).findFirst());
            var waiting = since.map(it -> ChronoUnit.DAYS.between(it, now)).orElse(null);
            return new Row(first.programme, first.coach, first.rep, first.everyWeeks, window.size(), window.stream().filter(Session::counts).count(), waiting,
                    wait(waiting, first.everyWeeks), window.stream().map(it -> new Mark(it.dueOn, it.held, it.counts)).toList());
        }).sorted(java.util.Comparator.comparing((Row it) -> it.waiting == null ? -1 : it.waiting).reversed().thenComparing(it -> it.rep.toString())).toList();
    }

    /** Whole days since each pair last spoke at all, booked or not; people who never did are missing. */
    public Map<UUID, Long> sinceAnyConversation(Viewer viewer) {
        record Last(UUID rep, Instant at) {}
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select rep, max(at) as at from (
                          select s.rep, h.ended_at as at from coaching.holding h join coaching.session s on s.id = h.session where h.ended_at is not null and (%1$s or s.coach = :me)
                          union all
                          select c.person, c.at from coaching.contact c where %2$s or c.author = :me
                          union all
                          select c.author, c.at from coaching.contact c where %3$s or c.person = :me) talks group by rep"""
                        .formatted(visible.sql("s.rep"), visible.sql("c.person"), visible.sql("c.author")))
                .param("visible", visible.ids())
                .param("me", viewer.id().value())
                .query(Last.class).stream()
                .collect(Collectors.toMap(Last::rep, it -> ChronoUnit.DAYS.between(it.at, clock.instant())));
    }

    static Wait wait(@Nullable Long days, int everyWeeks) {
        var cadence = everyWeeks * 7.0;
        return days == null || days <= AMBER * cadence ? Wait.ON_COURSE : days <= RED * cadence ? Wait.AMBER : Wait.RED;
    }
}
