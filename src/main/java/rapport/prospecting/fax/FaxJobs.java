package rapport.prospecting.fax;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;

/** What the fax server calls each fax, kept before the fax can go out; and what became of it. */
@Component
@Transactional
class FaxJobs {

    /** How often a server is asked about what it has. */
    private static final Duration ASKING = Duration.ofSeconds(15);

    /** So long a server surely remembers a job that is over: its housekeeping leaves younger ones alone. */
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int MOST = 200;

    /** @param since when it became uncertain; null for one that is known to be submitted @param job null when it never came so far */
    record Open(UUID touch, @Nullable Long job, @Nullable Instant begunAt, @Nullable Instant since) {}

    private final Queue queue;
    private final JdbcClient jdbc;
    private final Clock clock;

    FaxJobs(Queue queue, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One that was begun earlier and must never go out. */
    @Transactional(readOnly = true)
    public Optional<Long> begunBefore(UUID touch) {
        return jdbc.sql("select job from prospecting.fax_job where touch = :touch and state = 'BEGUN'").param("touch", touch).query(Long.class).optional();
    }

    void begun(UUID touch, UUID line, long job) {
        jdbc.sql("""
                        insert into prospecting.fax_job (touch, line, job, state, begun_at) values (:touch, :line, :job, 'BEGUN', :now)
                        on conflict (workspace, touch) do update set line = excluded.line, job = excluded.job, state = 'BEGUN', begun_at = excluded.begun_at, asked_at = null, status = null, pages = null""")
                .param("touch", touch).param("line", line).param("job", job).param("now", Utc.of(clock.instant())).update();
    }

    void submitted(UUID touch) {
        jdbc.sql("update prospecting.fax_job set state = 'SUBMITTED' where touch = :touch and state = 'BEGUN'").param("touch", touch).update();
    }

    /** Lines whose server can be asked about something now; whoever has asked lets the others wait. */
    List<UUID> due() {
        var before = Utc.of(clock.instant().minus(ASKING));
        return jdbc.sql("""
                        with asked as (update prospecting.fax_job set asked_at = :now where state = 'SUBMITTED' and coalesce(asked_at, begun_at) <= :before returning line)
                        select line from asked union
                        select t.lane from prospecting.touch t join prospecting.fax_line f on f.workspace = t.workspace and f.id = t.lane where t.state = 'UNCERTAIN' and coalesce(t.settle_at, t.touched_at) <= :now""")
                .param("now", Utc.of(clock.instant())).param("before", before).query(UUID.class).list();
    }

    @Transactional(readOnly = true)
    public List<Open> of(UUID line) {
        return jdbc.sql("""
                        select t.id, j.job, j.begun_at, case when t.state = 'UNCERTAIN' then t.touched_at end from prospecting.touch t left join prospecting.fax_job j on j.workspace = t.workspace and j.touch = t.id
                         where t.lane = :line and (t.state = 'UNCERTAIN' and coalesce(t.settle_at, t.touched_at) <= :now or t.state = 'SENT' and j.state = 'SUBMITTED') order by t.id limit\s""" + MOST)
                .param("line", line).param("now", Utc.of(clock.instant())).query((row, _) -> new Open(row.getObject(1, UUID.class), (Long) row.getObject(2), row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant(), row.getTimestamp(4) == null ? null : row.getTimestamp(4).toInstant())).list();
    }

    /** @param state null when the server knows no such job */
    void learn(Open it, HylafaxSession.@Nullable State state) {
        if (it.since != null) {
            doubted(it, it.since, state);
        } else if (state == null) {
            end(it, "FORGOTTEN", "The fax server has forgotten it; nobody knows whether it arrived", 0);
        } else if (state.isOver()) {
            over(it, state);
        }
    }

    /** Submitted is gone; what is there and not submitted, or never was, is not. A server that may have forgotten says nothing. */
    private void doubted(Open it, Instant since, HylafaxSession.@Nullable State state) {
        if (state != null && !state.state().equals("SUSPENDED")) {
            submitted(it.touch);
            if (queue.settleByProof(new TouchId(it.touch), true, since) && state.isOver()) {
                over(it, state);
            }
        } else if (state != null || it.job == null || it.begunAt == null || it.begunAt.plus(MEMORY).isAfter(clock.instant())) {
            queue.settleByProof(new TouchId(it.touch), false, since);
        } else {
            jdbc.sql("update prospecting.touch set settle_at = :later, reason = 'The fax server has forgotten it' where id = :touch and state = 'UNCERTAIN'").param("later", Utc.of(clock.instant().plus(Duration.ofDays(36_500)))).param("touch", it.touch).update();
        }
    }

    private void over(Open it, HylafaxSession.State state) {
        if (state.state().equals("DONE")) {
            end(it, "DONE", state.pages() == 1 ? "One page arrived" : "%d pages arrived".formatted(state.pages()), state.pages());
        } else {
            var why = state.status().isBlank() ? "The fax did not go through" : "The fax did not go through: " + state.status();
            end(it, "FAILED", why, state.pages());
            queue.undone(new TouchId(it.touch), why);
        }
    }

    private void end(Open it, String state, String words, int pages) {
        jdbc.sql("update prospecting.fax_job set state = :state, status = :words, pages = :pages where touch = :touch and state in ('BEGUN', 'SUBMITTED')").param("state", state).param("words", words).param("pages", pages).param("touch", it.touch).update();
        jdbc.sql("update prospecting.touch set reason = :words where id = :touch and state = 'SENT'").param("words", words).param("touch", it.touch).update();
    }
}
