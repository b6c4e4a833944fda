package rapport.crm.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.audit.History;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** What was put away: shown for 90 days, then gone for good. Its history stays. */
@Component
@Transactional
public class Bin {

    public static final Duration KEPT = Duration.ofDays(90);

    private static final int MOST = 200;

    public record Binned(Kind kind, UUID id, String title, Instant at) {}

    private final Sight sight;
    private final History history;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Bin(Sight sight, History history, Audit audit, JdbcClient jdbc, Clock clock) {
        this.sight = sight;
        this.history = history;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of those the viewer sees, the newest first. */
    @Transactional(readOnly = true)
    public List<Binned> of(Viewer viewer) {
        var visible = sight.of(viewer);
        var each = Stream.of(Kind.values()).map(it -> "select '%s' as kind, e.id, %s as title, e.binned_at as at from %s e %s where e.binned_at is not null and %s"
                .formatted(it.name(), Names.title(it, "e"), it.table(), Names.joins(it, "e"), Sight.sql(it, "e", visible))).collect(Collectors.joining(" union all "));
        return jdbc.sql("select kind, id, coalesce(title, '–') as title, at from (%s) binned order by at desc, id limit %d".formatted(each, MOST)).param("visible", visible.ids()).query(Binned.class).list();
    }

    /** Takes away what has lain there long enough; what referred to it then refers to nothing. */
    public void empty(Viewer system) {
        var before = clock.instant().minus(KEPT);
        for (var kind : List.of(Kind.ACTIVITY, Kind.LEAD, Kind.OPPORTUNITY, Kind.CONTACT, Kind.PRODUCT, Kind.ACCOUNT)) {
            var gone = gone(kind, before);
            takeStory(kind, gone, system);
            loosen(kind, gone);
            if (kind.merges()) {
                closeMerges(gone, system);
            }
            jdbc.sql("delete from %s where id = any(:gone)".formatted(kind.table())).param("gone", gone).update();
            told(kind, List.of(gone), system);
        }
    }

    /** Its time is over, or that of what it was merged into: taken apart by the way it would be back in every list. */
    private UUID[] gone(Kind kind, Instant before) {
        var expired = "select id from %s where binned_at < :before".formatted(kind.table());
        var all = kind.merges() ? "with recursive gone as (%s union select e.id from %s e join gone on e.merged_into = gone.id) select id from gone".formatted(expired, kind.table()) : expired;
        return jdbc.sql(all).param("before", Utc.of(before)).query(UUID.class).list().toArray(UUID[]::new);
    }

    /** What was said and done about a deal or a lead is seen by whoever sees that. Left behind, it would be as open as the account it names: to everybody. */
    private void takeStory(Kind kind, UUID[] gone, Viewer system) {
        var about = switch (kind) {
            case OPPORTUNITY -> "opportunity";
            case LEAD -> "opportunity is null and lead"; // about both it follows the deal, which stays
            case ACCOUNT, CONTACT, PRODUCT, ACTIVITY -> null;
        };
        if (about != null) {
            told(Kind.ACTIVITY, jdbc.sql("delete from crm.activity where %s = any(:gone) returning id".formatted(about)).param("gone", gone).query(UUID.class).list(), system);
        }
    }

    /** Nothing is left that could be taken apart. */
    private void closeMerges(UUID[] gone, Viewer system) {
        jdbc.sql("update crm.merge set undone_by = :by, undone_at = :now where undone_at is null and winner = any(:gone)").param("by", system.id().value()).param("now", Utc.of(clock.instant())).param("gone", gone).update();
    }

    private void told(Kind kind, List<UUID> gone, Viewer system) {
        if (!gone.isEmpty()) {
            history.removed(kind.history(), gone, system);
            audit.record("crm.%s.bin-emptied".formatted(kind.word()), kind.path(), java.util.Map.of("records", gone.size()), system);
        }
    }

    /** References that no foreign key loosens by itself. */
    private void loosen(Kind kind, UUID[] gone) {
        var references = switch (kind) {
            case ACCOUNT -> List.of("crm.account.parent", "crm.opportunity.account");
            case PRODUCT -> List.of("crm.opportunity.product");
            case CONTACT, LEAD, OPPORTUNITY, ACTIVITY -> List.<String>of();
        };
        for (var reference : references) {
            var at = reference.lastIndexOf('.');
            jdbc.sql("update %1$s set %2$s = null where %2$s = any(:gone)".formatted(reference.substring(0, at), reference.substring(at + 1))).param("gone", gone).update();
        }
    }
}
