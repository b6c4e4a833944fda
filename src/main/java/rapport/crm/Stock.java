package rapport.crm;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.audit.Intake;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.crm.record.Kind;
import rapport.kernel.Viewer;

/** Takes many accounts, products and opportunities in at once, for imports. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Stock {

    private static final List<String> ACCOUNT_COLUMNS =
            List.of("name", "sector", "country", "founded", "employees", "revenue", "revenue_currency", "parent", "source", "source_id");
    private static final List<String> PRODUCT_COLUMNS = List.of("name", "series", "list_price", "currency", "source", "source_id");
    private static final List<String> OPPORTUNITY_COLUMNS =
            List.of("account", "product", "owner", "pipeline", "stage", "outcome", "engaged_on", "closes_on", "amount", "currency", "stage_since", "source", "source_id");

    public record AccountRow(UUID id, String name, @Nullable String sector, @Nullable String country, @Nullable Integer founded, @Nullable Integer employees,
            @Nullable BigDecimal revenue, @Nullable String revenueCurrency, @Nullable UUID parent, String source, String sourceId) {}

    public record ProductRow(UUID id, String name, @Nullable String series, @Nullable BigDecimal listPrice, @Nullable String currency, String source, String sourceId) {}

    public record OpportunityRow(UUID id, @Nullable UUID account, @Nullable UUID product, @Nullable UUID owner, Stage stage, @Nullable Closing closing, @Nullable LocalDate engagedOn,
            @Nullable LocalDate closesOn, @Nullable BigDecimal amount, @Nullable String currency, @Nullable LocalDate stageSince, String source, String sourceId) {}

    private final Intake intake;
    private final Pipelines pipelines;
    private final JdbcClient jdbc;

    Stock(Intake intake, Pipelines pipelines, JdbcClient jdbc) {
        this.intake = intake;
        this.pipelines = pipelines;
        this.jdbc = jdbc;
    }

    /** The stages there are, by name in small letters; of two with one name the one in the first pipeline. */
    public Map<String, Stage> stages(Viewer viewer) {
        return pipelines.all(viewer).stream().flatMap(it -> it.stages().stream()).collect(Collectors.toMap(it -> it.name().toLowerCase(java.util.Locale.ROOT), it -> it, (first, _) -> first));
    }

    /** Writes down where the opportunities of a batch stand and since when, as far as it is known. */
    public void stays(UUID batch) {
        jdbc.sql("""
                        update crm.stay s set left_on = greatest(s.entered_on, coalesce(case when o.outcome is null then o.stage_since else o.closes_on end, s.entered_on)), outcome = o.outcome, ended_by = :batch
                          from crm.opportunity o
                         where s.opportunity = o.id and s.left_on is null and o.id in (select record from crm.change where batch = :batch and kind = 'opportunity' and field in ('stage', 'outcome'))""")
                .param("batch", batch).update();
        jdbc.sql("""
                        insert into crm.stay (id, opportunity, stage, entered_on, left_on, outcome, batch)
                        select gen_random_uuid(), o.id, o.stage, case when o.outcome is null then o.stage_since else o.engaged_on end, case when o.outcome is not null then o.closes_on end, o.outcome, :batch
                          from crm.opportunity o
                         where o.id in (select record from crm.change where batch = :batch and kind = 'opportunity' and field in ('id', 'stage', 'outcome'))
                           and case when o.outcome is null then o.stage_since is not null
                                    else o.engaged_on <= o.closes_on and not exists (select from crm.stay s where s.opportunity = o.id) end""").param("batch", batch).update();
    }

    /** Stays as they were before the batch, but for what somebody has moved on since. */
    private void takeStaysBack(UUID batch, List<UUID> left) {
        jdbc.sql("delete from crm.stay where batch = :batch and opportunity <> all(:left)").param("batch", batch).param("left", left.toArray(UUID[]::new)).update();
        jdbc.sql("update crm.stay set left_on = null, outcome = null, ended_by = null where ended_by = :batch and opportunity <> all(:left)").param("batch", batch).param("left", left.toArray(UUID[]::new)).update();
    }

    /** By what the source calls them. */
    public Map<String, UUID> accountsOf(String source) {
        return bySource("account", source);
    }

    public Map<String, UUID> productsOf(String source) {
        return bySource("product", source);
    }

    public Map<String, UUID> opportunitiesOf(String source) {
        return bySource("opportunity", source);
    }

    public Outcome accounts(List<AccountRow> rows, UUID batch, Viewer viewer) {
        return intake.take(Kind.ACCOUNT.history(), ACCOUNT_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "name", it.name, "sector", it.sector,
                "country", it.country, "founded", it.founded, "employees", it.employees, "revenue", it.revenue, "revenue_currency", it.revenueCurrency,
                "parent", it.parent)).toList(), batch, viewer);
    }

    public Outcome products(List<ProductRow> rows, UUID batch, Viewer viewer) {
        return intake.take(Kind.PRODUCT.history(), PRODUCT_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "name", it.name, "series", it.series,
                "list_price", it.listPrice, "currency", it.currency)).toList(), batch, viewer);
    }

    public Outcome opportunities(List<OpportunityRow> rows, UUID batch, Viewer viewer) {
        return intake.take(Kind.OPPORTUNITY.history(), OPPORTUNITY_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "account", it.account,
                "product", it.product, "owner", it.owner, "pipeline", it.stage.pipeline(), "stage", it.stage.id(), "outcome", it.closing == null ? null : it.closing.name(), "engaged_on", it.engagedOn, "closes_on", it.closesOn, "amount", it.amount,
                "currency", it.currency, "stage_since", it.stageSince)).toList(), batch, viewer);
    }

    /** Opportunities first: what they refer to can go only when they are gone. */
    public List<LeftAlone> takeBack(UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        left.addAll(intake.takeBack(Kind.OPPORTUNITY.history(), OPPORTUNITY_COLUMNS, batch, viewer));
        takeStaysBack(batch, left.stream().map(LeftAlone::record).toList());
        left.addAll(intake.takeBack(Kind.PRODUCT.history(), PRODUCT_COLUMNS, batch, viewer));
        left.addAll(intake.takeBack(Kind.ACCOUNT.history(), ACCOUNT_COLUMNS, batch, viewer));
        return left;
    }

    public List<History.Change> changes(UUID batch) {
        return intake.changes("crm", batch);
    }

    private static Map<String, @Nullable Object> values(UUID id, String source, String sourceId, @Nullable Object... namesAndValues) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("source", source);
        values.put("source_id", sourceId);
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private Map<String, UUID> bySource(String table, String source) {
        record Sourced(String sourceId, UUID id) {}
        return jdbc.sql("select source_id, id from crm.%s where source = :source".formatted(table))
                .param("source", source).query(Sourced.class).stream().collect(Collectors.toMap(Sourced::sourceId, Sourced::id));
    }
}
