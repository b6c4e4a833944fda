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
import rapport.kernel.Utc;
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

    /** What became of one session. @param held it took place @param excused it was called off and nobody's promise was broken */
    public record Mark(LocalDate dueOn, boolean held, boolean counts, boolean excused) {}

    public enum By { COACH, REP, PRODUCT }

    /** To whom protected time that was not held went. */
    public enum Taker { COACH, REP, CUSTOMER, NOBODY }

    /** What happened to protected time in the window. @param times how often */
    public record Change(Disturbance.Kind kind, Disturbance.Cause cause, By by, long times) {}

    /**
     * @param due sessions due in the window; excused ones are not
     * @param counted of these
     * @param lostMinutes of the sessions due that were not held, or for less than four fifths, by who took them; NOBODY when no one said
     * @param plannedMinutes of all sessions due
     * @param waiting whole days since the last session that counted, or since the first was due; null when none was due yet
     */
    public record Row(UUID programme, UUID coach, UUID rep, int everyWeeks, long due, long counted, @Nullable Long waiting, Wait standing, List<Mark> marks, List<Change> changes, Map<Taker, Long> lostMinutes, long plannedMinutes) {}

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
        record Session(UUID programme, UUID coach, UUID rep, int everyWeeks, LocalDate dueOn, Instant startsAt, boolean held, boolean counts, boolean excused, int minutes, long heldMinutes, @Nullable String taker, boolean unjudged) {

            /** Its time is over; what both are still asked about is not owed yet. */
            boolean isDue(Instant now) {
                return !excused && !startsAt.plus(Duration.ofMinutes(minutes)).isAfter(now) && !(held && unjudged);
            }
        }
        var visible = line.of(viewer);
        var now = clock.instant();
        var sessions = jdbc.sql("""
                        select s.programme, p.coach, s.rep, p.every_weeks, s.due_on, s.starts_at, h.ended_at is not null as held, coalesce(v.result = 'COUNTS', false) as counts,
                               coalesce(o.excused, false) as excused, s.minutes, coalesce(date_part('epoch', h.ended_at - h.started_at)::bigint / 60, 0) as held_minutes,
                               (select case when d.cause = 'CUSTOMER' then 'CUSTOMER' when d.who = s.rep then 'REP' when d.who in (p.coach, s.coach) then 'COACH' else 'NOBODY' end
                                  from coaching.disturbance d where d.session = s.id and d.kind in ('CANCELLED', 'CUT_SHORT', 'SHORTENED', 'MOVED') order by d.position desc limit 1) as taker, v.result is null as unjudged
                          from coaching.session s
                          join coaching.programme p on p.id = s.programme
                          left join coaching.holding h on h.session = s.id
                          left join coaching.verdict v on v.session = s.id
                          left join coaching.calling_off o on o.session = s.id
                         where (%s or p.coach = :me) and (:coach::uuid is null or p.coach = :coach) and (p.ended_at is null or s.starts_at > :since)
                         order by p.coach, s.rep, s.starts_at limit 20000""".formatted(visible.sql("s.rep")))
                .param("visible", visible.ids())
                .param("me", viewer.id().value())
                .param("coach", coach == null ? null : coach.value())
                .param("since", Utc.of(now.minus(WINDOW)))
                .query(Session.class)
                .list();
        var pairs = sessions.stream().collect(Collectors.groupingBy(it -> List.of(it.programme, it.rep), java.util.LinkedHashMap::new, Collectors.toList()));
        var changes = changes(now.minus(WINDOW));
        return pairs.values().stream().map(its -> {
            var first = its.getFirst();
            var past = its.stream().filter(it -> it.startsAt.isBefore(now)).toList();
            var window = past.stream().filter(it -> it.startsAt.isAfter(now.minus(WINDOW))).toList();
            var due = window.stream().filter(it -> it.isDue(now)).toList();
            var since = past.stream().filter(Session::counts).map(Session::startsAt).max(java.util.Comparator.naturalOrder())
                    .or(() -> past.stream().filter(it -> !it.excused).map(Session::startsAt).findFirst());
            var waiting = since.map(it -> ChronoUnit.DAYS.between(it, now)).orElse(null);
            return new Row(first.programme, first.coach, first.rep, first.everyWeeks, due.size(), due.stream().filter(Session::counts).count(), waiting,
                    wait(waiting, first.everyWeeks), window.stream().map(it -> new Mark(it.dueOn, it.held, it.counts, it.excused)).toList(),
                    changes.getOrDefault(List.of(first.programme, first.rep), List.of()),
                    due.stream().filter(it -> lost(it.minutes, it.heldMinutes) > 0).collect(Collectors.groupingBy(it -> Taker.valueOf(it.taker == null ? "NOBODY" : it.taker), java.util.TreeMap::new,
                            Collectors.summingLong(it -> lost(it.minutes, it.heldMinutes)))), due.stream().mapToLong(Session::minutes).sum());
        }).sorted(java.util.Comparator.comparing((Row it) -> it.waiting == null ? -1 : it.waiting).reversed().thenComparing(it -> it.rep.toString())).toList();
    }

    /** By programme and rep. */
    private Map<List<UUID>, List<Change>> changes(Instant since) {
        record Counted(UUID programme, UUID rep, String kind, String cause, String by, long times) {}
        return jdbc.sql("""
                        select s.programme, s.rep, d.kind, d.cause, case d.who when s.rep then 'REP' when p.coach then 'COACH' when s.coach then 'COACH' else 'PRODUCT' end as by, count(*) as times
                          from coaching.disturbance d join coaching.session s on s.id = d.session join coaching.programme p on p.id = s.programme
                         where d.at > :since and d.kind <> 'REVIVED' and d.cause <> 'ENDED'
                         group by 1, 2, 3, 4, 5 order by times desc, d.kind, d.cause""")
                .param("since", Utc.of(since)).query(Counted.class).stream()
                .collect(Collectors.groupingBy(it -> List.of(it.programme, it.rep), Collectors.mapping(
                        it -> new Change(Disturbance.Kind.valueOf(it.kind), Disturbance.Cause.valueOf(it.cause), By.valueOf(it.by), it.times), Collectors.toList())));
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

    /** Ending a few minutes early is not losing time: condition C5 wants four fifths. */
    private static long lost(int planned, long held) {
        return held * 5 >= planned * 4L ? 0 : planned - held;
    }

    static Wait wait(@Nullable Long days, int everyWeeks) {
        var cadence = everyWeeks * 7.0;
        return days == null || days <= AMBER * cadence ? Wait.ON_COURSE : days <= RED * cadence ? Wait.AMBER : Wait.RED;
    }
}
