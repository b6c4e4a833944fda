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
            takeStory(kind, before, system);
            loosen(kind, before);
            var gone = jdbc.sql("delete from %s where binned_at < :before returning id".formatted(kind.table())).param("before", Utc.of(before)).query(UUID.class).list();
            told(kind, gone, system);
        }
    }

    /** What was said and done about a deal or a lead is seen by whoever sees that. Left behind, it would be as open as the account it names: to everybody. */
    private void takeStory(Kind kind, Instant before, Viewer system) {
        var about = switch (kind) {
            case OPPORTUNITY -> "a.opportunity";
            case LEAD -> "a.opportunity is null and a.lead"; // about both it follows the deal, which stays
            case ACCOUNT, CONTACT, PRODUCT, ACTIVITY -> null;
        };
        if (about != null) {
            told(Kind.ACTIVITY, jdbc.sql("delete from crm.activity a where %s in (select e.id from %s e where e.binned_at < :before) returning a.id".formatted(about, kind.table()))
                    .param("before", Utc.of(before)).query(UUID.class).list(), system);
        }
    }

    private void told(Kind kind, List<UUID> gone, Viewer system) {
        if (!gone.isEmpty()) {
            history.removed(kind.history(), gone, system);
            audit.record("crm.%s.bin-emptied".formatted(kind.word()), kind.path(), java.util.Map.of("records", gone.size()), system);
        }
    }

    /** References that no foreign key loosens by itself. */
    private void loosen(Kind kind, Instant before) {
        var references = switch (kind) {
            case ACCOUNT -> List.of("crm.account.parent", "crm.account.merged_into", "crm.opportunity.account");
            case CONTACT -> List.of("crm.contact.merged_into");
            case LEAD -> List.of("crm.lead.merged_into");
            case PRODUCT -> List.of("crm.opportunity.product");
            case OPPORTUNITY, ACTIVITY -> List.<String>of();
        };
        for (var reference : references) {
            var at = reference.lastIndexOf('.');
            jdbc.sql("update %1$s e set %2$s = null where %2$s in (select id from %3$s where binned_at < :before)".formatted(reference.substring(0, at), reference.substring(at + 1), kind.table()))
                    .param("before", Utc.of(before)).update();
        }
    }
}
