package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.people.Visibility;
import rapport.prospecting.TouchId;

/** What is going out, what went, and what nobody knows of: of one's own and of everybody's who answers to one. */
@Service
@Transactional
public class Outgoing {

    private static final int MOST = 100;

    /** What is looked for together. */
    public enum Group {
        WAITING("t.state in ('PLANNED', 'CLAIMED', 'SENDING') and t.lane is not null", "t.due_at, t.id"),
        UNCERTAIN("t.state = 'UNCERTAIN'", "t.touched_at desc, t.id"),
        NOT_SENT("t.state in ('FAILED', 'SKIPPED')", "t.touched_at desc, t.id"),
        SENT("t.state = 'SENT'", "t.touched_at desc, t.id");

        private final String condition;
        private final String order;

        Group(String condition, String order) {
            this.condition = condition;
            this.order = order;
        }
    }

    /** @param subject null for what has no words of its own @param reason why it was not sent, or not yet @param held its lane is, so it waits @param shut why nothing can go out of its lane at the moment */
    public record Row(TouchId id, UUID contact, PersonId owner, String kind, String state, Instant dueAt, Instant touchedAt, int tries, @Nullable String reason, @Nullable String subject, boolean held, @Nullable String shut) {}

    private final Queue queue;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;

    Outgoing(Queue queue, ReportingLine line, Audit audit, JdbcClient jdbc) {
        this.queue = queue;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** At most a hundred: the next to go first, of what is over the newest. */
    @Transactional(readOnly = true)
    public List<Row> of(Group group, Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        with recursive %s
                        select t.id, t.contact, t.owner, t.kind, t.state, t.due_at, t.touched_at, t.tries, t.reason, w.subject, coalesce(l.held, false) as held, case when l.shut_since is not null then l.fault end as shut
                          from chosen t left join prospecting.lane l on l.workspace = t.workspace and l.id = t.lane left join prospecting.words w on w.workspace = t.workspace and w.touch = t.id
                         order by %s""".formatted(chosen(group, visible), group.order))
                .param("visible", visible.ids())
                .query((row, _) -> new Row(new TouchId(row.getObject("id", UUID.class)), row.getObject("contact", UUID.class), new PersonId(row.getObject("owner", UUID.class)), row.getString("kind"), row.getString("state"),
                        row.getTimestamp("due_at").toInstant(), row.getTimestamp("touched_at").toInstant(), row.getInt("tries"), row.getString("reason"), row.getString("subject"), row.getBoolean("held"), row.getString("shut"))).list();
    }

    /** The first hundred of each way or person, of which the first hundred are the first of all: an index each, however many there are. */
    private static String chosen(Group group, Visibility visible) {
        var mine = visible.sql("t.owner");
        var first = "order by %s limit %d".formatted(group.order, MOST);
        return switch (group) {
            case UNCERTAIN -> "chosen as (select * from prospecting.touch t where %s and %s %s)".formatted(group.condition, mine, first);
            case WAITING -> """
                    waiting as (select t.* from prospecting.lane l cross join lateral (select * from prospecting.touch t where t.lane = l.id and t.state = 'PLANNED' and %1$s %2$s) t
                                union all select * from prospecting.touch t where t.state in ('CLAIMED', 'SENDING') and t.lane is not null and %1$s),
                         chosen as (select * from waiting t %2$s)""".formatted(mine, first);
            case NOT_SENT, SENT -> """
                    owners as (%s), chosen as (select t.* from owners o cross join lateral (select * from prospecting.touch t where t.owner = o.owner and %s %3$s) t %3$s)""".formatted(owners(group, visible), group.condition, first);
        };
    }

    /** Everybody there is, found from one to the next. */
    private static String owners(Group group, Visibility visible) {
        return visible instanceof Visibility.Only ? "select unnest(:visible::uuid[]) as owner" : """
                (select t.owner from prospecting.touch t where %1$s order by t.owner limit 1)
                union all select (select t.owner from prospecting.touch t where %1$s and t.owner > o.owner order by t.owner limit 1) from owners o where o.owner is not null""".formatted(group.condition);
    }

    /** How many nobody knows of: somebody has to look. */
    @Transactional(readOnly = true)
    public long uncertain(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select count(*) from prospecting.touch t where t.state = 'UNCERTAIN' and %s".formatted(visible.sql("t.owner"))).param("visible", visible.ids()).query(Long.class).single();
    }

    /** @throws Refused when it is on its way or gone already */
    public void callBack(TouchId touch, Viewer viewer) {
        mayChange(touch, viewer);
        if (!queue.cancel(touch, "Called back")) {
            throw new Refused("prospecting.gone", "It is on its way already, and cannot be called back.");
        }
        audit.record("prospecting.touch.called-back", touch.toString(), Map.of(), viewer);
    }

    /** Somebody has looked: it has arrived, or it has not and goes out again. */
    public void settle(TouchId touch, boolean arrived, Viewer viewer) {
        mayChange(touch, viewer);
        if (!arrived && jdbc.sql("select exists (select from prospecting.touch t join prospecting.mailbox m on m.workspace = t.workspace and m.id = t.lane where t.id = :id and m.closed_at is not null)").param("id", touch.value()).query(Boolean.class).single()) {
            throw new Refused("prospecting.mailbox-closed", "Its mailbox is closed. Write to them anew; who is in a play goes on with it on their page.");
        }
        if (!queue.settleByHand(touch, arrived)) {
            throw new Refused("prospecting.settled", "It is settled already.");
        }
        audit.record(arrived ? "prospecting.touch.arrived" : "prospecting.touch.sent-again", touch.toString(), Map.of(), viewer);
    }

    private void mayChange(TouchId touch, Viewer viewer) {
        jdbc.sql("select owner from prospecting.touch where id = :id").param("id", touch.value()).query(UUID.class).optional()
                .filter(it -> line.of(viewer).shows(Optional.of(new PersonId(it)))).orElseThrow(() -> new NotFound("prospecting.touch-not-found", "There is nothing like that going out."));
        viewer.mustChange();
    }
}
