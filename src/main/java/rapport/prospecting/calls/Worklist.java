package rapport.prospecting.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.prospecting.TouchId;
import rapport.prospecting.persistence.Persistence;

/** What waits for one's own hand: calls that were promised first, then everything else by when it is due. */
@Service
@Transactional(readOnly = true)
public class Worklist {

    private static final int MOST = 200;

    /** @param promisedAt null for what was promised to nobody @param failures calls in vain so far @param handedOver promised by somebody who is away */
    public record Row(TouchId touch, UUID contact, String name, @Nullable String company, String kind, Instant dueAt, @Nullable Instant promisedAt, int failures, String stratum, String what, boolean handedOver) {}

    private final Names names;
    private final Persistence persistence;
    private final JdbcClient jdbc;
    private final Clock clock;

    Worklist(Names names, Persistence persistence, JdbcClient jdbc, Clock clock) {
        this.names = names;
        this.persistence = persistence;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** At most two hundred that are due by the end of the next twelve hours. */
    public List<Row> due(Viewer viewer) {
        record Found(UUID touch, UUID contact, String kind, Instant dueAt, @Nullable Instant promisedAt, int failures, String stratum, String what, boolean handedOver) {}
        var found = jdbc.sql("""
                        select t.id, t.contact, t.kind, t.due_at, p.promised_at, coalesce(o.call_failures, 0), coalesce(o.stratum, ''), coalesce(w.subject, ''), p.handed_from is not null
                          from prospecting.touch t left join prospecting.promise p on p.workspace = t.workspace and p.touch = t.id and p.kept_at is null and p.ended_at is null
                          left join prospecting.words w on w.workspace = t.workspace and w.touch = t.id left join prospecting.prospect o on o.workspace = t.workspace and o.contact = t.contact
                         where t.owner = :me and t.lane is null and t.state = 'PLANNED' and t.due_at <= :until
                         order by p.promised_at nulls last, t.due_at, t.id limit\s""" + MOST)
                .param("me", viewer.id().value()).param("until", Utc.of(clock.instant().plus(Duration.ofHours(12))))
                .query((row, _) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), row.getTimestamp(4).toInstant(), row.getTimestamp(5) == null ? null : row.getTimestamp(5).toInstant(), row.getInt(6), row.getString(7), row.getString(8), row.getBoolean(9))).list();
        var contacts = found.stream().map(Found::contact).distinct().toList();
        var called = names.ofRecords(Kind.CONTACT, contacts, viewer);
        var companies = names.companies(contacts);
        return found.stream().map(it -> new Row(new TouchId(it.touch), it.contact, called.getOrDefault(it.contact, "Somebody who is gone"), companies.get(it.contact), it.kind, it.dueAt, it.promisedAt, it.failures, it.stratum, it.what, it.handedOver)).toList();
    }

    /** Who can be called now: promised calls by their time, then those most likely to be reached. */
    public List<Row> ranked(Viewer viewer) {
        var soon = clock.instant().plus(CallPromises.ON_TIME);
        var chances = persistence.chances(viewer);
        return due(viewer).stream().filter(it -> it.kind.equals("CALL") && !it.dueAt.isAfter(soon))
                .sorted(Comparator.comparing((Row it) -> it.promisedAt == null ? Instant.MAX : it.promisedAt).thenComparing(it -> -chances.next(it.stratum, it.failures)).thenComparing(Row::dueAt)).toList();
    }

    /** Whom to call next. @param after who was just called */
    public Optional<Row> next(UUID after, Viewer viewer) {
        return ranked(viewer).stream().filter(it -> !it.contact.equals(after)).findFirst();
    }
}
