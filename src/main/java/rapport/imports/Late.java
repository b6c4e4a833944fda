package rapport.imports;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.imports.Draft.Reference;
import rapport.imports.dialect.Target;

/** References to what may stand further down in the same file, kept in the database until everything is in. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Late {

    /** @param file its position among the files of the import @param record whose {@code field} it is */
    record Link(Target kind, int file, long line, UUID record, String field, Reference to) {}

    private static final int CHUNK = 2_000;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    Late(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void begin() {
        jdbc.sql("create temporary table if not exists import_late (position bigint generated always as identity primary key, kind text, file int, line bigint, record uuid, field text, target text, id text, name text, email text) on commit drop").update();
        jdbc.sql("create temporary table if not exists import_reason (record uuid, field text, reason text) on commit drop").update();
    }

    void keep(List<Link> links) {
        batches.batchUpdate("insert into import_late (kind, file, line, record, field, target, id, name, email) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                links.stream().map(it -> new Object[] {it.kind.name(), it.file, it.line, it.record, it.field, it.to.target().name(), it.to.id(), it.to.name(), it.to.email()}).toList());
    }

    /** Why a field is not what the file says. */
    void reasons(List<Object[]> reasons) {
        batches.batchUpdate("insert into import_reason (record, field, reason) values (?, ?, ?)", reasons);
    }

    /** By record and field. */
    java.util.Map<UUID, java.util.Map<String, String>> reasonsOf(List<UUID> records) {
        record Row(UUID record, String field, String reason) {}
        var reasons = new java.util.HashMap<UUID, java.util.Map<String, String>>();
        jdbc.sql("select record, field, reason from import_reason where record = any(:records)").param("records", records.toArray(UUID[]::new)).query(Row.class).stream()
                .forEach(it -> reasons.computeIfAbsent(it.record, _ -> new java.util.LinkedHashMap<>()).put(it.field, it.reason));
        return reasons;
    }

    /** In portions of one kind, field and file. */
    void each(Target kind, String field, int file, Consumer<List<Link>> listener) {
        record Row(long position, long line, UUID record, String target, @Nullable String id, @Nullable String name, @Nullable String email) {}
        var after = 0L;
        for (var more = true; more; ) {
            var rows = jdbc.sql("select position, line, record, target, id, name, email from import_late where kind = :kind and field = :field and file = :file and position > :after order by position limit :limit")
                    .param("kind", kind.name()).param("field", field).param("file", file).param("after", after).param("limit", CHUNK).query(Row.class).list();
            if (!rows.isEmpty()) {
                listener.accept(rows.stream().map(it -> new Link(kind, file, it.line, it.record, field, new Reference(Target.valueOf(it.target), it.id, it.name, it.email))).toList());
                after = rows.getLast().position;
            }
            more = rows.size() == CHUNK;
        }
    }
}
