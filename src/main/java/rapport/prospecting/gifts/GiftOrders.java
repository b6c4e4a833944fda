package rapport.prospecting.gifts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.Utc;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;

/** What the provider has, and what came of it. */
@Component
@Transactional
class GiftOrders {

    /** Nobody redeems a coffee within the minute. */
    private static final Duration ASKING = Duration.ofHours(1);
    private static final int MOST = 100;

    /** @param since when its order became uncertain */
    record Doubt(UUID touch, Instant since) {}

    record Open(UUID touch, String reward) {}

    private final Queue queue;
    private final JdbcClient jdbc;
    private final Clock clock;

    GiftOrders(Queue queue, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void ordered(UUID touch, Counter.Reward it) {
        jdbc.sql("update prospecting.gift set state = 'ORDERED', reward = :reward, status = :status, ordered_at = coalesce(ordered_at, :now) where touch = :touch and state = 'APPROVED'").param("reward", it.id()).param("status", it.status()).param("now", Utc.of(clock.instant())).param("touch", touch).update();
    }

    void failed(UUID touch, String why) {
        jdbc.sql("update prospecting.gift set state = 'FAILED', status = :why where touch = :touch and state in ('APPROVED', 'ORDERED')").param("why", why).param("touch", touch).update();
    }

    /** Providers with orders nobody knows of, or gifts to be asked after; whoever asks lets the others wait. */
    List<UUID> due() {
        return jdbc.sql("""
                        with asked as (update prospecting.gift set asked_at = :now where state = 'ORDERED' and coalesce(asked_at, ordered_at) <= :before returning shop)
                        select shop from asked union
                        select t.lane from prospecting.touch t join prospecting.gift_shop s on s.workspace = t.workspace and s.id = t.lane where t.state = 'UNCERTAIN' and coalesce(t.settle_at, t.touched_at) <= :now""")
                .param("now", Utc.of(clock.instant())).param("before", Utc.of(clock.instant().minus(ASKING))).query(UUID.class).list();
    }

    @Transactional(readOnly = true)
    public List<Doubt> doubts(UUID shop) {
        return jdbc.sql("select id, touched_at from prospecting.touch where lane = :shop and state = 'UNCERTAIN' and coalesce(settle_at, touched_at) <= :now order by id limit " + MOST).param("shop", shop).param("now", Utc.of(clock.instant()))
                .query((row, _) -> new Doubt(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant())).list();
    }

    /** It is ordered again under the same name, which orders nothing twice. */
    void again(Doubt it) {
        queue.settleByProof(new TouchId(it.touch), false, it.since);
    }

    /** Just asked for by {@link #due}. */
    @Transactional(readOnly = true)
    public List<Open> open(UUID shop) {
        return jdbc.sql("select touch, reward from prospecting.gift where shop = :shop and state = 'ORDERED' and asked_at > :since order by touch limit " + MOST).param("shop", shop).param("since", Utc.of(clock.instant().minus(Duration.ofMinutes(1)))).query(Open.class).list();
    }

    void learn(Open it, Counter.Reward now) {
        if (now.status().equals("FAILED")) {
            failed(it.touch, "The card could not be delivered");
            queue.undone(new TouchId(it.touch), "The card could not be delivered");
            return;
        }
        jdbc.sql("update prospecting.gift set status = :status where touch = :touch and state = 'ORDERED'").param("status", now.status()).param("touch", it.touch).update();
        if (now.claimed()) {
            claimed(it.touch);
        }
    }

    /** @return whether it was under way until now */
    boolean claimed(UUID touch) {
        var now = Utc.of(clock.instant());
        var claimed = jdbc.sql("update prospecting.gift set state = 'CLAIMED', claimed_at = :now where touch = :touch and state = 'ORDERED'").param("now", now).param("touch", touch).update() > 0;
        if (claimed) {
            jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome) select :id, contact, 'GIFT', :now, wished_by, 'CLAIMED' from prospecting.gift where touch = :touch on conflict (workspace, id) do nothing").param("id", Ids.derived(touch, "claimed")).param("now", now).param("touch", touch).update();
        }
        return claimed;
    }
}
