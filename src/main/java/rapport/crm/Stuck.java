package rapport.crm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Counting;
import rapport.crm.record.Field;
import rapport.crm.record.Kind;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;

/**
 * When an opportunity has been in its stage for too long: longer than four of five deals that were won from there, the 80th percentile of
 * their days. Fewer than {@link #LEAST_DEALS} won deals say nothing.
 */
@Component
@Transactional(readOnly = true)
public class Stuck implements Counting {

    public static final int LEAST_DEALS = 5;

    private static final Duration FRESH = Duration.ofMinutes(5);

    /** @param days 80th percentile, rounded up @param deals how many it rests on */
    public record Limit(UUID stage, long days, long deals) {

        public boolean isKnown() {
            return deals >= LEAST_DEALS;
        }
    }

    private record Kept(Instant at, Map<UUID, Limit> limits) {}

    private final Map<WorkspaceId, Kept> kept = new ConcurrentHashMap<>(); // worked out from all stays; good enough for some minutes
    private final JdbcClient jdbc;
    private final Clock clock;

    Stuck(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By stage; stages nothing was ever won from are missing. */
    public Map<UUID, Limit> limits() {
        var workspace = Workspaces.current().orElseThrow();
        var now = clock.instant();
        var known = kept.get(workspace);
        if (known == null || Duration.between(known.at, now).abs().compareTo(FRESH) > 0) {
            known = new Kept(now, read());
            kept.put(workspace, known);
        }
        return known.limits;
    }

    private Map<UUID, Limit> read() {
        return jdbc.sql("""
                        select s.stage, ceil(percentile_cont(0.8) within group (order by s.left_on - s.entered_on))::bigint as days, count(*) as deals
                          from crm.stay s join crm.opportunity o on o.workspace = s.workspace and o.id = s.opportunity
                         where o.outcome = 'WON' and o.binned_at is null and s.left_on is not null group by s.stage""")
                .query(Limit.class).stream().collect(Collectors.toMap(Limit::stage, it -> it));
    }

    @Override
    public Kind kind() {
        return Kind.OPPORTUNITY;
    }

    @Override
    public Map<UUID, Map<String, Object>> count(List<Field> fields, List<UUID> records, Viewer viewer) {
        if (limits().values().stream().noneMatch(Limit::isKnown)) {
            return Map.of();
        }
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var stuck = new HashMap<UUID, Map<String, Object>>();
        jdbc.sql("select id from crm.opportunity o where id = any(:ids) and " + condition(fields.getFirst(), "o", today)).param("ids", records.toArray(UUID[]::new))
                .query(UUID.class).list().forEach(it -> stuck.put(it, Map.of("stuck", true)));
        return stuck;
    }

    @Override
    public String condition(Field field, String alias, LocalDate today) {
        var known = limits().values().stream().filter(Limit::isKnown).toList();
        if (known.isEmpty()) {
            return "false";
        }
        var cases = known.stream().map(it -> "when '%s' then %s.stage_since < date '%s'".formatted(it.stage, alias, today.minusDays(it.days))).collect(Collectors.joining(" "));
        return "(%1$s.outcome is null and %1$s.stage_since is not null and case %1$s.stage %2$s else false end)".formatted(alias, cases);
    }
}
