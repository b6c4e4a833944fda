package rapport.crm;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.people.Visibility;

/** Opportunities a viewer sees, filtered and in order, a page at a time. */
@Component
@Transactional(readOnly = true)
public class OpportunityList {

    /** The orders there are; each has an index, and the limit stands in the statement so that PostgreSQL plans for it. */
    public enum Order {
        AMOUNT("amount", "numeric"),
        CLOSES_ON("closes_on", "date"),
        ENGAGED_ON("engaged_on", "date");

        private final String column;
        private final String type;

        Order(String column, String type) {
            this.column = column;
            this.type = type;
        }

        /** As written in an address: {@code closesOn}. */
        public String word() {
            var words = name().toLowerCase(Locale.ROOT).split("_");
            return words.length == 1 ? words[0] : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
        }
    }

    /** Which stages: one, all that are open, or null for all. */
    public record Filter(@Nullable Stage stage, boolean openOnly, @Nullable PersonId owner) {}

    public record Sort(Order by, boolean descending) {}

    /** Where a page ended: the value in the order's column as text, and the id. @param value null among the unknown, which come last */
    public record Position(@Nullable String value, UUID id) {}

    public record Row(
            UUID id, @Nullable String account, @Nullable UUID accountId, @Nullable String product, Stage stage, @Nullable UUID owner,
            @Nullable BigDecimal amount, @Nullable String currency, @Nullable LocalDate engagedOn, @Nullable LocalDate closesOn,
            @Nullable LocalDate stageSince, @Nullable String nextStep) {}

    public record Page(List<Row> items, @Nullable Position next, long total, boolean totalIsExact) {}

    private static final int COUNTED = 10_000;
    private static final List<Integer> LIMITS = List.of(1, 2, 5, 10, 20, 50, 100, 200);

    private final JdbcClient jdbc;
    private final ReportingLine line;

    OpportunityList(JdbcClient jdbc, ReportingLine line) {
        this.jdbc = jdbc;
        this.line = line;
    }

    /** @param limit 1 to 200 */
    public Page page(Filter filter, Sort sort, @Nullable Position after, int limit, Viewer viewer) {
        var visible = line.of(viewer);
        var rows = jdbc.sql(statement(filter, sort, after, limit, visible))
                .param("visible", visible.ids())
                .param("stage", filter.stage == null ? null : filter.stage.name())
                .param("owner", filter.owner == null ? null : filter.owner.value())
                .param("value", after == null ? null : after.value)
                .param("id", after == null ? null : after.id)
                .query(OpportunityList::row)
                .list();
        var shown = rows.size() > limit ? List.copyOf(rows.subList(0, limit)) : List.copyOf(rows);
        var total = after == null && rows.size() <= limit ? rows.size() : total(filter, visible);
        return new Page(shown, rows.size() > limit ? position(shown.getLast(), sort) : null, Math.min(total, COUNTED), total <= COUNTED);
    }

    /** How many in each stage, at most 10,000 counted. */
    public Map<Stage, Long> stages(Viewer viewer) {
        var visible = line.of(viewer);
        record Counted(Stage stage, long count) {}
        return jdbc.sql("select stage, count(*) as count from (select stage from crm.opportunity where %s limit %d) o group by stage"
                        .formatted(visible.sql("owner"), COUNTED))
                .param("visible", visible.ids())
                .query(Counted.class).stream()
                .collect(Collectors.toMap(Counted::stage, Counted::count));
    }

    private long total(Filter filter, Visibility visible) {
        var counted = visible.parts("o.owner").stream()
                .map(it -> "select 1 from crm.opportunity o where " + it + filters(filter))
                .collect(Collectors.joining(" union all "));
        return jdbc.sql("select count(*) from (%s limit %d) counted".formatted(counted, COUNTED + 1))
                .param("visible", visible.ids())
                .param("stage", filter.stage == null ? null : filter.stage.name())
                .param("owner", filter.owner == null ? null : filter.owner.value())
                .query(Long.class)
                .single();
    }

    /** The page is found in the index first, names are looked up for its rows alone. */
    static String statement(Filter filter, Sort sort, @Nullable Position after, int limit, Visibility visible) {
        var column = sort.by.column;
        var direction = sort.descending ? "desc" : "asc";
        return """
                select o.id, a.name as account, a.id as account_id, p.name as product, o.stage, o.owner, o.amount, o.currency,
                       o.engaged_on, o.closes_on, o.stage_since, o.next_step
                  from (select * from crm.opportunity o
                         where %1$s%2$s
                         order by %3$s %4$s nulls last, id %4$s
                         limit %5$d) o
                  left join crm.account a on a.workspace = o.workspace and a.id = o.account
                  left join crm.product p on p.workspace = o.workspace and p.id = o.product
                 order by o.%3$s %4$s nulls last, o.id %4$s"""
                .formatted(where(filter, visible), after == null ? "" : " and " + beyond(sort, after), column, direction, rounded(limit) + 1);
    }

    /** By hand: finding out which column is which for every row costs more than reading it. */
    private static Row row(ResultSet it, int number) throws SQLException {
        return new Row(it.getObject(1, UUID.class), it.getString(2), it.getObject(3, UUID.class), it.getString(4), Stage.valueOf(it.getString(5)),
                it.getObject(6, UUID.class), it.getBigDecimal(7), it.getString(8), it.getObject(9, LocalDate.class), it.getObject(10, LocalDate.class),
                it.getObject(11, LocalDate.class), it.getString(12));
    }

    private static String beyond(Sort sort, Position after) {
        var sign = sort.descending ? "<" : ">";
        return after.value == null
                ? "(%1$s is null and id %2$s :id)".formatted(sort.by.column, sign)
                : "((%1$s, id) %2$s (:value::%3$s, :id) or %1$s is null)".formatted(sort.by.column, sign, sort.by.type);
    }

    private static String where(Filter filter, Visibility visible) {
        return visible.sql("o.owner") + filters(filter);
    }

    private static String filters(Filter filter) {
        var stage = filter.stage != null ? " and o.stage = :stage" : filter.openOnly ? " and o.stage in ('PROSPECTING', 'ENGAGING')" : "";
        return stage + (filter.owner == null ? "" : " and o.owner = :owner");
    }

    private static Position position(Row last, Sort sort) {
        Object value = switch (sort.by) {
            case AMOUNT -> last.amount;
            case CLOSES_ON -> last.closesOn;
            case ENGAGED_ON -> last.engagedOn;
        };
        return new Position(value == null ? null : value.toString(), last.id);
    }

    /** Few different limits, so that few different statements are prepared. */
    static int rounded(int limit) {
        return LIMITS.stream().filter(it -> it >= limit).findFirst().orElse(200);
    }
}
