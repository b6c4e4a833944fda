package rapport.prospecting.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;

/**
 * The ways out, and when something is due on them. Each row knows the moment before which nobody needs to look, and the workspace's
 * row knows the earliest of them: a worker that finds nothing due has asked one index once.
 *
 * <p>Whoever plans something holds the lane's row until it is there, and so does whoever works out the next moment: it is never worked
 * out from a state in which something planned is not yet to be seen. Lanes are locked in the order of their ids, the workspace after them.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Lanes {

    static final String CHANNEL = "rapport_dispatch";

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    /** A slower pace is kept for that long. */
    private static final Duration CAUTION = Duration.ofHours(1);

    private static final Duration SHORTEST_PATIENCE = Duration.ofMinutes(1);
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(15);

    /** @param slower how often its pace is halved at the moment @param shut whether nothing could go out of it last time */
    record Lane(UUID id, int slower, boolean shut) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Lanes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void open(UUID lane) {
        jdbc.sql("insert into prospecting.lane (id, next_due, visited_at) values (:lane, :never, :now)").param("lane", lane).param("never", Utc.of(NEVER)).param("now", Utc.of(clock.instant())).update();
        jdbc.sql("insert into prospecting.due (workspace, next_due) values (:workspace, :never) on conflict (workspace) do nothing").param("workspace", here()).param("never", Utc.of(NEVER)).update();
    }

    /** Nothing goes out of it until it is let go again. @param why shown to whoever looks; null when somebody did it by hand */
    public void hold(UUID lane, boolean held, @Nullable String why) {
        jdbc.sql("update prospecting.lane set held = :held, fault = :why, shut_since = null where id = :lane").param("held", held).param("why", why).param("lane", lane).update();
        wake(Map.of(lane, clock.instant()));
    }

    /** Something is planned on these in this transaction, which calls this once. Tells all nodes, but only when they would have slept past it. */
    public void wake(Map<UUID, Instant> dues) {
        new TreeMap<>(dues).forEach((lane, due) -> {
            lock(lane);
            jdbc.sql("update prospecting.lane set next_due = :due where id = :lane and next_due > :due").param("lane", lane).param("due", Utc.of(due)).update();
        });
        dues.values().stream().min(Comparator.naturalOrder()).ifPresent(this::wakeWorkspace);
    }

    private void lock(UUID lane) {
        jdbc.sql("select 1 from prospecting.lane where id = :lane for update").param("lane", lane).query(Integer.class).list();
    }

    private void wakeWorkspace(Instant due) {
        jdbc.sql("select 1 from prospecting.due where workspace = :workspace for update").param("workspace", here()).query(Integer.class).list();
        var earlier = jdbc.sql("update prospecting.due set next_due = :due where workspace = :workspace and next_due > :due").param("due", Utc.of(due)).param("workspace", here()).update();
        if (earlier > 0) {
            jdbc.sql("select pg_notify(:channel, '')").param("channel", CHANNEL).query((_, _) -> 0).list();
        }
    }

    /** One on which something is due and nobody works, the longest unvisited first. */
    Optional<Lane> take(int node) {
        return jdbc.sql("""
                        update prospecting.lane set node = :node, visited_at = :now
                         where id = (select id from prospecting.lane where node is null and not held and next_due <= :now order by visited_at, id limit 1 for update skip locked)
                        returning id, case when slower_until > :now then slower else 0 end as slower, shut_since is not null as shut""")
                .param("node", node).param("now", Utc.of(clock.instant())).query(Lane.class).optional();
    }

    /** Gives it back, due again when its next touch is; nothing where others have taken it over. @param notBefore its own pace: nothing goes out earlier */
    void give(UUID lane, int node, @Nullable Instant notBefore) {
        lock(lane);
        var first = jdbc.sql("select min(due_at) from prospecting.touch where lane = :lane and state = 'PLANNED'").param("lane", lane).query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(it -> it.toInstant())).single().orElse(NEVER);
        var due = notBefore != null && notBefore.isAfter(first) ? notBefore : first;
        jdbc.sql("update prospecting.lane set node = null, next_due = :due where id = :lane and node = :node").param("lane", lane).param("node", node).param("due", Utc.of(due)).update();
        wakeWorkspace(due);
    }

    /** Nothing was due on any lane: from now on the workspace is due when the earliest of them is. */
    void rest() {
        jdbc.sql("select 1 from prospecting.due where workspace = :workspace for update").param("workspace", here()).query(Integer.class).list();
        jdbc.sql("update prospecting.due set next_due = coalesce((select min(next_due) from prospecting.lane where node is null and not held), :never) where workspace = :workspace")
                .param("never", Utc.of(NEVER)).param("workspace", here()).update();
    }

    /** How many may still go out of it now. @param daily most within any 24 hours; the hour that is only partly over counts whole */
    int room(UUID lane, int daily) {
        var taken = jdbc.sql("select coalesce(sum(taken), 0) from prospecting.pace where lane = :lane and hour > :since").param("lane", lane).param("since", Utc.of(clock.instant().minus(DAY).minus(Duration.ofHours(1)))).query(Integer.class).single();
        return Math.max(0, daily - taken);
    }

    /** When the oldest hour that counts does so no longer. */
    Instant roomAgain(UUID lane) {
        return jdbc.sql("select min(hour) from prospecting.pace where lane = :lane and hour > :since and taken > 0").param("lane", lane).param("since", Utc.of(clock.instant().minus(DAY).minus(Duration.ofHours(1))))
                .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(it -> it.toInstant().plus(DAY).plus(Duration.ofHours(1)))).single().orElseGet(clock::instant);
    }

    /** @param count taken off the day's room; negative gives back what did not go out */
    void count(UUID lane, int count) {
        if (count != 0) {
            jdbc.sql("insert into prospecting.pace (lane, hour, taken) values (:lane, :hour, greatest(0, :count)) on conflict (workspace, lane, hour) do update set taken = greatest(0, pace.taken + :count)")
                    .param("lane", lane).param("hour", Utc.of(clock.instant().truncatedTo(ChronoUnit.HOURS))).param("count", count).update();
        }
    }

    /** The other side asked for less: half the pace, for an hour from now. */
    void slower(UUID lane, String why) {
        jdbc.sql("update prospecting.lane set slower = case when slower_until > :now then least(6, slower + 1) else 1 end, slower_until = :until, fault = :why where id = :lane")
                .param("now", Utc.of(clock.instant())).param("until", Utc.of(clock.instant().plus(CAUTION))).param("why", why).param("lane", lane).update();
    }

    /** Nothing can go out of it at the moment. @return when to try again: after as long as it has been so already, at least a minute and at most a quarter of an hour */
    Instant shut(UUID lane, String why) {
        var now = clock.instant();
        var since = jdbc.sql("update prospecting.lane set shut_since = coalesce(shut_since, :now), fault = :why where id = :lane returning shut_since").param("now", Utc.of(now)).param("why", why).param("lane", lane).query((row, _) -> row.getTimestamp(1).toInstant()).single();
        var patience = Duration.between(since, now);
        return now.plus(patience.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : patience.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : patience);
    }

    /** Something has gone out of it again, or could have. */
    void opened(UUID lane) {
        jdbc.sql("update prospecting.lane set shut_since = null, fault = case when slower_until > :now then fault end where id = :lane").param("now", Utc.of(clock.instant())).param("lane", lane).update();
    }

    /** What nodes that are dead were working on is free again. */
    void free(List<Integer> dead) {
        var freed = jdbc.sql("update prospecting.lane set node = null, next_due = :now where node = any(:dead)").param("now", Utc.of(clock.instant())).param("dead", dead.toArray(Integer[]::new)).update();
        if (freed > 0) {
            wakeWorkspace(clock.instant());
        }
    }

    private static UUID here() {
        return Workspaces.current().map(WorkspaceId::value).orElseThrow();
    }
}
