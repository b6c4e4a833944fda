package rapport.prospecting.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;

/** When something is due, and where. */
@Component
@Transactional(readOnly = true)
class Timetable {

    private static final int MOST_WORKSPACES = 50;

    private final JdbcClient jdbc;
    private final Clock clock;

    Timetable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Workspaces with something due, the longest due first. */
    List<UUID> due() {
        return jdbc.sql("select workspace from prospecting.due where next_due <= :now order by next_due limit %d".formatted(MOST_WORKSPACES)).param("now", Utc.of(clock.instant())).query(UUID.class).list();
    }

    /** The earliest moment at which any workspace has something due. */
    Instant first() {
        return jdbc.sql("select coalesce(min(next_due), timestamptz '9999-01-01Z') from prospecting.due").query((row, _) -> row.getTimestamp(1).toInstant()).single();
    }

    /** Lanes of the bound workspace on which something is due and nobody works. @param most counted */
    int lanes(int most) {
        return jdbc.sql("select count(*) from (select 1 from prospecting.lane where node is null and not held and next_due <= :now limit :most) due").param("now", Utc.of(clock.instant())).param("most", most).query(Integer.class).single();
    }
}
