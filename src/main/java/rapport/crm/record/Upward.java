package rapport.crm.record;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;

/** What an account belongs to and whom a contact reports to, up to the top: there is one, so nothing stands above itself. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Upward {

    private final JdbcClient jdbc;

    Upward(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether {@code above} stands under the record already. Two who ask at once wait for each other, so that no circle closes behind both. */
    public boolean closes(Kind kind, UUID record, UUID above, Viewer viewer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('crm.upward ' || current_setting('rapport.workspace')))").query((_, _) -> 0).single();
        return jdbc.sql("""
                        with recursive line (id) as (
                          select :above::uuid
                          union
                          select e.%2$s from %1$s e join line on e.id = line.id where e.%2$s is not null)
                        select exists (select from line where id = :record)""".formatted(kind.table(), column(kind)))
                .param("above", above).param("record", record).query(Boolean.class).single();
    }

    /** The column that says it, where a kind has one. */
    public static String column(Kind kind) {
        return switch (kind) {
            case ACCOUNT -> "parent";
            case CONTACT -> "reports_to";
            case LEAD, OPPORTUNITY, PRODUCT, ACTIVITY -> throw new IllegalArgumentException("Nothing stands above " + kind.path());
        };
    }
}
