package rapport.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Remembers;

/** What rehearsals have noted about people, and rows that stayed out. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ImportMemory implements Remembers {

    private static final String THEIR_CELLS = "exists (select from unnest(cells) cell where lower(cell) = any(:emails))";

    private final JdbcClient jdbc;

    ImportMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String keeper() {
        return "Imports";
    }

    @Override
    public Map<String, List<Map<String, @Nullable Object>>> recall(UUID contact, Set<String> emails) {
        return Map.of("what rehearsals have noted", jdbc.sql("select to_jsonb(e)::text from (select * from imports.difference where record = :contact order by import, position) e").param("contact", contact).query((row, _) -> Map.<String, @Nullable Object>of("row", row.getString(1))).list(),
                "rows that stayed out", jdbc.sql("select to_jsonb(e)::text from (select * from imports.turned where %s order by import, position) e".formatted(THEIR_CELLS)).param("emails", emails.toArray(String[]::new)).query((row, _) -> Map.<String, @Nullable Object>of("row", row.getString(1))).list());
    }

    @Override
    public void forget(UUID contact, Set<String> emails) {
        jdbc.sql("update imports.difference set name = null, before = null, after = null, state = null, reasons = null where record = :contact").param("contact", contact).update();
        jdbc.sql("update imports.turned set cells = '{}', sentence = 'Erased' where %s".formatted(THEIR_CELLS)).param("emails", emails.toArray(String[]::new)).update();
    }
}
