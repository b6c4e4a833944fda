package rapport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All that a workspace holds, to be compared with itself at another moment. */
@Component
@Transactional(readOnly = true)
public class Everything {

    private final JdbcClient jdbc;

    Everything(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every business table there is, but for the numbers of versions; only the change log, the audit log and the import journal may remember. */
    public Map<String, List<String>> dump() {
        var dump = new TreeMap<String, List<String>>();
        jdbc.sql("""
                        select oid::regclass::text from pg_class
                         where relkind = 'r' and relrowsecurity and oid::regclass::text !~ '^(audit|imports)[.]' and relname <> 'change'""").query(String.class).list()
                .forEach(table -> dump.put(table, jdbc.sql("select (to_jsonb(t) - 'version' - 'updated_at')::text from %s t order by 1".formatted(table)).query(String.class).list()));
        assertThat(dump).containsKeys("people.person", "people.team", "crm.account", "crm.product", "crm.opportunity", "coaching.session", "calendar.block");
        return dump;
    }
}
