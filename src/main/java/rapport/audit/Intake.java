package rapport.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
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

    private static final String CUSTOM = "custom.";

    /** @param kept fields that a person had changed and the source had not */
    public record Outcome(long added, long changed, long same, long kept) {

        public static final Outcome NONE = new Outcome(0, 0, 0, 0);

        public Outcome plus(Outcome other) {
            return new Outcome(added + other.added, changed + other.changed, same + other.same, kept + other.kept);
        }
    }

    /** A record or field that stays as it is, and why. */
    public record LeftAlone(String kind, UUID record, String sentence) {}

    /** What a batch did to one record's field, or with its birth: then {@code field} is "id" and {@code state} all that was known, as JSON. */
    public record Told(String kind, UUID record, String field, @Nullable String before, @Nullable String after, @Nullable String state) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate savepoint;
    private final Clock clock;
    private final Map<String, Map<String, String>> types = new ConcurrentHashMap<>();

    Intake(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /**
     * @param columns of the kind's table that the source speaks of, {@code custom.<key>} for keys of its column custom; all others stay as they are
     * @param rows id and a value for each column, as JSON would have them; a row whose id is there already updates it
     * @param dated whether the kind keeps when its records came and last changed
     */
    public Outcome take(Kind kind, List<String> columns, List<Map<String, @Nullable Object>> rows, boolean dated, UUID batch, Viewer viewer) {
        if (rows.isEmpty()) {
            return Outcome.NONE;
        }
        var table = new Table(kind, columns, dated, types(kind));
        jdbc.sql("create temporary table if not exists intake_row (id uuid primary key, known boolean, incoming jsonb, existing jsonb) on commit drop").update();
        jdbc.sql("create temporary table if not exists intake_change (record uuid, field text, before text, after text, kept boolean) on commit drop").update();
        jdbc.sql("truncate intake_row, intake_change").update();
        jdbc.sql("""
                        insert into intake_row
                        select i.id, e.id is not null, %1$s, case when e.id is not null then %2$s end
                          from %3$s left join %4$s e on e.id = i.id""".formatted(table.incoming(), table.existing(), table.arriving(), table.name))
                .param("rows", json.writeValueAsString(rows)).param("now", clock.instant().toString())
                .update();
        jdbc.sql("analyze intake_row").update();
        findChanges(kind, columns);
        keep();
        add(table);
        change(table);
        log(kind, table, batch, viewer);
        return outcome();
    }

    /** Lets the planner know of what has come in so far: it takes a table that fills in this transaction for empty, and would read all of it for each portion. */
    public void count(Kind kind) {
        jdbc.sql("analyze (skip_locked) %1$s.%2$s, %1$s.change".formatted(kind.schema(), kind.name())).update();
    }

    /** How the columns of a kind are written in SQL. Keys of custom are small letters, digits and underscores; a constraint sees to that. */
    private record Table(Kind kind, String name, List<String> plain, List<String> custom, boolean dated, Map<String, String> types) {

        Table(Kind kind, List<String> columns, boolean dated, Map<String, String> types) {
            this(kind, kind.schema() + "." + kind.name(), columns.stream().filter(it -> !it.startsWith(CUSTOM)).toList(), columns.stream().filter(it -> it.startsWith(CUSTOM)).toList(), dated, types);
        }

        /** Those a birth fills. */
        List<String> first() {
            return dated && !plain.contains("created_at") ? java.util.stream.Stream.concat(plain.stream(), java.util.stream.Stream.of("created_at")).toList() : plain;
        }

        /** Rows and their types, of the columns the source speaks of alone: a table has many more. */
        String arriving() {
            return custom.isEmpty() ? "jsonb_to_recordset(:rows::jsonb) i (%s)".formatted(typed(plain)) : "jsonb_array_elements(:rows::jsonb) row, jsonb_to_record(row) i (%s)".formatted(typed(plain));
        }

        String typed(List<String> columns) {
            return columns.stream().map(it -> ", %s %s".formatted(it, types.get(it))).collect(Collectors.joining("", "id uuid", ""));
        }

        String incoming() {
            var born = !dated ? "" : " || case when e.id is null then jsonb_build_object('created_at', %s) else '{}' end".formatted(plain.contains("created_at") ? "coalesce(i.created_at, :now::timestamptz)" : ":now::timestamptz");
            return "to_jsonb(i)" + (custom.isEmpty() ? "" : " || coalesce((select jsonb_object_agg(key, value) from jsonb_each(row) where key like 'custom.%'), '{}')") + born;
        }

        String existing() {
            return custom.isEmpty() ? "to_jsonb(e)" : "to_jsonb(e) - 'custom' || coalesce((select jsonb_object_agg('custom.' || key, value) from jsonb_each(e.custom)), '{}')";
        }

        /** The column custom of a row from its flat keys; nulls are not kept. */
        String nested(String row) {
            var pairs = custom.stream().map(it -> "'%s', %s -> '%s'".formatted(it.substring(CUSTOM.length()), row, it)).collect(Collectors.joining(", "));
            return "jsonb_strip_nulls(jsonb_build_object(%s))".formatted(pairs);
        }

        String keys() {
            return custom.stream().map(it -> "'" + it.substring(CUSTOM.length()) + "'").collect(Collectors.joining(", ", "array[", "]"));
        }
    }

    private Map<String, String> types(Kind kind) {
        return types.computeIfAbsent(kind.schema() + "." + kind.name(), table -> {
            var known = new HashMap<String, String>();
            jdbc.sql("select attname, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped").param(table)
                    .query((java.sql.ResultSet it) -> {
                        known.put(it.getString("attname"), it.getString("type"));
                    });
            return Map.copyOf(known);
        });
    }

    private void findChanges(Kind kind, List<String> columns) {
        jdbc.sql("""
                        insert into intake_change
                        select r.id, f.field, r.existing ->> f.field, r.incoming ->> f.field,
                               exists (
                                 select from %1$s.change last
                                  where last.record = r.id and last.field = f.field and last.through in ('PAGE', 'API', 'MAIL')
                                    and not exists (select from %1$s.change later where later.record = r.id and later.field = f.field and later.position > last.position)
                                    and (select case when imported.field = 'id' then imported.state ->> f.field else imported.after end from %1$s.change imported
                                          where imported.record = r.id and (imported.field = f.field or imported.field = 'id' and imported.state is not null) and imported.through = 'IMPORT'
                                          order by imported.position desc limit 1) is not distinct from r.incoming ->> f.field)
                          from intake_row r, unnest(:columns::text[]) f (field)
                         where r.known and r.existing ->> f.field is distinct from r.incoming ->> f.field""".formatted(kind.schema()))
                .param("columns", columns.toArray(String[]::new))
                .update();
    }

    /** What a person decided stays. */
    private void keep() {
        jdbc.sql("""
                        update intake_row set incoming = incoming || kept.fields
                          from (select c.record, jsonb_object_agg(c.field, r.existing -> c.field) as fields from intake_change c join intake_row r on r.id = c.record where c.kept group by c.record) kept
                         where kept.record = id""").update();
    }

    private void add(Table table) {
        var names = String.join(", ", table.first());
        var values = table.first().stream().map(it -> "i." + it).collect(Collectors.joining(", "));
        jdbc.sql("insert into %1$s (id, %2$s%3$s%6$s, version) select r.id, %4$s%5$s%7$s, 0 from intake_row r, jsonb_to_record(r.incoming) i (%8$s) where not r.known"
                .formatted(table.name, names, table.custom.isEmpty() ? "" : ", custom", values, table.custom.isEmpty() ? "" : ", " + table.nested("r.incoming"),
                        table.dated ? ", updated_at" : "", table.dated ? ", '%s'".formatted(clock.instant()) : "", table.typed(table.first()))).update();
    }

    private void change(Table table) {
        var sets = table.plain.stream().map(it -> "%1$s = i.%1$s".formatted(it)).collect(Collectors.joining(", "));
        jdbc.sql("""
                        update %1$s e set %2$s%3$s%4$s, version = e.version + 1
                          from intake_row r, jsonb_populate_record(null::%1$s, r.incoming) i
                         where e.id = r.id and r.known and exists (select from intake_change c where c.record = e.id and not c.kept)"""
                .formatted(table.name, sets, table.custom.isEmpty() ? "" : ", custom = e.custom - %s || %s".formatted(table.keys(), table.nested("r.incoming")),
                        table.dated ? ", updated_at = '%s'".formatted(clock.instant()) : "")).update();
    }

    /** One row a field; a new record begins with one row that holds all of it. */
    private void log(Kind kind, Table table, UUID batch, Viewer viewer) {
        jdbc.sql("""
                        insert into %1$s.change (id, kind, record, field, before, after, who, at, through, batch, version, state)
                        select gen_random_uuid(), :kind, c.record, c.field, c.before, c.after, :who, :at, 'IMPORT', :batch, c.version, c.state
                          from (select i.record, i.field, i.before, i.after, e.version, null::jsonb as state from intake_change i join %2$s e on e.id = i.record where not i.kept
                                union all
                                select id, 'id', null, id::text, 0, jsonb_strip_nulls(incoming) - '{id,version,workspace,search}'::text[] from intake_row where not known) c""".formatted(kind.schema(), table.name))
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
                          from (select known, known and exists (select from intake_change c where c.record = id and not kept) as changed from intake_row) r""")
                .query(Outcome.class)
                .single();
    }

    /**
     * Puts back what a batch changed and takes away what it added, except what has changed since.
     *
     * @param references columns that refer to the kind without a foreign key, as {@code crm.attachment.record}
     * @return what stays, and why
     */
    public List<LeftAlone> takeBack(Kind kind, List<String> references, UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        expectMany(true);
        left.addAll(putBack(kind, batch, viewer));
        left.addAll(takeAway(kind, references, batch, viewer));
        expectMany(false);
        return left;
    }

    /** What was just written is in no statistics: expecting a handful of rows, the planner would compare each with each. */
    private void expectMany(boolean many) {
        jdbc.sql("select set_config('enable_nestloop', ?, true)").param(many ? "off" : "on").query(String.class).single();
    }

    /** Old values come as a change of their own: whoever has the record open is told that it changed. */
    private List<LeftAlone> putBack(Kind kind, UUID batch, Viewer viewer) {
        jdbc.sql("create temporary table if not exists intake_back (record uuid, field text, before text, after text, since boolean) on commit drop").update();
        jdbc.sql("truncate intake_back").update();
        // each side is read once and joined: asked row by row this takes minutes
        jdbc.sql("""
                        with mine as materialized (select record, field, before, after, position from %1$s.change where batch = :batch and kind = :kind),
                             born as materialized (select record from mine where field = 'id'),
                             first as materialized (select distinct on (record, field) record, field, before, position from mine order by record, field, position),
                             last as materialized (select distinct on (record, field) record, field, after, position from mine order by record, field, position desc),
                             later as materialized (select record, field, max(position) as position from %1$s.change
                                                     where kind = :kind and batch is distinct from :batch and position > (select min(position) from mine)
                                                     group by record, field)
                        insert into intake_back
                        select first.record, first.field, first.before, last.after, coalesce(later.position > last.position, false)
                          from first join last on last.record = first.record and last.field = first.field
                               left join later on later.record = first.record and later.field = first.field
                         where not exists (select from born where born.record = first.record)""".formatted(kind.schema()))
                .param("batch", batch).param("kind", kind.name()).update();
        var fields = jdbc.sql("select distinct field from intake_back where not since").query(String.class).list();
        if (!fields.isEmpty()) {
            setBack(new Table(kind, fields, false, types(kind)), viewer);
        }
        return jdbc.sql("select :kind as kind, record, field || ' was changed since' as sentence from intake_back where since order by record, field").param("kind", kind.name()).query(LeftAlone.class).list();
    }

    private void setBack(Table table, Viewer viewer) {
        var sets = new ArrayList<String>();
        table.plain.forEach(it -> sets.add("%1$s = case when b.before ? '%1$s' then p.%1$s else e.%1$s end".formatted(it).replace(" ? ", " ?? ")));
        if (!table.custom.isEmpty()) {
            var known = table.custom.stream().map(it -> "case when b.before ?? '%1$s' then jsonb_build_object('%2$s', b.before -> '%1$s') else '{}' end".formatted(it, it.substring(CUSTOM.length()))).collect(Collectors.joining(" || "));
            sets.add("custom = jsonb_strip_nulls(e.custom || %s)".formatted(known));
        }
        // lists stand in the history as JSON, everything else as text
        jdbc.sql("""
                        with b as (select record, jsonb_object_agg(field, case when t.typcategory = 'A' then i.before::jsonb else to_jsonb(i.before) end) as before
                                     from intake_back i left join pg_attribute a on a.attrelid = '%1$s'::regclass and a.attname = i.field left join pg_type t on t.oid = a.atttypid
                                    where not i.since group by record),
                             back as (update %1$s e set %2$s, version = e.version + 1 from b, jsonb_populate_record(null::%1$s, b.before) p where e.id = b.record returning e.id, e.version)
                        insert into %3$s.change (id, kind, record, field, before, after, who, at, through, version)
                        select gen_random_uuid(), :kind, i.record, i.field, i.after, i.before, :who, :at, 'IMPORT', back.version
                          from intake_back i join back on back.id = i.record where not i.since""".formatted(table.name, String.join(", ", sets), table.kind.schema()))
                .param("kind", table.kind.name()).param("who", viewer.id().value()).param("at", Utc.of(clock.instant())).update();
    }

    private List<LeftAlone> takeAway(Kind kind, List<String> references, UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        record Born(UUID record, boolean since) {}
        var born = jdbc.sql("""
                        with mine as materialized (select record, max(position) as position from %1$s.change where batch = :batch and kind = :kind group by record having bool_or(field = 'id')),
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
        var bound = gone.isEmpty() ? java.util.Set.<UUID>of() : bound(kind, references, gone);
        bound.forEach(it -> left.add(new LeftAlone(kind.name(), it, "Something made since belongs to it")));
        gone = gone.stream().filter(it -> !bound.contains(it)).toList();
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

    /** Those that another record still refers to: a reference that is emptied or follows into death would be a loss nobody asked for. */
    private java.util.Set<UUID> bound(Kind kind, List<String> untold, List<UUID> records) {
        record Reference(String table, String column) {}
        var references = new ArrayList<>(untold.stream().map(it -> new Reference(it.substring(0, it.lastIndexOf('.')), it.substring(it.lastIndexOf('.') + 1))).toList());
        references.addAll(jdbc.sql("""
                        select c.conrelid::regclass::text as table, a.attname as column
                          from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'workspace'
                         where c.contype = 'f' and c.confrelid = :table::regclass and c.conrelid::regclass::text <> all(array['crm.stay'])""")
                .param("table", kind.schema() + "." + kind.name()).query(Reference.class).list());
        var bound = new java.util.HashSet<UUID>();
        for (var it : references) {
            bound.addAll(jdbc.sql("select distinct r.%2$s from %1$s r where r.%2$s = any(:records)%3$s".formatted(it.table, it.column, it.table.equals(kind.schema() + "." + kind.name()) ? " and r.id <> all(:records)" : ""))
                    .param("records", records.toArray(UUID[]::new)).query(UUID.class).list());
        }
        return bound;
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

    /** What a batch has done in a module so far, in a stable order and without holding it: births first, a record's changes together. */
    public void tell(String schema, UUID batch, Consumer<Told> listener) {
        jdbc.sql("select kind, record, field, before, after, state::text as state from %s.change where batch = :batch order by kind, record, field = 'id' desc, field, position".formatted(schema))
                .param("batch", batch).withFetchSize(2_000)
                .query((java.sql.ResultSet row) -> listener.accept(new Told(row.getString("kind"), row.getObject("record", UUID.class), row.getString("field"), row.getString("before"), row.getString("after"), row.getString("state"))));
    }
}
