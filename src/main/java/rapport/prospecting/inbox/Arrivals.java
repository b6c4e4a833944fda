package rapport.prospecting.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.InboundId;

/** What came back: in one's own mailbox and in those of everybody who answers to one. */
@Service
@Transactional(readOnly = true)
public class Arrivals {

    private static final int MOST = 100;

    /** @param kind as {@link Sort#code} says @param touch what it answers or reports on @param back first day they are here again @param outcome what followed from it */
    public record Row(InboundId id, UUID contact, String kind, String address, String subject, String said, String quoted, String signature, @Nullable UUID touch, @Nullable LocalDate back, String outcome, Instant receivedAt) {}

    private final ReportingLine line;
    private final JdbcClient jdbc;

    Arrivals(ReportingLine line, JdbcClient jdbc) {
        this.line = line;
        this.jdbc = jdbc;
    }

    /** The newest hundred. */
    public List<Row> newest(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select i.id, i.contact, i.kind, i.address, i.subject, i.said, i.quoted, i.signature, i.touch, i.back_on, i.outcome, i.received_at
                          from prospecting.inbound i join prospecting.mailbox m on m.workspace = i.workspace and m.id = i.mailbox where %s order by i.received_at desc, i.id limit %d""".formatted(visible.sql("m.person"), MOST))
                .param("visible", visible.ids())
                .query((row, _) -> new Row(new InboundId(row.getObject("id", UUID.class)), row.getObject("contact", UUID.class), row.getString("kind"), row.getString("address"), row.getString("subject"), row.getString("said"),
                        row.getString("quoted"), row.getString("signature"), row.getObject("touch", UUID.class), row.getObject("back_on", LocalDate.class), row.getString("outcome"), row.getTimestamp("received_at").toInstant())).list();
    }
}
