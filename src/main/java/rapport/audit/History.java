package rapport.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final List<String> NOT_HISTORY = List.of("id", "version");

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Audit audit;
    private final Clock clock;

    History(JdbcClient jdbc, JdbcOperations batches, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.audit = audit;
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
            differences.addFirst(new Difference("id", null, id.toString())); // a life begins with its name
        }
        var at = Utc.of(clock.instant());
        batches.batchUpdate("""
                        insert into %s.change (id, kind, record, field, before, after, who, at, through)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""".formatted(kind.schema),
                differences.stream().map(it -> new Object[] {
                    Ids.next(clock, uuid -> uuid), kind.name, id.value(), it.field, it.before, it.after, viewer.id().value(), at, viewer.through().name()
                }).toList());
        var verb = before == null ? "added" : after == null ? "removed" : "changed";
        var values = new LinkedHashMap<String, Object>();
        differences.forEach(it -> values.put(it.field, Arrays.asList(it.before, it.after)));
        audit.record("%s.%s.%s".formatted(kind.schema, kind.name, verb), id.toString(), values, viewer);
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

    private record Difference(String field, @Nullable String before, @Nullable String after) {}

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

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Money(var amount, var currency) -> amount.toPlainString() + " " + currency;
            default -> value.toString();
        };
    }
}
