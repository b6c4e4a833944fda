package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.forecast.Forecasts;
import rapport.crm.forecast.Quotas;
import rapport.crm.forecast.Rates;
import rapport.crm.record.Filter;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Forecasts weigh by what was really won, say how sure that is, and leave out what nobody knows. */
@WholeTest
class ForecastTests {

    @Autowired Forecasts forecasts;
    @Autowired Rates rates;
    @Autowired Quotas quotas;
    @Autowired Deals deals;
    @Autowired Pipelines pipelines;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;
    @Autowired MockMvcTester browser;

    Team.Member owner;
    Team.Member tom;
    Team.Member rita;
    LocalDate today;

    @BeforeEach
    void people() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        tom = team.hire("Tom Rep", Role.REP, owner);
        rita = team.hire("Rita Rep", Role.REP, owner);
        today = LocalDate.ofInstant(clock.instant(), tom.viewer().zone());
    }

    @Test
    void aStageIsWeighedByItsOwnHistoryOnceThereIsEnoughOfIt() {
        closed(3, Closing.WON);
        closed(1, Closing.NO_DECISION);
        book.opportunity(tom.id(), "Engaging", 10_000, today.plusDays(3), owner.viewer());
        var before = forecasts.of(Filter.EVERYTHING, owner.viewer());
        assertThat(before.all().expected()).as("four closed deals say nothing: the team's 30 %").isEqualByComparingTo("3000");

        closed(1, Closing.NO_DECISION);
        var after = forecasts.of(Filter.EVERYTHING, owner.viewer());
        assertThat(after.all().expected()).as("3 of 5").isEqualByComparingTo("6000");
        assertThat(after.stages().get(1).rate().interval()).isNotNull();
        assertThat(after.months().getFirst().month()).isEqualTo(YearMonth.from(today));
        assertThat(after.months().getFirst().sum().count()).isEqualTo(1);
    }

    @Test
    void whatHasNoValueOrNoRateIsCountedAndNotGuessed() {
        book.opportunity(tom.id(), "Engaging", null, today, owner.viewer());
        book.add(rapport.crm.record.Kind.OPPORTUNITY, owner.viewer(), "owner", tom.id(), "amount", 1_000, "currency", "USD", "closesOn", today);
        var without = forecasts.of(Filter.EVERYTHING, owner.viewer());
        assertThat(without.missing()).containsExactly("USD");
        assertThat(without.all().open()).isEqualByComparingTo("0");
        assertThat(without.all().unknown()).isEqualTo(2);

        rates.enterAll("%s,USD,0.90\n%s,USD,0.80".formatted(today.minusDays(10), today.minusDays(40)), owner.viewer());
        var with = forecasts.of(Filter.EVERYTHING, owner.viewer());
        assertThat(with.all().open()).isEqualByComparingTo("900");
        assertThat(with.rateDay()).isEqualTo(today.minusDays(10));
        assertThat(browser.get().uri("/forecast").with(owner.asks())).bodyText().contains("at the rates last entered, the oldest of", "1 opportunity without a value");
        assertThatThrownBy(() -> rates.enterAll("2026-03-01,USD,0.9\nnonsense", owner.viewer())).hasMessageContaining("Line 2");
        assertThat(rates.all(owner.viewer())).as("all lines or none").hasSize(2);
    }

    @Test
    void aQuotaIsSetOnceForADayAndBySomebodyWhoLeads() {
        quotas.set(tom.id().value(), null, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), new BigDecimal("90000"), "EUR", owner.viewer());
        assertThatThrownBy(() -> quotas.set(tom.id().value(), null, LocalDate.of(2026, 3, 31), LocalDate.of(2026, 6, 30), new BigDecimal("1"), "EUR", owner.viewer())).hasMessageContaining("for some of these days already");
        assertThatThrownBy(() -> quotas.set(tom.id().value(), null, LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 2), BigDecimal.ONE, "EUR", tom.viewer())).hasMessageContaining("managers");
        assertThat(forecasts.of(Filter.EVERYTHING, tom.viewer()).months().getFirst().quota()).as("31 of 90 days").isEqualByComparingTo("31000");
        assertThat(forecasts.of(Filter.EVERYTHING, rita.viewer()).months().getFirst().quota()).as("Tom's is none of Rita's").isNull();
    }

    @Test
    void everybodyForecastsWhatTheySee() {
        book.opportunity(tom.id(), "Engaging", 10_000, today, owner.viewer());
        book.opportunity(rita.id(), "Engaging", 500, today, owner.viewer());
        assertThat(forecasts.of(Filter.EVERYTHING, tom.viewer()).all().open()).isEqualByComparingTo("10000");
        assertThat(forecasts.of(Filter.EVERYTHING, owner.viewer()).all().open()).isEqualByComparingTo("10500");
    }

    /** Deals that are won with a known chance: the 80 % interval holds the true sum about four times in five. */
    @Test
    void theIntervalHoldsWhatItPromises() {
        var random = new Random(20261123);
        var held = 0;
        var trials = 400;
        for (var trial = 0; trial < trials; trial++) {
            var chance = 0.2 + 0.6 * random.nextDouble();
            var closed = 20 + random.nextInt(60);
            var won = (int) random.doubles(closed).filter(it -> it < chance).count();
            var amounts = random.ints(30, 1_000, 50_000).toArray();
            var sum = 0.0;
            var expected = 0.0;
            var variance = 0.0;
            var all = 0.0;
            var share = (double) won / closed;
            for (var amount : amounts) {
                sum += random.nextDouble() < chance ? amount : 0;
                expected += amount * share;
                variance += (double) amount * amount * share * (1 - share);
                all += amount;
            }
            variance += all * all * share * (1 - share) / closed;
            var half = 1.2815515655446004 * Math.sqrt(variance);
            held += sum >= expected - half && sum <= expected + half ? 1 : 0;
        }
        assertThat((double) held / trials).isBetween(0.75, 0.86);
    }

    private void closed(int count, Closing as) {
        for (var i = 0; i < count; i++) {
            var deal = new OpportunityId(book.opportunity(tom.id(), "Engaging", 1_000, today, owner.viewer()));
            deals.close(deal, as, today, null, null, owner.viewer());
        }
    }
}
