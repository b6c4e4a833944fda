package rapport.crm.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.Pipelines;
import rapport.crm.Stage;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;

/**
 * What open opportunities will probably bring: each value times the share of deals that were won from its stage, with the interval that follows from how few or many those
 * were. Opportunities without a value or a closing day are counted, never guessed.
 */
@Component
@Transactional
public class Forecasts {

    /** Fewer closed deals than this say nothing about a stage; then the team's own estimate stands in, and says so. */
    public static final int LEAST_DEALS = 5;

    private static final double Z_80 = 1.2815515655446004;
    private static final int MONTHS = 6;

    /** @param won of so many that closed from this stage or a later one @param interval at 80 %, null below {@link #LEAST_DEALS} @param estimate percent, as the team says */
    public record WinRate(Stage stage, long won, long closed, @Nullable Wilson interval, int estimate) {

        public boolean isKnown() {
            return closed >= LEAST_DEALS;
        }

        /** 0 to 1. */
        public double share() {
            return isKnown() ? (double) won / closed : estimate / 100.0;
        }

        double variance() {
            return isKnown() ? share() * (1 - share()) / closed : 0;
        }
    }

    /** A group of open opportunities. @param open sum of their values @param expected weighted @param low and {@code high}: 80 % @param unknown how many have no value */
    public record Sum(long count, BigDecimal open, BigDecimal expected, BigDecimal low, BigDecimal high, long unknown) {}

    /** @param month null for those without a closing day, or one that has passed @param won closed as won in it @param quota null when nobody set one */
    public record Month(@Nullable YearMonth month, Sum sum, BigDecimal won, @Nullable BigDecimal quota) {}

    public record OfOwner(@Nullable UUID owner, Sum sum, BigDecimal won, @Nullable BigDecimal quota) {}

    public record OfStage(WinRate rate, Sum sum) {}

    /** @param rateDay day of the oldest rate used @param missing currencies without a rate, which are no part of any sum */
    public record Forecast(String currency, @Nullable LocalDate rateDay, List<String> missing, List<Month> months, List<OfOwner> owners, List<OfStage> stages, Sum all) {}

    private record Open(UUID stage, @Nullable UUID owner, @Nullable LocalDate closesOn, @Nullable BigDecimal amount, @Nullable String currency, long count) {}

    private record Won(@Nullable UUID owner, LocalDate month, String currency, BigDecimal amount) {}

    private final RecordList list;
    private final Pipelines pipelines;
    private final Rates rates;
    private final Quotas quotas;
    private final JdbcClient jdbc;
    private final Clock clock;

    Forecasts(RecordList list, Pipelines pipelines, Rates rates, Quotas quotas, JdbcClient jdbc, Clock clock) {
        this.list = list;
        this.pipelines = pipelines;
        this.rates = rates;
        this.quotas = quotas;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By stage: of the deals of the whole workspace that closed within two years and had been there. */
    public Map<UUID, WinRate> winRates(Viewer viewer) {
        record Row(UUID stage, long won, long closed) {}
        var found = new LinkedHashMap<UUID, Row>();
        jdbc.sql("""
                        select s.stage, count(distinct o.id) filter (where o.outcome = 'WON') as won, count(distinct o.id) as closed
                          from crm.stay s join crm.opportunity o on o.workspace = s.workspace and o.id = s.opportunity
                         where o.outcome is not null and o.binned_at is null and o.closes_on > :since group by s.stage""")
                .param("since", today(viewer).minusYears(2)).query(Row.class).list().forEach(it -> found.put(it.stage, it));
        var winRates = new LinkedHashMap<UUID, WinRate>();
        pipelines.all(viewer).forEach(pipeline -> pipeline.stages().forEach(stage -> {
            var it = found.getOrDefault(stage.id(), new Row(stage.id(), 0, 0));
            winRates.put(stage.id(), new WinRate(stage, it.won, it.closed, it.closed >= LEAST_DEALS ? Wilson.of80(it.won, it.closed) : null, stage.probability()));
        }));
        return winRates;
    }

    /** Of what the viewer sees, this month and the next five. */
    public Forecast of(Filter filter, Viewer viewer) {
        var today = today(viewer);
        var first = YearMonth.from(today);
        var where = list.where(Kind.OPPORTUNITY, filter, null, "o", viewer);
        var open = jdbc.sql("""
                        select o.stage, o.owner, case when o.closes_on >= :month and o.closes_on < :beyond then date_trunc('month', o.closes_on)::date end as closes_on, o.amount, o.currency, count(*) as count
                          from crm.opportunity o where o.outcome is null and %s group by 1, 2, 3, 4, 5""".formatted(where.sql()))
                .params(where.parameters()).param("month", first.atDay(1)).param("beyond", first.plusMonths(MONTHS).atDay(1)).query(Open.class).list();
        var won = jdbc.sql("""
                        select o.owner, date_trunc('month', o.closes_on)::date as month, o.currency, sum(o.amount) as amount
                          from crm.opportunity o where o.outcome = 'WON' and o.closes_on >= :month and o.closes_on < :beyond and o.amount is not null and %s group by 1, 2, 3""".formatted(where.sql()))
                .params(where.parameters()).param("month", first.atDay(1)).param("beyond", first.plusMonths(MONTHS).atDay(1)).query(Won.class).list();
        var weighing = new Weighing(winRates(viewer), rates.base(viewer), rates.on(today, viewer));
        var quota = quotas.between(first.atDay(1), first.plusMonths(MONTHS - 1L).atEndOfMonth(), viewer);
        var months = new ArrayList<Month>();
        for (var i = 0; i < MONTHS; i++) {
            var month = first.plusMonths(i);
            months.add(new Month(month, weighing.sum(open.stream().filter(it -> month.atDay(1).equals(it.closesOn)).toList()), weighing.won(won.stream().filter(it -> it.month.equals(month.atDay(1))).toList()),
                    weighing.quota(quota.stream().filter(it -> it.person() != null).toList(), month.atDay(1), month.atEndOfMonth())));
        }
        months.add(new Month(null, weighing.sum(open.stream().filter(it -> it.closesOn == null).toList()), BigDecimal.ZERO, null));
        var owners = java.util.stream.Stream.concat(open.stream().map(Open::owner), won.stream().map(Won::owner)).distinct().map(owner -> new OfOwner(owner,
                weighing.sum(open.stream().filter(it -> java.util.Objects.equals(it.owner, owner)).toList()), weighing.won(won.stream().filter(it -> java.util.Objects.equals(it.owner, owner)).toList()),
                weighing.quota(quota.stream().filter(it -> owner != null && owner.equals(it.person())).toList(), first.atDay(1), first.plusMonths(MONTHS - 1L).atEndOfMonth())))
                .sorted(java.util.Comparator.comparing((OfOwner it) -> it.sum.expected).reversed()).toList();
        var stages = weighing.winRates.values().stream().map(it -> new OfStage(it, weighing.sum(open.stream().filter(one -> one.stage.equals(it.stage.id())).toList()))).toList();
        return new Forecast(weighing.base, weighing.oldest, List.copyOf(weighing.missing), months, owners, stages, weighing.sum(open));
    }

    private LocalDate today(Viewer viewer) {
        return LocalDate.ofInstant(clock.instant(), viewer.zone());
    }

    /** Tells values in one currency and weighs them. */
    private static final class Weighing {

        private final Map<UUID, WinRate> winRates;
        private final String base;
        private final Map<String, Rates.Rate> rates;
        private final TreeSet<String> missing = new TreeSet<>();
        private @Nullable LocalDate oldest;

        Weighing(Map<UUID, WinRate> winRates, String base, Map<String, Rates.Rate> rates) {
            this.winRates = winRates;
            this.base = base;
            this.rates = rates;
        }

        /**
         * Each deal is won or not: the sum's variance is Σ a²p(1−p), and to that comes what is not known of p itself, Σ over stages of A²·p(1−p)/n with A the stage's sum.
         * The interval is normal, cut at nothing and at everything; with a handful of deals it is wide, as it should be.
         */
        Sum sum(List<Open> deals) {
            var open = BigDecimal.ZERO;
            var expected = 0.0;
            var variance = 0.0;
            var unknown = 0L;
            var byStage = new LinkedHashMap<UUID, Double>();
            for (var it : deals) {
                var amount = it.amount == null || it.currency == null ? null : inBase(it.amount, it.currency);
                if (amount == null) {
                    unknown += it.count;
                    continue;
                }
                var rate = winRates.get(it.stage);
                var share = rate == null ? 0 : rate.share();
                var all = amount.multiply(BigDecimal.valueOf(it.count));
                open = open.add(all);
                expected += all.doubleValue() * share;
                variance += it.count * amount.doubleValue() * amount.doubleValue() * share * (1 - share);
                byStage.merge(it.stage, all.doubleValue(), Double::sum);
            }
            for (var stage : byStage.entrySet()) {
                variance += winRates.containsKey(stage.getKey()) ? stage.getValue() * stage.getValue() * winRates.get(stage.getKey()).variance() : 0;
            }
            var half = Z_80 * Math.sqrt(variance);
            return new Sum(deals.stream().mapToLong(Open::count).sum(), rounded(open.doubleValue()), rounded(expected), rounded(Math.max(0, expected - half)), rounded(Math.min(open.doubleValue(), expected + half)), unknown);
        }

        BigDecimal won(List<Won> deals) {
            return deals.stream().map(it -> inBase(it.amount, it.currency)).filter(java.util.Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add).setScale(0, RoundingMode.HALF_EVEN);
        }

        @Nullable BigDecimal quota(List<Quotas.Quota> quotas, LocalDate from, LocalDate until) {
            var parts = quotas.stream().map(it -> inBase(it.between(from, until), it.currency())).filter(it -> it != null && it.signum() > 0).toList();
            return parts.isEmpty() ? null : parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(0, RoundingMode.HALF_EVEN);
        }

        private @Nullable BigDecimal inBase(BigDecimal amount, String currency) {
            if (currency.equals(base)) {
                return amount;
            }
            var rate = rates.get(currency);
            if (rate == null) {
                missing.add(currency);
                return null;
            }
            oldest = oldest == null || rate.day().isBefore(oldest) ? rate.day() : oldest;
            return amount.multiply(rate.worth());
        }

        private static BigDecimal rounded(double amount) {
            return BigDecimal.valueOf(Math.round(amount));
        }
    }
}
