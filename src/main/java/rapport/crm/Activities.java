package rapport.crm;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** What was done with a customer, and what is to be done. */
@Service
@Transactional
public class Activities {

    private static final int LONGEST_SUBJECT = 120;

    /** What was done of one kind. @param sort CALL, EMAIL or LETTER @param people who did it */
    public record Done(String sort, int count, Instant first, Instant last, List<UUID> people) {}

    private final Records records;
    private final JdbcClient jdbc;
    private final Clock clock;

    Activities(Records records, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How often somebody called or wrote to a contact and said so here. As open as the contact: it says how often, and not about what. */
    @Transactional(readOnly = true)
    public List<Done> tried(UUID contact, Viewer viewer) {
        records.readAny(Kind.CONTACT, contact, viewer);
        return jdbc.sql("""
                        select sort, count(*) as count, min(coalesce(happens_at, done_at)) as first, max(coalesce(happens_at, done_at)) as last, array_agg(distinct owner) filter (where owner is not null) as people
                          from crm.activity where contact = :contact and sort in ('CALL', 'EMAIL', 'LETTER') and binned_at is null and coalesce(happens_at, done_at) <= :now group by sort order by sort""")
                .param("contact", contact).param("now", Utc.of(clock.instant()))
                .query((row, _) -> new Done(row.getString("sort"), row.getInt("count"), row.getTimestamp("first").toInstant(), row.getTimestamp("last").toInstant(),
                        row.getArray("people") == null ? List.of() : List.of((UUID[]) row.getArray("people").getArray()))).list();
    }

    /**
     * Writes down what happened just now, or what is to be done, about one record: the first line is what it is called.
     *
     * @param due when it is to be done, for a task; null means today
     */
    public CrmRecord log(Kind about, UUID id, String sort, String words, @Nullable LocalDate due, Viewer viewer) {
        var record = records.read(about, id, viewer);
        if (words.isBlank()) {
            throw new Unfit("words", "Say in a few words what happened");
        }
        var lines = words.strip().split("\\R", 2);
        var subject = lines[0].length() > LONGEST_SUBJECT ? lines[0].substring(0, LONGEST_SUBJECT) + "…" : lines[0];
        var edits = new ArrayList<@Nullable Object>(List.of("name", subject, "sort", sort));
        if (lines.length > 1 || lines[0].length() > LONGEST_SUBJECT) {
            edits.addAll(List.of("description", words.strip()));
        }
        if (sort.equals("TASK")) {
            edits.addAll(List.of("dueOn", due == null ? LocalDate.ofInstant(clock.instant(), viewer.zone()) : due));
        }
        around(record).forEach((field, of) -> edits.addAll(List.of(field, of)));
        return records.add(Kind.ACTIVITY, Edits.of(edits.toArray()), viewer);
    }

    /** A call about an opportunity is on its account's timeline too. */
    private static Map<String, UUID> around(CrmRecord record) {
        var around = new LinkedHashMap<String, UUID>();
        around.put(record.kind().word(), record.id());
        if (record.kind() == Kind.OPPORTUNITY || record.kind() == Kind.CONTACT) {
            record.id("account").ifPresent(it -> around.put("account", it));
        }
        return around;
    }

    public CrmRecord done(UUID id, Viewer viewer) {
        var before = mayChange(id, viewer);
        return before.get("done_at") != null ? before : records.step(before, Map.of("done_at", clock.instant().toString()), null, viewer);
    }

    public CrmRecord undone(UUID id, Viewer viewer) {
        var back = new LinkedHashMap<String, @Nullable Object>();
        back.put("done_at", null);
        return records.step(mayChange(id, viewer), back, null, viewer);
    }

    private CrmRecord mayChange(UUID id, Viewer viewer) {
        var before = records.locked(Kind.ACTIVITY, id, viewer);
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Activities are changed by reps, managers and administrators.");
        }
        return before;
    }
}
