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
import rapport.audit.History.Kind;
import rapport.audit.Intake;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.kernel.Viewer;

/** Takes many accounts, products and opportunities in at once, for imports. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Stock {

    private static final Kind PRODUCT = new Kind("crm", "product");
    private static final List<String> ACCOUNT_COLUMNS =
            List.of("name", "sector", "country", "founded", "employees", "revenue", "revenue_currency", "parent", "source", "source_id");
    private static final List<String> PRODUCT_COLUMNS = List.of("name", "series", "list_price", "currency", "source", "source_id");
    private static final List<String> OPPORTUNITY_COLUMNS =
            List.of("account", "product", "owner", "stage", "engaged_on", "closes_on", "amount", "currency", "stage_since", "source", "source_id");

    public record AccountRow(UUID id, String name, @Nullable String sector, @Nullable String country, @Nullable Integer founded, @Nullable Integer employees,
            @Nullable BigDecimal revenue, @Nullable String revenueCurrency, @Nullable UUID parent, String source, String sourceId) {}

    public record ProductRow(UUID id, String name, @Nullable String series, @Nullable BigDecimal listPrice, @Nullable String currency, String source, String sourceId) {}

    public record OpportunityRow(UUID id, @Nullable UUID account, @Nullable UUID product, @Nullable UUID owner, Stage stage, @Nullable LocalDate engagedOn,
            @Nullable LocalDate closesOn, @Nullable BigDecimal amount, @Nullable String currency, @Nullable LocalDate stageSince, String source, String sourceId) {}

    private final Intake intake;
    private final JdbcClient jdbc;

    Stock(Intake intake, JdbcClient jdbc) {
        this.intake = intake;
        this.jdbc = jdbc;
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
        return intake.take(Accounts.ACCOUNT, ACCOUNT_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "name", it.name, "sector", it.sector,
                "country", it.country, "founded", it.founded, "employees", it.employees, "revenue", it.revenue, "revenue_currency", it.revenueCurrency,
                "parent", it.parent)).toList(), batch, viewer);
    }

    public Outcome products(List<ProductRow> rows, UUID batch, Viewer viewer) {
        return intake.take(PRODUCT, PRODUCT_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "name", it.name, "series", it.series,
                "list_price", it.listPrice, "currency", it.currency)).toList(), batch, viewer);
    }

    public Outcome opportunities(List<OpportunityRow> rows, UUID batch, Viewer viewer) {
        return intake.take(Pipeline.OPPORTUNITY, OPPORTUNITY_COLUMNS, rows.stream().map(it -> values(it.id, it.source, it.sourceId, "account", it.account,
                "product", it.product, "owner", it.owner, "stage", it.stage.name(), "engaged_on", it.engagedOn, "closes_on", it.closesOn, "amount", it.amount,
                "currency", it.currency, "stage_since", it.stageSince)).toList(), batch, viewer);
    }

    /** Opportunities first: what they refer to can go only when they are gone. */
    public List<LeftAlone> takeBack(UUID batch, Viewer viewer) {
        var left = new ArrayList<LeftAlone>();
        left.addAll(intake.takeBack(Pipeline.OPPORTUNITY, OPPORTUNITY_COLUMNS, batch, viewer));
        left.addAll(intake.takeBack(PRODUCT, PRODUCT_COLUMNS, batch, viewer));
        left.addAll(intake.takeBack(Accounts.ACCOUNT, ACCOUNT_COLUMNS, batch, viewer));
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
