package rapport.prospecting.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;

/**
 * What nodes have taken on. A touch is planned, claimed by a node, marked as being sent before anything is sent, and settled with what
 * came of it: {@code PLANNED → CLAIMED → SENDING → SENT}. What a node had only claimed when it died is planned again; what it had begun
 * is uncertain, and is never sent again unless it is proven not to have left.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Claims {

    private static final String STOPPED = "Rapport stopped while it was being sent";
    private static final Duration SOON = Duration.ofMinutes(1);

    /**
     * A row found by its key has {@code state || ''} compared, not its state: an index of the few that are under way would look cheaper
     * than the key to the planner, and is not, since whatever has passed through it lies there until the next vacuum.
     */
    private static final String SENT = """
            with done as (update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id = :sent and node = :node and state || '' in ('SENDING', 'UNCERTAIN') returning contact, owner),
                 kept as (insert into prospecting.attempt (id, contact, kind, at, person, outcome) select :sent, contact, :kind, :now, owner, 'SENT' from done on conflict (workspace, id) do nothing returning contact, person),
                 told as (update prospecting.prospect p set %1$s = %1$s + 1, last_at = :now, first_at = coalesce(first_at, :now), people = case when kept.person = any(people) then people else people || kept.person end
                            from kept where p.contact = kept.contact returning 1)
            select count(*) from told""";

    /** Two statements: a lock taken in the one that looks would come after what it sees. */
    private static final String BEGIN = """
            select count(*) from (select pg_advisory_xact_lock_shared(key) from unnest(:keys) key) held;
            update prospecting.touch t set state = 'SENDING', touched_at = :now, tries = tries + 1
              from prospecting.prospect p
             where t.id = :id and t.state || '' = 'CLAIMED' and t.node = :node and p.contact = t.contact and not p.stopped && array[:channel::text, 'ALL']
               and not exists (select from prospecting.suppression s where s.channel in (:channel, 'ALL') and s.digest = any(:stops::bytea[]))""";

    private final ObjectProvider<Onward> onward;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations several;
    private final Clock clock;

    Claims(ObjectProvider<Onward> onward, JdbcClient jdbc, NamedParameterJdbcOperations several, Clock clock) {
        this.onward = onward;
        this.jdbc = jdbc;
        this.several = several;
        this.clock = clock;
    }

    /** The next that are due on a lane, in their order. */
    List<Claimed> take(UUID lane, int most, int node) {
        return jdbc.sql("""
                        with due as (select id from prospecting.touch where lane = :lane and state = 'PLANNED' and due_at <= :now order by due_at, id limit :most for update skip locked),
                             mine as (update prospecting.touch t set state = 'CLAIMED', node = :node, touched_at = :now from due where t.id = due.id
                                      returning t.id, t.contact, t.owner, t.kind, t.enrolment, t.step, t.tries, t.due_at)
                        select id, contact, owner, kind, enrolment, step, tries from mine order by due_at, id""")
                .param("lane", lane).param("now", Utc.of(clock.instant())).param("most", most).param("node", node).query(Claimed.class).list();
    }

    /** It went: it is an attempt, it counts, and a play goes on. */
    void settleSent(Claimed touch, int node) {
        jdbc.sql(SENT.formatted(Queue.column(touch.kind()))).params(sent(touch, node)).query(Integer.class).single();
        onward(touch, Onward.Result.DONE, "");
    }

    private Map<String, Object> sent(Claimed touch, int node) {
        return new HashMap<>(Map.of("sent", touch.id(), "kind", touch.kind(), "now", Utc.of(clock.instant()), "node", node));
    }

    /** Nothing has left. @param due when it is tried again */
    void tryAgain(Claimed before, int node, Instant due, String why) {
        settleOther(before, node, "PLANNED", due, why);
    }

    /** Nothing has left, and it was not even asked for: it keeps its place, and no try is counted. */
    void notTried(Claimed before, int node, String why) {
        if (settleOther(before, node, "PLANNED", null, why)) {
            jdbc.sql("update prospecting.touch set tries = tries - 1 where id = :id").param("id", before.id()).update();
        }
    }

    /** It does not go, and asking again does not help. @param follows for its play */
    void fail(Claimed before, int node, String why, Onward.Result follows) {
        if (settleOther(before, node, "FAILED", null, why)) {
            onward(before, follows, why);
        }
    }

    /** It may have arrived. */
    void doubt(Claimed before, int node, String why) {
        settleOther(before, node, "UNCERTAIN", null, why);
    }

    /** @param due null where it stays @return false where others have settled it */
    private boolean settleOther(Claimed before, int node, String state, @Nullable Instant due, String why) {
        return jdbc.sql("update prospecting.touch set state = :state, touched_at = :now, due_at = coalesce(:due, due_at), reason = :why, settle_at = :settle, node = case when :state = 'UNCERTAIN' then node end where id = :id and node = :node and state in ('SENDING', 'UNCERTAIN')")
                .param("id", before.id()).param("node", node).param("state", state).param("now", Utc.of(clock.instant())).param("due", due == null ? null : Utc.of(due)).param("why", why)
                .param("settle", Utc.of(clock.instant().plus(Nodes.SETTLING))).update() > 0;
    }

    /**
     * The last look, and the mark that it may have left. Whoever would stop it is held off first, until the transaction ends: a stop comes
     * wholly before or wholly after. What became of the one before goes to the database on the same way, for a way costs more than a statement.
     *
     * @param before one that went and is settled with it
     * @param stops digests of {@link Stops}
     * @return false when something has come in between
     */
    boolean begin(@Nullable Claimed before, Claimed touch, List<byte[]> stops, int node) {
        var values = before == null ? new HashMap<String, Object>(Map.of("now", Utc.of(clock.instant()), "node", node)) : sent(before, node);
        values.putAll(Map.of("id", touch.id(), "channel", touch.kind(), "keys", Stops.keys(stops), "stops", stops.toArray(byte[][]::new)));
        var begun = requireNonNull(several.execute(before == null ? BEGIN : SENT.formatted(Queue.column(before.kind())) + ";\n" + BEGIN, values, statement -> {
            for (var rows = statement.execute(); rows;) {
                rows = statement.getMoreResults(); // what was counted and locked on the way tells nothing
            }
            return statement.getUpdateCount() > 0;
        }));
        if (before != null) {
            onward(before, Onward.Result.DONE, "");
        }
        return begun;
    }

    /** Why it may not go: what the last look has seen. */
    void holdBack(Claimed touch, String why, int node) {
        var held = jdbc.sql("update prospecting.touch set state = 'SKIPPED', node = null, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("why", why).param("id", touch.id()).param("node", node).param("now", Utc.of(clock.instant())).update();
        if (held > 0) { // else others have taken it over
            onward(touch, Onward.Result.HELD, why);
        }
    }

    /** Not now: it is due again at a better hour. */
    void putOff(Claimed touch, Instant at, String why, int node) {
        var later = at.isAfter(clock.instant()) ? at : clock.instant().plus(SOON);
        var put = jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, due_at = :due, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("due", Utc.of(later)).param("why", why).param("id", touch.id()).param("node", node).param("now", Utc.of(clock.instant())).update();
        if (put > 0 && touch.enrolment() != null && touch.step() != null) {
            onward.forEach(it -> it.putOff(touch.enrolment(), touch.step(), later, why));
        }
    }

    /** Steps of plays that have hours of their own, and it is not one of them. */
    Map<UUID, Carrier.Load.Later> notYet(List<Claimed> touches) {
        var steps = touches.stream().filter(it -> it.enrolment() != null).toList();
        var later = new HashMap<UUID, Carrier.Load.Later>();
        if (!steps.isEmpty()) {
            onward.forEach(it -> later.putAll(it.notYet(steps)));
        }
        return later;
    }

    /** It cannot be sent as it is. */
    void unfit(Claimed touch, int node, String why) {
        var unfit = jdbc.sql("update prospecting.touch set state = 'FAILED', node = null, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("id", touch.id()).param("node", node).param("why", why).param("now", Utc.of(clock.instant())).update();
        if (unfit > 0) {
            onward(touch, Onward.Result.HELD, why);
        }
    }

    /** What was claimed and not begun waits again. @return how many */
    int putBack(List<UUID> touches, int node) {
        return touches.isEmpty() ? 0 : jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, touched_at = :now where id = any(:ids) and state = 'CLAIMED' and node = :node")
                .param("ids", touches.toArray(UUID[]::new)).param("node", node).param("now", Utc.of(clock.instant())).update();
    }

    /** What dead nodes had claimed waits again, what they had begun is uncertain. @param settling how long that may still arrive @return lanes on which something waits again */
    Map<String, Integer> recover(List<Integer> dead, Duration settling) {
        var ids = dead.toArray(Integer[]::new);
        var now = Utc.of(clock.instant());
        var recovered = new LinkedHashMap<String, Integer>();
        recovered.put("again", jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, touched_at = :now where state = 'CLAIMED' and node = any(:dead)").param("now", now).param("dead", ids).update());
        recovered.put("uncertain", jdbc.sql("update prospecting.touch set state = 'UNCERTAIN', touched_at = :now, settle_at = :settle, reason = :why where state = 'SENDING' and node = any(:dead)").param("now", now).param("settle", Utc.of(clock.instant().plus(settling))).param("why", STOPPED).param("dead", ids).update());
        // of whoever was only silent at first
        jdbc.sql("update prospecting.touch set settle_at = :settle where state = 'UNCERTAIN' and node = any(:dead) and reason = :why and settle_at > :settle").param("why", STOPPED).param("settle", Utc.of(clock.instant().plus(settling))).param("dead", ids).update();
        return recovered;
    }

    private void onward(Claimed touch, Onward.Result result, String why) {
        if (touch.enrolment() != null && touch.step() != null) {
            onward.forEach(it -> it.settled(touch.enrolment(), touch.step(), result, why));
        }
    }
}
