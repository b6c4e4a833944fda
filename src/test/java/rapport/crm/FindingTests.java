package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Filter;
import rapport.crm.record.Finder;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Search and board: found however it is typed, counted over all, seen by whoever may. */
@WholeTest
class FindingTests {

    @Autowired Finder finder;
    @Autowired Board board;
    @Autowired Pipelines pipelines;
    @Autowired Deals deals;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired MockMvcTester browser;

    Team.Member owner;
    Team.Member maya;
    Team.Member tom;
    Team.Member rita;

    @BeforeEach
    void people() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        maya = team.hire("Maya Manager", Role.MANAGER, owner);
        tom = team.hire("Tom Rep", Role.REP, maya);
        rita = team.hire("Rita Rep", Role.REP, owner);
    }

    @Test
    void aPersonIsFoundHoweverOneTypes() {
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods", "domains", "brightwater.example", "city", "Bremen").id();
        var jonna = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jónna", "lastName", "Saarinen-Øberg", "account", account, "email", "j.saarinen@brightwater.example", "phone", "030 5550 123", "country", "Germany").id();
        book.add(Kind.CONTACT, tom.viewer(), "firstName", "Ben", "lastName", "Okafor");

        for (var typed : List.of("jonna", "JÓNNA saar", "saarinnen", "oberg", "saarinen@bright", "5550 123", "(030) 5550", "+49 30 5550", "0305550123")) {
            assertThat(found(Kind.CONTACT, typed)).as(typed).contains(jonna);
        }
        for (var typed : List.of("brigthwater", "brightwater.example", "br", "foods", "Bremen")) {
            assertThat(found(Kind.ACCOUNT, typed)).as(typed).contains(account);
        }
        assertThat(found(Kind.CONTACT, "nobody at all")).isEmpty();
        assertThat(found(Kind.CONTACT, "%")).isEmpty();
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() {
        var account = book.account("Brightwater", owner.viewer());
        var ritas = book.add(Kind.OPPORTUNITY, owner.viewer(), "account", account, "owner", rita.id()).id();
        book.add(Kind.LEAD, owner.viewer(), "lastName", "Brighton", "owner", rita.id());

        assertThat(finder.find(List.of(Kind.values()).subList(0, 5), "bright", 8, tom.viewer())).containsOnlyKeys(Kind.ACCOUNT);
        assertThat(finder.find(List.of(Kind.OPPORTUNITY, Kind.LEAD), "bright", 8, rita.viewer())).containsOnlyKeys(Kind.OPPORTUNITY, Kind.LEAD);
        assertThat(browser.get().uri("/search/palette?q=bright").with(tom.asks())).bodyText().doesNotContain(ritas.toString()).contains("Brightwater");
        assertThat(browser.get().uri("/search?q=bright").with(rita.asks())).bodyText().contains(ritas.toString());
    }

    @Test
    void thePaletteOffersWhatCanBeDone() {
        assertThat(browser.get().uri("/search/palette?q=new opp").with(tom.asks())).bodyText().contains("New opportunity", "/opportunities/new").doesNotContain("New contact");
        assertThat(browser.get().uri("/search/palette?q=go coach").with(tom.asks())).bodyText().contains("Go to Coaching");
        assertThat(browser.get().uri("/search/palette").with(team.hire("Vera Viewer", Role.VIEWER).asks())).bodyText().doesNotContain("New opportunity");
    }

    @Test
    void theBoardCountsAllAndShowsFifty() {
        for (var i = 0; i < 60; i++) {
            book.opportunity(tom.id(), "Engaging", i % 3 == 0 ? null : 1_000, null, owner.viewer());
        }
        book.opportunity(rita.id(), "Engaging", 7, null, owner.viewer());
        var pipeline = pipelines.all(maya.viewer()).getFirst();

        var engaging = board.columns(pipeline, Filter.EVERYTHING, maya.viewer()).get(1);
        assertThat(engaging.total().count()).isEqualTo(60);
        assertThat(engaging.total().sums()).containsEntry("EUR", new java.math.BigDecimal("40000.00"));
        assertThat(engaging.total().unknown()).isEqualTo(20);
        assertThat(engaging.cards()).hasSize(50);
        assertThat(board.cards(engaging.stage().id(), Filter.EVERYTHING, engaging.cards().getLast().id(), 50, maya.viewer())).hasSize(10).doesNotContainAnyElementsOf(engaging.cards());
        assertThat(board.lanes(pipeline, Filter.EVERYTHING, owner.viewer())).hasSize(2);
        assertThat(browser.get().uri("/board").with(maya.asks())).hasStatusOk().bodyText().contains("€40,000 open in 60 opportunities, 20 of them with unknown value", "50 of 60 shown", "Show 50 more");
    }

    @Test
    void aMoveAnswersWithTheBoardAsItIsAndARefusalWithASentence() {
        var deal = new OpportunityId(book.opportunity(tom.id(), "Prospecting", 1_000, null, owner.viewer()));
        var proposal = book.stage("Proposal", owner.viewer());
        assertThat(browser.put().uri("/board/cards/%s?stage=%s".formatted(deal, proposal)).with(tom.asks())).hasStatusOk().bodyText().contains("Proposal", deal.toString());
        deals.close(deal, Closing.WON, LocalDate.ofInstant(clock.instant(), tom.viewer().zone()), null, null, tom.viewer());
        assertThat(browser.put().uri("/board/cards/%s?stage=%s".formatted(deal, book.stage("Engaging", owner.viewer()))).with(tom.asks())).hasStatus(422).bodyText().contains("It is closed. Open it again first.");
        assertThat(browser.get().uri("/board").with(tom.asks())).bodyText().contains("Won in March", "1 of 1 closed");
    }

    /** Stuck: longer than four of five that were won from there, and only once there are five. */
    @Test
    void whatWaitsTooLongIsStuck() {
        for (var i = 0; i < 5; i++) {
            var won = new OpportunityId(book.opportunity(tom.id(), "Engaging", 1_000, null, owner.viewer()));
            clock.pass(java.time.Duration.ofDays(2));
            deals.close(won, Closing.WON, LocalDate.ofInstant(clock.instant(), owner.viewer().zone()), null, null, owner.viewer());
        }
        var waits = book.opportunity(tom.id(), "Engaging", 1_000, null, owner.viewer());
        clock.pass(java.time.Duration.ofDays(3));
        book.opportunity(tom.id(), "Engaging", 5, null, owner.viewer());

        assertThat(browser.get().uri("/opportunities?view=stuck").with(tom.asks())).bodyText().contains(waits.toString(), "1 of 1");
        assertThat(browser.get().uri("/board").with(tom.asks())).bodyText().contains("stuck 3");
        assertThat(browser.get().uri("/opportunities/" + waits).with(tom.asks())).bodyText().contains("stuck, 3", "4 of 5 won left it within 2", "n = 5");
    }

    private List<UUID> found(Kind kind, String typed) {
        return finder.find(List.of(kind), typed, 8, tom.viewer()).getOrDefault(kind, List.of()).stream().map(Finder.Found::id).toList();
    }
}
