package rapport.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import rapport.audit.History.Kind;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes many records in at once and writes their history, all in a handful of statements: known ones are updated, new ones
 * added, and what a person decided stays unless the source has changed its mind since. Takes it all back again, too.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

    /** @param kept fields that a person had changed and the source had not */
    public record Outcome(long added, long changed, long same, long kept) {

        public Outcome plus(Outcome other) {
            return new Outcome(added + other.added, changed + other.changed, same + other.same, kept + other.kept);
        }
    }

    /** A record or field that stays as it is, and why. */
    public record LeftAlone(String kind, UUID record, String sentence) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    Intake(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /**
     * @param columns of the kind's table that the source speaks of; all others stay as they are
     * @param rows id and a value for each column, as JSON would have them; a row whose id is there already updates it
     */
    public Outcome take(Kind kind, List<String> columns, List<Map<String, @Nullable Object>> rows, UUID batch, Viewer viewer) {
        if (rows.isEmpty()) {
            return new Outcome(0, 0, 0, 0);
        }
        var table = kind.schema() + "." + kind.name();
        jdbc.sql("create temporary table if not exists intake_row (id uuid primary key, known boolean, incoming jsonb, existing jsonb) on commit drop").update();
        jdbc.sql("create temporary table if not exists intake_change (record uuid, field text, before text, after text, kept boolean) on commit drop").update();
        jdbc.sql("delete from intake_row").update();
        jdbc.sql("delete from intake_change").update();
        jdbc.sql("""
                        insert into intake_row
                        select i.id, e.id is not null, to_jsonb(i), to_jsonb(e)
                          from jsonb_populate_recordset(null::%1$s, :rows::jsonb) i left join %1$s e on e.id = i.id""".formatted(table))
                .param("rows", json.writeValueAsString(rows))
                .update();
        jdbc.sql("analyze intake_row").update();
        findChanges(kind, columns);
        jdbc.sql("update intake_row set incoming = incoming || kept.fields from (select record, jsonb_object_agg(field, before) as fields from intake_change where kept group by record) kept where kept.record = id").update();
        add(table, columns);
        change(table, columns);
        log(kind, batch, viewer);
        return outcome();
    }

    private void findChanges(Kind kind, List<String> columns) {
        jdbc.sql("""
                        insert into intake_change
                        select r.id, f.field, r.existing ->> f.field, r.incoming ->> f.field,
                               r.known and exists (
                                 select from %1$s.change last
                                  where last.record = r.id and last.field = f.field and last.through in ('PAGE', 'API', 'MAIL')
                                    and not exists (select from %1$s.change later where later.record = r.id and later.field = f.field and later.position > last.position)
                                    and (select case when imported.field = 'id' then imported.state ->> f.field else imported.after end from %1$s.change imported
                                          where imported.record = r.id and (imported.field = f.field or imported.field = 'id' and imported.state is not null) and imported.through = 'IMPORT'
                                          order by imported.position desc limit 1) is not distinct from r.incoming ->> f.field)
                          from intake_row r, unnest(:columns::text[]) f (field)
                         where r.existing ->> f.field is distinct from r.incoming ->> f.field""".formatted(kind.schema()))
                .param("columns", columns.toArray(String[]::new))
                .update();
    }

    private void add(String table, List<String> columns) {
        var names = String.join(", ", columns);
        jdbc.sql("""
                        insert into %1$s (id, %2$s, version)
                        select id, %2$s, 0 from jsonb_populate_recordset(null::%1$s, (select jsonb_agg(incoming) from intake_row where not known))
                         where id is not null""".formatted(table, names)).update();
    }

    private void change(String table, List<String> columns) {
        var sets = columns.stream().map(it -> "%1$s = i.%1$s".formatted(it)).collect(java.util.stream.Collectors.joining(", "));
        jdbc.sql("""
                        update %1$s e set %2$s, version = e.version + 1
                          from jsonb_populate_recordset(null::%1$s, (select jsonb_agg(incoming) from intake_row where known)) i
                         where e.id = i.id and exists (select from intake_change c where c.record = e.id and not c.kept)""".formatted(table, sets)).update();
    }

    /** One row a field; a new record begins with one row that holds all of it. */
    private void log(Kind kind, UUID batch, Viewer viewer) {
        jdbc.sql("""
                        insert into %1$s.change (id, kind, record, field, before, after, who, at, through, batch, version, state)
                        select gen_random_uuid(), :kind, c.record, c.field, c.before, c.after, :who, :at, 'IMPORT', :batch, c.version, c.state
                          from (select i.record, i.field, i.before, i.after, e.version, null::jsonb as state from intake_change i join intake_row r on r.id = i.record join %2$s e on e.id = i.record where not i.kept and r.known
                                union all
                                select id, 'id', null, id::text, 0, jsonb_strip_nulls(incoming) - '{id,version}'::text[] from intake_row where not known) c""".formatted(kind.schema(), kind.schema() + "." + kind.name()))
                .param("kind", kind.name())
                .param("who", viewer.id().value())
                .param("at", Utc.of(clock.instant()))
                .param("batch", batch)
                .update();
    }

    private Outcome outcome() {
        return jdbc.sql("""
                        select count(*) filter (where not known) as added,
                               count(*) filter (where known and changed) as changed,
                               count(*) filter (where known and not changed) as same,
                               (select count(*) from intake_change where kept) as kept
                          from (select known, exists (select from intake_change c where c.record = id and not kept) as changed from intake_row) r""")
                .query(Outcome.class)
                .single();
    }

    /** Puts back what a batch changed and takes away what it added, except what has changed since. @return what stays, and why */
    public List<LeftAlone> takeBack(Kind kind, List<String> columns, UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        left.addAll(putBack(kind, columns, batch, viewer));
        left.addAll(takeAway(kind, batch, viewer));
        return left;
    }

    private List<LeftAlone> putBack(Kind kind, List<String> columns, UUID batch, Viewer viewer) {
        record Field(UUID record, String field, @Nullable String before, boolean since) {}
        // each side is read once and joined: asked row by row this takes minutes
        var fields = jdbc.sql("""
                        with mine as materialized (select record, field, before, position from %1$s.change where batch = :batch and kind = :kind),
                             born as materialized (select record from mine where field = 'id'),
                             later as materialized (select record, field, max(position) as position from %1$s.change
                                                     where kind = :kind and batch is distinct from :batch and position > (select min(position) from mine)
                                                     group by record, field)
                        select mine.record, mine.field, mine.before, coalesce(later.position > mine.position, false) as since
                          from mine left join later on later.record = mine.record and later.field = mine.field
                         where mine.record not in (select record from born)
                         order by mine.record, mine.field""".formatted(kind.schema()))
                .param("batch", batch)
                .param("kind", kind.name())
                .query(Field.class)
                .list();
        var back = fields.stream().filter(it -> !it.since && columns.contains(it.field)).toList();
        var byRecord = back.stream().collect(java.util.stream.Collectors.groupingBy(Field::record));
        byRecord.forEach((record, changes) -> {
            var before = new java.util.HashMap<String, Object>();
            changes.forEach(it -> before.put(it.field, it.before));
            var sets = changes.stream().map(it -> "%1$s = b.%1$s".formatted(it.field)).collect(java.util.stream.Collectors.joining(", "));
            // the state is that of the version before, so it gets its number back
            jdbc.sql("update %1$s.%2$s e set %3$s, version = e.version - 1 from jsonb_populate_record(null::%1$s.%2$s, :before::jsonb) b where e.id = :id"
                            .formatted(kind.schema(), kind.name(), sets))
                    .param("before", json.writeValueAsString(before)).param("id", record).update();
        });
        jdbc.sql("""
                        insert into %1$s.change (id, kind, record, field, before, after, who, at, through)
                        select gen_random_uuid(), c.kind, c.record, c.field, c.after, c.before, :who, :at, 'IMPORT'
                          from %1$s.change c where c.batch = :batch and c.kind = :kind and c.record = any(:records)""".formatted(kind.schema()))
                .param("who", viewer.id().value())
                .param("at", Utc.of(clock.instant()))
                .param("batch", batch)
                .param("kind", kind.name())
                .param("records", byRecord.keySet().toArray(UUID[]::new))
                .update();
        return fields.stream().filter(Field::since).map(it -> new LeftAlone(kind.name(), it.record, "%s was changed since".formatted(it.field))).toList();
    }

    private List<LeftAlone> takeAway(Kind kind, UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        record Born(UUID record, boolean since) {}
        var born = jdbc.sql("""
                        with mine as materialized (select record, position from %1$s.change where batch = :batch and kind = :kind and field = 'id'),
                             later as materialized (select record, max(position) as position from %1$s.change
                                                     where kind = :kind and batch is distinct from :batch and position > (select min(position) from mine)
                                                     group by record)
                        select mine.record, coalesce(later.position > mine.position, false) as since
                          from mine left join later on later.record = mine.record order by mine.record""".formatted(kind.schema()))
                .param("batch", batch)
                .param("kind", kind.name())
                .query(Born.class)
                .list();
        born.stream().filter(Born::since).forEach(it -> left.add(new LeftAlone(kind.name(), it.record, "Somebody has worked on it since")));
        var gone = born.stream().filter(it -> !it.since).map(Born::record).toList();
        if (!remove(kind, gone)) {
            gone = gone.stream().filter(it -> {
                var removed = remove(kind, List.of(it));
                if (!removed) {
                    left.add(new LeftAlone(kind.name(), it, "Something made since belongs to it"));
                }
                return removed;
            }).toList();
        }
        logRemoval(kind, gone, viewer);
        return left;
    }

    /** All of them, or none when something refers to one. */
    private boolean remove(Kind kind, List<UUID> records) {
        try {
            savepoint.executeWithoutResult(_ -> jdbc.sql("delete from %s.%s where id = any(:records)".formatted(kind.schema(), kind.name()))
                    .param("records", records.toArray(UUID[]::new)).update());
            return true;
        } catch (DataIntegrityViolationException e) {
            return false; // a reference: the answer the caller asks for
        }
    }

    private void logRemoval(Kind kind, List<UUID> records, Viewer viewer) {
        jdbc.sql("""
                        insert into %1$s.change (id, kind, record, field, before, after, who, at, through)
                        select gen_random_uuid(), :kind, record, 'id', record::text, null, :who, :at, 'IMPORT' from unnest(:records) record""".formatted(kind.schema()))
                .param("kind", kind.name())
                .param("records", records.toArray(UUID[]::new))
                .param("who", viewer.id().value())
                .param("at", Utc.of(clock.instant()))
                .update();
    }

    /** What a batch has changed in a module, in a stable order; for showing a rehearsal. */
    public List<History.Change> changes(String schema, UUID batch) {
        return jdbc.sql("""
                        select kind, record, field, before, after, who, at, through, batch from (
                          select kind, record, field, before, after, who, at, through, batch from %1$s.change where batch = :batch
                          union all
                          select kind, record, known.key, null, known.value, who, at, through, batch from %1$s.change, jsonb_each_text(state) known where batch = :batch) told
                         order by kind, record, field = 'id' desc, field""".formatted(schema))
                .param("batch", batch)
                .query(History.Change.class)
                .list();
    }
}
