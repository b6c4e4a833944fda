package rapport.crm.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** Changes many records at once, and takes such a change back where nobody has changed the same field since. */
@Service
@Transactional
public class Batches {

    public static final int MOST = 2_000;

    private static final int MOST_SENTENCES = 5;
    private static final int MOST_NAMES = 3;

    /** @param id what it is taken back by @param refused why some stayed as they were, and which, the first few of both */
    public record Done(UUID id, int changed, int same, List<String> refused, int refusals) {}

    /** @param kept fields that were changed since and stay */
    public record Undone(int restored, int kept) {}

    private final Records records;
    private final RecordList list;
    private final Fields fields;
    private final Names names;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Kept kept;
    private final TransactionTemplate savepoint; // whatever a record that refuses had done is taken back, and only that
    private final Clock clock;

    Batches(Records records, RecordList list, Fields fields, Names names, Audit audit, JdbcClient jdbc, Kept kept, PlatformTransactionManager transactions, Clock clock) {
        this.records = records;
        this.list = list;
        this.fields = fields;
        this.names = names;
        this.audit = audit;
        this.jdbc = jdbc;
        this.kept = kept;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** Everything a list shows, on all its pages. @throws Refused when that is more than {@link #MOST} */
    @Transactional(readOnly = true)
    public List<UUID> all(Kind kind, Filter filter, @Nullable String find, Viewer viewer) {
        var ids = list.ids(kind, filter, find, MOST + 1, viewer);
        if (ids.size() > MOST) {
            throw new Refused("crm.too-many-at-once", "At most %,d records are changed at once. Filter a little closer.".formatted(MOST));
        }
        return ids;
    }

    /** The same field of many to the same value. A record that refuses stays as it is; the others change. */
    public Done set(Kind kind, List<UUID> ids, String field, List<String> values, Viewer viewer) {
        return each(kind, ids, field, viewer, (id, batch) -> records.change(kind, id, Edits.of(Map.of(field, values)), batch, viewer) instanceof Saved.Done(var after) && after.version() > 0
                && jdbc.sql("select exists (select from crm.change where batch = :batch and record = :record)").param("batch", batch).param("record", id).query(Boolean.class).single());
    }

    public Done bin(Kind kind, List<UUID> ids, Viewer viewer) {
        return each(kind, ids, "bin", viewer, (id, batch) -> {
            var before = records.locked(kind, id, viewer);
            records.step(before, Map.of("binned_at", clock.instant().toString()), batch, viewer);
            return true;
        });
    }

    private interface Change {
        boolean happened(UUID id, UUID batch);
    }

    private Done each(Kind kind, List<UUID> ids, String what, Viewer viewer, Change change) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Records are changed by reps, managers and administrators.");
        }
        if (ids.isEmpty()) {
            throw new Refused("crm.nothing-chosen", "Choose at least one record.");
        }
        if (ids.size() > MOST) {
            throw new Refused("crm.too-many-at-once", "At most %,d records are changed at once.".formatted(MOST));
        }
        var batch = Ids.next(clock, it -> it);
        var chosen = ids.stream().distinct().sorted().toList();
        var changed = 0;
        var refused = new LinkedHashMap<String, List<UUID>>();
        for (var id : chosen) {
            try {
                changed += Boolean.TRUE.equals(savepoint.execute(_ -> change.happened(id, batch))) ? 1 : 0;
            } catch (Unfit e) {
                refused.computeIfAbsent(e.faults().getFirst().sentence(), _ -> new ArrayList<>()).add(id);
            } catch (NotFound _) {
                refused.computeIfAbsent("Some are not there any more", _ -> new ArrayList<>()).add(id);
            }
        }
        var refusals = refused.values().stream().mapToInt(List::size).sum();
        audit.record("crm.%s.batch".formatted(kind.word()), batch.toString(), Map.of("field", what, "changed", changed, "refused", refusals), viewer);
        return new Done(batch, changed, chosen.size() - changed - refusals, sentences(kind, refused, viewer), refusals);
    }

    /** Each reason with the first few it holds for. */
    private List<String> sentences(Kind kind, Map<String, List<UUID>> refused, Viewer viewer) {
        return refused.entrySet().stream().limit(MOST_SENTENCES).map(it -> {
            var first = it.getValue().stream().limit(MOST_NAMES).toList();
            var called = names.ofRecords(kind, first, viewer);
            var known = first.stream().map(called::get).filter(Objects::nonNull).collect(Collectors.joining(", "));
            var more = it.getValue().size() > first.size() ? " and %,d more".formatted(it.getValue().size() - first.size()) : "";
            return known.isEmpty() ? it.getKey() : "%s (%s%s)".formatted(it.getKey(), known, more);
        }).toList();
    }

    /** @throws NotFound also when it was somebody else's and the viewer does not administer, and when it belongs to a merge, of which this would take back half */
    public Undone undo(UUID batch, Viewer viewer) {
        record Row(String kind, UUID record, String field, @Nullable String before, UUID who, boolean since) {}
        var rows = jdbc.sql("""
                        select c.kind, c.record, c.field, c.before, c.who,
                               exists (select from crm.change later where later.record = c.record and later.field = c.field and later.position > c.position) as since
                          from crm.change c where c.batch = :batch and c.through <> 'IMPORT' order by c.record, c.position""").param("batch", batch).query(Row.class).list();
        if (rows.isEmpty() || rows.stream().anyMatch(it -> it.field.equals("merged_into")) || !rows.getFirst().who.equals(viewer.id().value()) && !viewer.role().administers()) {
            throw new NotFound("crm.batch-not-found", "There is nothing to take back under " + batch);
        }
        var back = new LinkedHashMap<UUID, Map<String, @Nullable Object>>();
        var kind = Kind.valueOf(rows.getFirst().kind.toUpperCase(java.util.Locale.ROOT));
        var fieldset = fields.of(kind);
        rows.stream().filter(it -> !it.since).forEach(it -> back.computeIfAbsent(it.record, _ -> new LinkedHashMap<>()).put(it.field, kept.value(fieldset, it.field, it.before)));
        var undo = Ids.next(clock, it -> it);
        back.forEach((record, values) -> records.takeBack(kind, record, values, undo, viewer));
        audit.record("crm.%s.batch-undone".formatted(kind.word()), batch.toString(), Map.of("restored", back.size()), viewer);
        return new Undone(back.size(), (int) rows.stream().filter(Row::since).count());
    }
}
