package rapport.crm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.people.ReportingLine;

/** What is known of a few deals without asking anybody: how long they stand where they stand, against the others', and what changed. */
@Component
@Transactional(readOnly = true)
public class DealFacts {

    /** Fewer deals than this say nothing about what is usual. */
    public static final int LEAST_DEALS = 5;

    private static final Duration A_YEAR = Duration.ofDays(365);

    /**
     * @param days in the stage it is in; null when nobody knows since when
     * @param usual median days of all open deals in that stage; null below {@link #LEAST_DEALS}
     * @param low first quartile @param high third quartile
     * @param others how many the quartiles rest on
     * @param changes fields changed since the moment that was asked for
     */
    public record Fact(UUID id, @Nullable String account, @Nullable String product, String stage, @Nullable BigDecimal amount, @Nullable String currency, @Nullable String nextStep,
            @Nullable Long days, @Nullable Double usual, @Nullable Double low, @Nullable Double high, long others, long changes) {

        /** Longer than three in four of the others. */
        public boolean isSlow() {
            return days != null && high != null && days > high;
        }
    }

    /** @param won of this many that were closed within a year, no-decisions among the lost */
    public record WinRate(long won, long closed) {

        /** At 80 %; only with at least one. */
        public Wilson interval() {
            return Wilson.of80(won, closed);
        }
    }

    private final ReportingLine line;
    private final JdbcClient jdbc;
    private final Clock clock;

    DealFacts(ReportingLine line, JdbcClient jdbc, Clock clock) {
        this.line = line;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of those the viewer sees, in the order of value. @param since changes are counted from then on */
    public List<Fact> of(Collection<OpportunityId> deals, Instant since, Viewer viewer) {
        record Row(UUID id, String account, String product, String stage, BigDecimal amount, String currency, String nextStep, LocalDate stageSince, Double usual, Double low, Double high, long others, long changes) {}
        var visible = line.of(viewer);
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        return jdbc.sql("""
                        with age as (
                          select stage, count(*) as others,
                                 percentile_cont(0.5) within group (order by :today::date - stage_since) as usual,
                                 percentile_cont(0.25) within group (order by :today::date - stage_since) as low,
                                 percentile_cont(0.75) within group (order by :today::date - stage_since) as high
                            from crm.opportunity where outcome is null and binned_at is null and stage_since is not null group by stage)
                        select o.id, a.name as account, p.name as product, coalesce(o.outcome, s.name) as stage, o.amount, o.currency, o.next_step, o.stage_since, age.usual, age.low, age.high, coalesce(age.others, 0) as others,
                               (select count(*) from crm.change c where c.record = o.id and c.at > :since and c.field <> 'id') as changes
                          from crm.opportunity o
                          join crm.stage s on s.id = o.stage
                          left join crm.account a on a.id = o.account
                          left join crm.product p on p.id = o.product
                          left join age on age.stage = o.stage
                         where o.id = any(:deals) and o.binned_at is null and %s
                         order by o.amount desc nulls last, o.id""".formatted(visible.sql("o.owner")))
                .param("today", today).param("since", Utc.of(since)).param("deals", deals.stream().map(OpportunityId::value).toArray(UUID[]::new)).param("visible", visible.ids())
                .query(Row.class).stream()
                .map(it -> {
                    var enough = it.others >= LEAST_DEALS;
                    return new Fact(it.id, it.account, it.product, Closing.wordsOf(it.stage), it.amount, it.currency, it.nextStep, it.stageSince == null ? null : ChronoUnit.DAYS.between(it.stageSince, today),
                            enough ? it.usual : null, enough ? it.low : null, enough ? it.high : null, it.others, it.changes);
                }).toList();
    }

    /** Of the person's deals closed within a year. Empty when none was, or when the viewer does not see them. */
    public Optional<WinRate> winRate(PersonId owner, Viewer viewer) {
        if (!line.of(viewer).shows(Optional.of(owner))) {
            return Optional.empty();
        }
        return jdbc.sql("select count(*) filter (where outcome = 'WON') as won, count(*) as closed from crm.opportunity where owner = :owner and outcome is not null and binned_at is null and closes_on > :since")
                .param("owner", owner.value()).param("since", LocalDate.ofInstant(clock.instant().minus(A_YEAR), viewer.zone())).query(WinRate.class).optional().filter(it -> it.closed > 0);
    }
}
