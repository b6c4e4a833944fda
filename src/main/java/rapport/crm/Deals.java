package rapport.crm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.crm.record.Sight;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;

/** The steps of an opportunity – moving, closing, opening again – and short answers about several. */
@Service
@Transactional
public class Deals {

    /** @param stage its name, or how it closed */
    public record Deal(UUID id, @Nullable String account, @Nullable String product, String stage, boolean open, @Nullable BigDecimal amount, @Nullable String currency) {}

    private final Records records;
    private final Sight sight;
    private final JdbcClient jdbc;
    private final Clock clock;

    Deals(Records records, Sight sight, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.sight = sight;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws rapport.kernel.NotFound also when the viewer may not see it */
    @Transactional(readOnly = true)
    public void mustSee(OpportunityId id, Viewer viewer) {
        records.read(Kind.OPPORTUNITY, id.value(), viewer);
    }

    /** Of one owner, as far as the viewer sees them, the largest first. @param limit 1 to 200 */
    @Transactional(readOnly = true)
    public List<Deal> largest(PersonId owner, boolean openOnly, int limit, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("""
                        select o.id, a.name as account, p.name as product, coalesce(o.outcome, s.name) as stage, o.outcome is null as open, o.amount, o.currency
                          from crm.opportunity o
                          join crm.stage s on s.workspace = o.workspace and s.id = o.stage
                          left join crm.account a on a.workspace = o.workspace and a.id = o.account
                          left join crm.product p on p.workspace = o.workspace and p.id = o.product
                         where o.owner = :owner and o.binned_at is null and %s%s
                         order by o.amount desc nulls last, o.id desc limit :limit""".formatted(visible.sql("o.owner"), openOnly ? " and o.outcome is null" : ""))
                .param("owner", owner.value()).param("visible", visible.ids()).param("limit", limit).query(Deal.class).stream()
                .map(it -> new Deal(it.id, it.account, it.product, Closing.wordsOf(it.stage), it.open, it.amount, it.currency)).toList();
    }

    /** To another stage, by the rules of its pipeline. @throws Unfit saying what the stage asks for */
    public CrmRecord move(OpportunityId id, UUID stage, Viewer viewer) {
        return ((Saved.Done) records.change(Kind.OPPORTUNITY, id.value(), Edits.of("stage", stage), viewer)).record();
    }

    /**
     * Ends it, today or on a day that has been.
     *
     * @param competitor who won instead; needed when it was lost to one
     * @param learned what there is to learn, in a sentence or two
     */
    public CrmRecord close(OpportunityId id, Closing as, LocalDate on, @Nullable String competitor, @Nullable String learned, Viewer viewer) {
        var before = mayChange(id, viewer);
        if (as == Closing.UNSAID) {
            throw new Unfit("outcome", "Say how: won, lost to a competitor, no decision, or built internally");
        }
        if (on.isAfter(LocalDate.ofInstant(clock.instant(), viewer.zone()))) {
            throw new Unfit("closesOn", "A day that has been; what is still to come is not closed");
        }
        if (as == Closing.COMPETITOR && (competitor == null || competitor.isBlank()) && before.get("competitor") == null) {
            throw new Unfit("competitor", "Name the competitor; “unknown” is an answer too");
        }
        var changes = new LinkedHashMap<String, @Nullable Object>();
        changes.put("outcome", as.name());
        changes.put("closes_on", on.toString());
        if (competitor != null && !competitor.isBlank()) {
            changes.put("competitor", competitor.strip());
        }
        if (learned != null && !learned.isBlank()) {
            changes.put("ending", learned.strip());
        }
        return records.step(before, changes, null, viewer);
    }

    /** Back to the stage it closed from. */
    public CrmRecord reopen(OpportunityId id, Viewer viewer) {
        var before = mayChange(id, viewer);
        var changes = new LinkedHashMap<String, @Nullable Object>();
        changes.put("outcome", null);
        changes.put("stage_since", LocalDate.ofInstant(clock.instant(), viewer.zone()).toString());
        return before.get("outcome") == null ? before : records.step(before, changes, null, viewer);
    }

    private CrmRecord mayChange(OpportunityId id, Viewer viewer) {
        var before = records.locked(Kind.OPPORTUNITY, id.value(), viewer);
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Opportunities are changed by reps, managers and administrators.");
        }
        return before;
    }
}
