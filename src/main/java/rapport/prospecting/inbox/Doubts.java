package rapport.prospecting.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;

/** Mails of which nobody knows whether they went. */
@Component
@Transactional
class Doubts {

    private static final int MOST = 200;
    private static final int CONTROLS = 3;

    /** @param since when it became uncertain */
    record Doubt(UUID touch, Instant since) {}

    private final Queue queue;
    private final JdbcClient jdbc;
    private final Clock clock;

    Doubts(Queue queue, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<UUID> mailboxes() {
        return jdbc.sql("""
                        select distinct t.lane from prospecting.touch t join prospecting.mailbox m on m.workspace = t.workspace and m.id = t.lane
                         where t.state = 'UNCERTAIN' and coalesce(t.settle_at, t.touched_at) <= :now and m.imap_host is not null and m.closed_at is null""")
                .param("now", Utc.of(clock.instant())).query(UUID.class).list();
    }

    @Transactional(readOnly = true)
    public List<Doubt> of(UUID mailbox) {
        return jdbc.sql("select id, touched_at from prospecting.touch where state = 'UNCERTAIN' and lane = :lane and coalesce(settle_at, touched_at) <= :now order by touched_at, id limit " + MOST)
                .param("lane", mailbox).param("now", Utc.of(clock.instant())).query((row, _) -> new Doubt(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant())).list();
    }

    /** The last that surely went. */
    @Transactional(readOnly = true)
    public List<UUID> lastGone(UUID mailbox, Instant before) {
        return jdbc.sql("""
                        select t.id from prospecting.touch t where t.lane = :lane and t.state = 'SENT' and t.touched_at < :before
                         order by t.touched_at desc, t.id limit\s""" + CONTROLS).param("lane", mailbox).param("before", Utc.of(before)).query(UUID.class).list();
    }

    void settle(List<Doubt> doubts, Map<UUID, Boolean> gone) {
        doubts.forEach(it -> queue.settleByProof(new TouchId(it.touch), Boolean.TRUE.equals(gone.get(it.touch)), it.since));
    }

    /** @param why shown to whoever looks; null leaves what stands there */
    void putOff(List<Doubt> doubts, Instant until, @Nullable String why) {
        if (!doubts.isEmpty()) {
            jdbc.sql("update prospecting.touch set settle_at = :until, reason = coalesce(:why, reason) where id = any(:ids) and state = 'UNCERTAIN'")
                    .param("until", Utc.of(until)).param("why", why).param("ids", doubts.stream().map(Doubt::touch).toArray(UUID[]::new)).update();
        }
    }
}
