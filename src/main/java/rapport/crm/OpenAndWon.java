package rapport.crm;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Counting;
import rapport.crm.record.Field;
import rapport.crm.record.Kind;
import rapport.crm.record.Sight;
import rapport.kernel.Viewer;

/** How many opportunities of an account are open and won, of those the viewer sees. */
@Component
@Transactional(readOnly = true)
class OpenAndWon implements Counting {

    private final Sight sight;
    private final JdbcClient jdbc;

    OpenAndWon(Sight sight, JdbcClient jdbc) {
        this.sight = sight;
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.ACCOUNT;
    }

    @Override
    public Map<UUID, Map<String, Object>> count(List<Field> fields, List<UUID> records, Viewer viewer) {
        record Row(UUID account, long open, long won) {}
        var visible = sight.of(viewer);
        var counts = new HashMap<UUID, Map<String, Object>>();
        records.forEach(it -> counts.put(it, Map.of("open", 0L, "won", 0L)));
        jdbc.sql("""
                        select account, count(*) filter (where outcome is null) as open, count(*) filter (where outcome = 'WON') as won
                          from crm.opportunity o where account = any(:ids) and binned_at is null and %s group by account""".formatted(visible.sql("o.owner")))
                .param("ids", records.toArray(UUID[]::new)).param("visible", visible.ids())
                .query(Row.class).list().forEach(it -> counts.put(it.account, Map.of("open", it.open, "won", it.won)));
        return counts;
    }

    @Override
    public String condition(Field field, String alias, LocalDate today) {
        throw new IllegalArgumentException(field.name() + " is a number and is not filtered by");
    }
}
