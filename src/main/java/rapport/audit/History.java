package rapport.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.Money;
import rapport.kernel.TypedId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one history of business records: a row for each field that changed, in the {@code change} table of the record's own
 * module. What a page shows, undo takes back and "changed since by a person" asks for is read from there and nowhere else.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class History {

    /** A module's schema and the kind of record: {@code crm}, {@code opportunity}. */
    public record Kind(String schema, String name) {
        public Kind {
            if (!schema.matches("[a-z]+") || !name.matches("[a-z]+")) {
                throw new IllegalArgumentException("%s.%s names no kind of record".formatted(schema, name));
            }
        }
    }

    public record Change(String kind, UUID record, String field, @Nullable String before, @Nullable String after, UUID who, Instant at, String through, @Nullable UUID batch) {}

    /** One column of a record, before and after; lists as JSON. */
    public record Difference(String field, @Nullable String before, @Nullable String after) {}

    /** @param before what it was before anybody changed it since @param who and {@code at}: of the last one who did */
    public record Since(String field, @Nullable String before, UUID who, Instant at) {}

    private static final List<String> NOT_HISTORY = List.of("id", "version");

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    History(JdbcClient jdbc, JdbcOperations batches, Audit audit, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps what is different between the two states of a record, here and in the audit log.
     *
     * @param before null for a record that is new
     * @param after null for one that is gone
     */
    public void changed(Kind kind, TypedId id, @Nullable Record before, @Nullable Record after, Viewer viewer) {
        var differences = differences(before, after);
        if (differences.isEmpty()) {
            return;
        }
        if (before == null) {
            var state = new LinkedHashMap<String, @Nullable String>();
            differences.forEach(it -> state.put(it.field, it.after));
            born(kind, id.value(), json.writeValueAsString(state), viewer);
            return;
        }
        write(kind, id.value(), null, differences, null, viewer);
        audit(kind, id.value(), after == null ? "removed" : "changed", differences, viewer);
    }

    /** A life begins with one row that holds all that was known. @param state as JSON, by column, without what is unknown */
    public void born(Kind kind, UUID id, String state, Viewer viewer) {
        jdbc.sql("""
                        insert into %s.change (id, kind, record, field, before, after, who, at, through, version, state)
                        values (:id, :kind, :record, 'id', null, :text, :who, :at, :through, 0, :state::jsonb)""".formatted(kind.schema))
                .param("id", Ids.next(clock, uuid -> uuid)).param("kind", kind.name).param("record", id).param("text", id.toString()).param("who", viewer.id().value())
                .param("at", Utc.of(clock.instant())).param("through", viewer.through().name()).param("state", state).update();
        audit.record("%s.%s.added".formatted(kind.schema, kind.name), id.toString(), Map.of("state", state), viewer);
    }

    /** What is different now, column by column. @param version the record's after the change @param batch what it is part of; such a batch has one entry of its own in the audit log */
    public void changed(Kind kind, UUID id, int version, List<Difference> differences, @Nullable UUID batch, Viewer viewer) {
        if (differences.isEmpty()) {
            return;
        }
        write(kind, id, version, differences, batch, viewer);
        if (batch == null) {
            audit(kind, id, "changed", differences, viewer);
        }
    }

    /** Gone for good, many at once: a last row for each. Whoever takes them away leaves one entry for all in the audit log. */
    public void removed(Kind kind, Collection<UUID> records, Viewer viewer) {
        jdbc.sql("""
                        insert into %s.change (id, kind, record, field, before, after, who, at, through)
                        select gen_random_uuid(), :kind, record, 'id', record::text, null, :who, :at, :through from unnest(:records) record""".formatted(kind.schema))
                .param("kind", kind.name).param("records", records.toArray(UUID[]::new)).param("who", viewer.id().value()).param("at", Utc.of(clock.instant())).param("through", viewer.through().name()).update();
    }

    private void write(Kind kind, UUID id, @Nullable Integer version, List<Difference> differences, @Nullable UUID batch, Viewer viewer) {
        var at = Utc.of(clock.instant());
        batches.batchUpdate("""
                        insert into %s.change (id, kind, record, field, before, after, who, at, through, version, batch)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""".formatted(kind.schema),
                differences.stream().map(it -> new Object[] {
                    Ids.next(clock, uuid -> uuid), kind.name, id, it.field, it.before, it.after, viewer.id().value(), at, viewer.through().name(), version, batch
                }).toList());
    }

    private void audit(Kind kind, UUID id, String verb, List<Difference> differences, Viewer viewer) {
        var values = new LinkedHashMap<String, Object>();
        differences.forEach(it -> values.put(it.field, Arrays.asList(it.before, it.after)));
        audit.record("%s.%s.%s".formatted(kind.schema, kind.name, verb), id.toString(), values, viewer);
    }

    /** The first change of each column after a version: what stood there before, and who changed it last. */
    public Map<String, Since> since(Kind kind, UUID id, int version) {
        return jdbc.sql("""
                        select distinct on (field) field, before, last_value(who) over later as who, last_value(at) over later as at from %s.change
                         where kind = :kind and record = :record and version > :version
                        window later as (partition by field order by position rows between unbounded preceding and unbounded following)
                         order by field, position""".formatted(kind.schema))
                .param("kind", kind.name).param("record", id).param("version", version)
                .query(Since.class).stream().collect(Collectors.toMap(Since::field, it -> it));
    }

    /** Newest first. */
    public List<Change> of(Kind kind, TypedId id, int limit) {
        return jdbc.sql("""
                        select kind, record, field, before, after, who, at, through, batch from %s.change
                         where kind = :kind and record = :record order by position desc limit :limit""".formatted(kind.schema))
                .param("kind", kind.name)
                .param("record", id.value())
                .param("limit", limit)
                .query(Change.class)
                .list();
    }


    private static ArrayList<Difference> differences(@Nullable Record before, @Nullable Record after) {
        var old = fields(before);
        var now = fields(after);
        var names = new ArrayList<>(after == null ? old.keySet() : now.keySet());
        return names.stream()
                .filter(it -> !Objects.equals(old.get(it), now.get(it)))
                .map(it -> new Difference(it, old.get(it), now.get(it)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Map<String, @Nullable String> fields(@Nullable Record record) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        if (record == null) {
            return fields;
        }
        for (var component : record.getClass().getRecordComponents()) {
            if (!NOT_HISTORY.contains(component.getName())) {
                fields.put(column(component.getName()), text(read(component, record)));
            }
        }
        return fields;
    }

    private static @Nullable Object read(java.lang.reflect.RecordComponent component, Record record) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true); // records of other modules need not be public
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record shows its components", e);
        }
    }

    private static String column(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** As it stands in the history: numbers with their decimals, lists as JSON. */
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case java.math.BigDecimal it -> it.toPlainString();
            case List<?> many -> many.stream().map(it -> "\"" + it.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"").collect(Collectors.joining(", ", "[", "]"));
            case Money(var amount, var currency) -> amount.toPlainString() + " " + currency;
            default -> value.toString();
        };
    }
}
