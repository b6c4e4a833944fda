package rapport.prospecting.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.NotFound;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.InboundId;

/** What came back: in one's own mailbox and in those of everybody who answers to one. */
@Service
@Transactional(readOnly = true)
public class Arrivals {

    private static final int MOST = 100;

    /** @param waits for somebody to answer it @param kind as {@link Sort#code} says @param touch what it answers or reports on @param back first day they are here again @param outcome what followed from it */
    public record Row(InboundId id, UUID contact, String kind, String address, String subject, String said, String quoted, String signature, @Nullable UUID touch, @Nullable LocalDate back, String outcome, Instant receivedAt, boolean waits) {}

    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Arrivals(ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static final String ROW = """
            select i.id, i.contact, i.kind, i.address, i.subject, i.said, i.quoted, i.signature, i.touch, i.back_on, i.outcome, i.received_at, i.kind = 'HUMAN' and i.handled_at is null as waits
              from prospecting.inbound i join prospecting.mailbox m on m.workspace = i.workspace and m.id = i.mailbox where\s""";

    /** A hundred: those that wait first, then the newest. */
    public List<Row> newest(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql(ROW + "%s order by i.kind = 'HUMAN' and i.handled_at is null desc, i.received_at desc, i.id limit %d".formatted(visible.sql("m.person"), MOST)).param("visible", visible.ids()).query((row, _) -> row(row)).list();
    }

    /** In one's own mailbox, the longest first. */
    public List<Row> waiting(int most, Viewer viewer) {
        return jdbc.sql(ROW + "m.person = :me and i.kind = 'HUMAN' and i.handled_at is null order by i.received_at, i.id limit %d".formatted(most)).param("me", viewer.id().value()).query((row, _) -> row(row)).list();
    }

    /** @param done or, when that was wrong, not */
    @Transactional
    public void handle(InboundId answer, boolean done, Viewer viewer) {
        var visible = line.of(viewer);
        jdbc.sql("select 1 from prospecting.inbound i join prospecting.mailbox m on m.workspace = i.workspace and m.id = i.mailbox where i.id = :id and %s".formatted(visible.sql("m.person"))).param("id", answer.value()).param("visible", visible.ids())
                .query(Integer.class).optional().orElseThrow(() -> new NotFound("prospecting.answer-not-found", "There is no such answer."));
        viewer.mustChange();
        jdbc.sql("update prospecting.inbound set handled_at = case when :done then :now end, handled_by = case when :done then :me end where id = :id and (handled_at is null) = :done")
                .param("done", done).param("now", Utc.of(clock.instant())).param("me", viewer.id().value()).param("id", answer.value()).update();
        audit.record(done ? "prospecting.answer.handled" : "prospecting.answer.opened", answer.toString(), Map.of(), viewer);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(new InboundId(row.getObject("id", UUID.class)), row.getObject("contact", UUID.class), row.getString("kind"), row.getString("address"), row.getString("subject"), row.getString("said"), row.getString("quoted"), row.getString("signature"),
                row.getObject("touch", UUID.class), row.getObject("back_on", LocalDate.class), row.getString("outcome"), row.getTimestamp("received_at").toInstant(), row.getBoolean("waits"));
    }
}
