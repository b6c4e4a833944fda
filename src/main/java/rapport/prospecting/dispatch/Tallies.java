package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Viewer;
import rapport.prospecting.Channel;

/** What was tried to reach a contact. As open as the contact: whoever is about to call should know of the forty-one before. */
@Service
@Transactional(readOnly = true)
public class Tallies {

    private static final List<Channel> ORDER = List.of(Channel.CALL, Channel.EMAIL, Channel.SOCIAL, Channel.FAX, Channel.LETTER, Channel.GIFT, Channel.INTRODUCTION, Channel.TASK);

    private final Records records;
    private final JdbcClient jdbc;

    Tallies(Records records, JdbcClient jdbc) {
        this.records = records;
        this.jdbc = jdbc;
    }

    public Tally of(UUID contact, Viewer viewer) {
        records.readAny(Kind.CONTACT, contact, viewer);
        return jdbc.sql("select *, cardinality(people) as reps from prospecting.prospect where contact = :contact").param("contact", contact).query((row, _) -> {
            var attempts = new LinkedHashMap<Channel, Integer>();
            for (var channel : ORDER) {
                var count = row.getInt(Queue.column(channel.name()));
                if (count > 0) {
                    attempts.put(channel, count);
                }
            }
            return new Tally(attempts, row.getInt("connects"), row.getInt("reps"), moment(row.getTimestamp("first_at")), moment(row.getTimestamp("last_at")));
        }).optional().orElse(Tally.NOTHING);
    }

    private static @org.jspecify.annotations.Nullable Instant moment(java.sql.@org.jspecify.annotations.Nullable Timestamp it) {
        return it == null ? null : it.toInstant();
    }
}
