package rapport.crm;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;

/** The open opportunities of a pipeline, stage by stage: sums and counts over all of them, cards for the first fifty of each. */
@Component
@Transactional(readOnly = true)
public class Board {

    public static final int CARDS = 50;

    /** Of a lane, which has several stages beside each other, fewer. */
    private static final int LANE_CARDS = 10;

    /** @param stuck longer in its stage than four of five deals that were won from there */
    public record Card(UUID id, UUID stage, String title, @Nullable String product, @Nullable BigDecimal amount, @Nullable String currency, @Nullable LocalDate since, @Nullable LocalDate closesOn,
            @Nullable UUID owner, boolean stuck) {}

    /** @param sums by currency @param unknown how many of them have no value @param median days in the stage; null when nobody knows any */
    public record Total(long count, Map<String, BigDecimal> sums, long unknown, @Nullable Double median) {

        static final Total NONE = new Total(0, Map.of(), 0, null);
    }

    public record Column(Stage stage, Total total, List<Card> cards) {}

    /** @param closed how many ended in the month, however they did */
    public record Won(Total total, long closed, List<Card> cards) {}

    /** One owner's deals. @param owner null for nobody's */
    public record Lane(@Nullable UUID owner, List<Column> columns) {}

    private final RecordList list;
    private final Stuck stuck;
    private final JdbcClient jdbc;
    private final Clock clock;

    Board(RecordList list, Stuck stuck, JdbcClient jdbc, Clock clock) {
        this.list = list;
        this.stuck = stuck;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The longest waiting first. */
    public List<Column> columns(Pipeline pipeline, Filter filter, Viewer viewer) {
        var totals = totals(pipeline, filter, viewer);
        var columns = new ArrayList<Column>();
        for (var stage : pipeline.stages()) {
            var total = totals.getOrDefault(stage.id(), Total.NONE);
            columns.add(new Column(stage, total, total.count == 0 ? List.of() : cards(stage.id(), filter, null, CARDS, viewer)));
        }
        return columns;
    }

    /** @param after the last card one has; null for the first ones */
    public List<Card> cards(UUID stage, Filter filter, @Nullable UUID after, int limit, Viewer viewer) {
        var where = list.where(Kind.OPPORTUNITY, filter, null, "o", viewer);
        return jdbc.sql(CARD.formatted("""
                        select * from crm.opportunity o where o.stage = :stage and o.outcome is null and %s%s
                         order by o.stage_since asc nulls last, o.id limit %d""".formatted(where.sql(), after == null ? "" : " " + BEYOND, limit), "o.stage_since asc nulls last, o.id"))
                .params(where.parameters()).param("stage", stage).param("after", after).query((row, _) -> card(row)).list();
    }

    private static final String BEYOND = """
             and (case when (select l.stage_since from crm.opportunity l where l.id = :after) is null then o.stage_since is null and o.id > :after
                       else (o.stage_since, o.id) > ((select l.stage_since from crm.opportunity l where l.id = :after), :after) or o.stage_since is null end)""";

    private static final String CARD = """
            select o.id, o.stage, coalesce(o.name, a.name, 'No account yet') as title, p.name as product, o.amount, o.currency, o.stage_since, o.closes_on, o.owner
              from (%s) o
              left join crm.account a on a.workspace = o.workspace and a.id = o.account
              left join crm.product p on p.workspace = o.workspace and p.id = o.product
             order by %s""";

    private Card card(ResultSet row) throws SQLException {
        var since = row.getObject("stage_since", LocalDate.class);
        var stage = row.getObject("stage", UUID.class);
        var limit = stuck.limits().get(stage);
        var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        return new Card(row.getObject("id", UUID.class), stage, row.getString("title"), row.getString("product"), row.getBigDecimal("amount"), row.getString("currency"), since,
                row.getObject("closes_on", LocalDate.class), row.getObject("owner", UUID.class), since != null && limit != null && limit.isKnown() && since.isBefore(today.minusDays(limit.days())));
    }

    /** One pass: each currency of a stage, and the stage as a whole. */
    private Map<UUID, Total> totals(Pipeline pipeline, Filter filter, Viewer viewer) {
        var where = list.where(Kind.OPPORTUNITY, filter, null, "o", viewer);
        var totals = new LinkedHashMap<UUID, Total>();
        jdbc.sql("""
                        select o.stage, o.currency, grouping(o.currency) = 1 as whole, count(*) as count, sum(o.amount) as sum, count(*) filter (where o.amount is null) as unknown,
                               percentile_cont(0.5) within group (order by :today::date - o.stage_since) as median
                          from crm.opportunity o where o.pipeline = :pipeline and o.outcome is null and %s
                         group by grouping sets ((o.stage, o.currency), (o.stage)) order by o.stage, whole desc""".formatted(where.sql()))
                .params(where.parameters()).param("pipeline", pipeline.id()).param("today", LocalDate.ofInstant(clock.instant(), viewer.zone()))
                .query((row, _) -> {
                    var stage = row.getObject("stage", UUID.class);
                    if (row.getBoolean("whole")) {
                        totals.put(stage, new Total(row.getLong("count"), new TreeMap<>(), row.getLong("unknown"), row.getObject("median", Double.class)));
                    } else if (row.getString("currency") != null) {
                        totals.get(stage).sums.put(row.getString("currency"), row.getBigDecimal("sum"));
                    }
                    return stage;
                }).list();
        return totals;
    }

    /** What was won this month, newest first, of all that ended in it. */
    public Won won(Pipeline pipeline, Filter filter, Viewer viewer) {
        record Sum(@Nullable String currency, long count, @Nullable BigDecimal sum, long unknown, long closed) {}
        var where = list.where(Kind.OPPORTUNITY, filter, null, "o", viewer);
        var month = LocalDate.ofInstant(clock.instant(), viewer.zone()).withDayOfMonth(1);
        var sums = jdbc.sql("""
                        select o.currency, count(*) filter (where o.outcome = 'WON') as count, sum(o.amount) filter (where o.outcome = 'WON') as sum,
                               count(*) filter (where o.outcome = 'WON' and o.amount is null) as unknown, count(*) as closed
                          from crm.opportunity o where o.pipeline = :pipeline and o.outcome is not null and o.closes_on >= :month and %s group by o.currency""".formatted(where.sql()))
                .params(where.parameters()).param("pipeline", pipeline.id()).param("month", month).query(Sum.class).list();
        var total = new Total(sums.stream().mapToLong(Sum::count).sum(), sums.stream().filter(it -> it.currency != null && it.sum != null)
                .collect(Collectors.toMap(Sum::currency, Sum::sum, BigDecimal::add, TreeMap::new)), sums.stream().mapToLong(Sum::unknown).sum(), null);
        var cards = jdbc.sql(CARD.formatted("select * from crm.opportunity o where o.pipeline = :pipeline and o.outcome = 'WON' and o.closes_on >= :month and %s order by o.closes_on desc, o.id desc limit %d"
                        .formatted(where.sql(), CARDS), "o.closes_on desc, o.id desc"))
                .params(where.parameters()).param("pipeline", pipeline.id()).param("month", month).query((row, _) -> card(row)).list();
        return new Won(total, sums.stream().mapToLong(Sum::closed).sum(), cards);
    }

    /** A lane for every owner, the one with the most first, at most twenty. */
    public List<Lane> lanes(Pipeline pipeline, Filter filter, Viewer viewer) {
        record Sum(@Nullable UUID owner, UUID stage, @Nullable String currency, long count, @Nullable BigDecimal sum, long unknown) {}
        var where = list.where(Kind.OPPORTUNITY, filter, null, "o", viewer);
        var sums = jdbc.sql("""
                        select o.owner, o.stage, o.currency, count(*) as count, sum(o.amount) as sum, count(*) filter (where o.amount is null) as unknown
                          from crm.opportunity o where o.pipeline = :pipeline and o.outcome is null and %s group by o.owner, o.stage, o.currency""".formatted(where.sql()))
                .params(where.parameters()).param("pipeline", pipeline.id()).query(Sum.class).list();
        var cards = jdbc.sql(CARD.formatted("""
                        select * from (select o.*, row_number() over (partition by o.owner, o.stage order by o.stage_since nulls last, o.id) as place
                                         from crm.opportunity o where o.pipeline = :pipeline and o.outcome is null and %s) o where place <= %d""".formatted(where.sql(), LANE_CARDS), "o.stage_since nulls last, o.id"))
                .params(where.parameters()).param("pipeline", pipeline.id()).query((row, _) -> card(row)).list();
        var owners = new LinkedHashMap<java.util.Optional<UUID>, Long>();
        sums.forEach(it -> owners.merge(java.util.Optional.ofNullable(it.owner), it.count, Long::sum));
        return owners.entrySet().stream().sorted(Map.Entry.<java.util.Optional<UUID>, Long>comparingByValue().reversed()).limit(20).map(Map.Entry::getKey)
                .map(owner -> new Lane(owner.orElse(null), pipeline.stages().stream().map(stage -> {
                    var mine = sums.stream().filter(it -> it.stage.equals(stage.id()) && java.util.Objects.equals(it.owner, owner.orElse(null))).toList();
                    var total = new Total(mine.stream().mapToLong(Sum::count).sum(), mine.stream().filter(it -> it.currency != null && it.sum != null)
                            .collect(Collectors.toMap(Sum::currency, Sum::sum, BigDecimal::add, TreeMap::new)), mine.stream().mapToLong(Sum::unknown).sum(), null);
                    return new Column(stage, total, cards.stream().filter(it -> it.stage.equals(stage.id()) && java.util.Objects.equals(it.owner, owner.orElse(null))).toList());
                }).toList())).toList();
    }
}
