package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.OpportunityList.Filter;
import rapport.crm.OpportunityList.Order;
import rapport.crm.OpportunityList.Position;
import rapport.crm.OpportunityList.Row;
import rapport.crm.OpportunityList.Sort;
import rapport.kernel.Money;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.support.Team;
import rapport.support.WholeTest;

@WholeTest
class OpportunityListTests {

    static final Filter ALL = new Filter(null, false, null);

    @Autowired Pipeline pipeline;
    @Autowired OpportunityList list;
    @Autowired Team team;
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

    /** Every order, both ways, pages of every size: put together they are the whole list, each row once, in order, unknown last. */
    @Test
    void pagesPutTogetherAreTheWholeListInOrder() {
        var random = new Random(20261123);
        for (var i = 0; i < 60; i++) {
            var amount = random.nextInt(4) == 0 ? null : Money.of(BigDecimal.valueOf(random.nextInt(5) * 100L), "EUR");
            var closes = random.nextInt(4) == 0 ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(10));
            begin(tom, Stage.values()[random.nextInt(4)], amount, closes);
        }
        for (var order : Order.values()) {
            for (var descending : new boolean[] {true, false}) {
                var sort = new Sort(order, descending);
                for (var size : new int[] {1, 2, 5, 50}) {
                    var rows = everyPage(sort, size, maya.viewer());
                    assertThat(rows).as("%s %s by %d", order, descending, size).hasSize(60).doesNotHaveDuplicates().isSortedAccordingTo(comparator(sort));
                }
            }
        }
    }

    @Test
    void everybodySeesTheirLineAndNoMore() {
        var toms = begin(tom, Stage.ENGAGING, null, null);
        var ritas = begin(rita, Stage.ENGAGING, null, null);
        var nobodys = pipeline.begin(draft(null, Stage.PROSPECTING, null, null), owner.viewer());

        assertThat(ids(tom)).containsExactlyInAnyOrder(toms);
        assertThat(ids(rita)).containsExactlyInAnyOrder(ritas);
        assertThat(ids(maya)).containsExactlyInAnyOrder(toms, nobodys.id().value());
        assertThat(ids(owner)).containsExactlyInAnyOrder(toms, ritas, nobodys.id().value());
        assertThatThrownBy(() -> pipeline.opportunity(new OpportunityId(ritas), tom.viewer())).isInstanceOf(OpportunityNotFound.class);
        assertThat(browser.get().uri("/opportunities/" + ritas).with(tom.asks())).hasStatus(404);
        assertThat(browser.get().uri("/opportunities/" + toms).with(maya.asks())).hasStatusOk();
    }

    @Test
    void aChangeIsKeptWithOldAndNewAndWho() {
        var id = new OpportunityId(begin(tom, Stage.PROSPECTING, Money.of("100", "EUR"), null));
        pipeline.change(id, draft(tom, Stage.ENGAGING, Money.of("250", "EUR"), null), maya.viewer());

        assertThat(pipeline.history(id, tom.viewer()))
                .filteredOn(it -> it.before() != null)
                .extracting(it -> it.field() + " " + it.before() + " " + it.after())
                .containsExactlyInAnyOrder("stage PROSPECTING ENGAGING", "amount 100.00 250.00");
        assertThat(browser.get().uri("/opportunities/" + id).with(tom.asks())).bodyText().contains("Amount: 250.00", "before: 100.00", "Maya Manager");
    }

    @Test
    void whatIsTypedWrongComesBackWithASentence() {
        assertThat(browser.post().uri("/opportunities").with(tom.asks()).param("stage", "ENGAGING").param("owner", tom.id().toString()).param("amount", "lots"))
                .hasStatus(422).bodyText().contains("A number such as 84,000", "value=\"lots\"");
        assertThat(browser.post().uri("/opportunities").with(tom.asks()).param("stage", "ENGAGING").param("owner", rita.id().toString()))
                .hasStatus(422).bodyText().contains("You would not see it any more");
        assertThat(browser.get().uri("/opportunities?sort=colour").with(tom.asks())).hasStatus(409).bodyText().contains("sorted by amount");
        assertThat(browser.get().uri("/api/v1/opportunities?after=nonsense").with(tom.asks())).hasStatus(409);
    }

    @Test
    void theFootSaysWhatIsShownAndWhatIsUnknown() {
        begin(tom, Stage.ENGAGING, Money.of("84000", "EUR"), null);
        begin(tom, Stage.ENGAGING, null, null);

        assertThat(browser.get().uri("/opportunities").with(tom.asks())).bodyText().contains("2 of 2", "sum of the 2 shown €84,000 · 1 unknown");
        assertThat(browser.get().uri("/opportunities?stage=won").with(tom.asks())).bodyText().contains("Nothing matches", "See everything");
    }

    private List<Row> everyPage(Sort sort, int size, Viewer viewer) {
        var rows = new ArrayList<Row>();
        Position next = null;
        do {
            var page = list.page(ALL, sort, next, size, viewer);
            rows.addAll(page.items());
            next = page.next();
        } while (next != null);
        return rows;
    }

    private static Comparator<Row> comparator(Sort sort) {
        Comparator<Row> byValue = switch (sort.by()) {
            case AMOUNT -> Comparator.comparing(Row::amount, nulls(sort));
            case CLOSES_ON -> Comparator.comparing(Row::closesOn, nulls(sort));
            case ENGAGED_ON -> Comparator.comparing(Row::engagedOn, nulls(sort));
        };
        Comparator<Row> byId = Comparator.comparing(it -> it.id().toString());
        return byValue.thenComparing(sort.descending() ? byId.reversed() : byId);
    }

    private static <T extends Comparable<? super T>> Comparator<T> nulls(Sort sort) {
        return Comparator.nullsLast(sort.descending() ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder());
    }

    private List<UUID> ids(Team.Member member) {
        return list.page(ALL, new Sort(Order.AMOUNT, true), null, 50, member.viewer()).items().stream().map(Row::id).toList();
    }

    private UUID begin(Team.Member of, Stage stage, Money value, LocalDate closes) {
        return pipeline.begin(draft(of, stage, value, closes), owner.viewer()).id().value();
    }

    private static Opportunity.Draft draft(Team.Member of, Stage stage, Money value, LocalDate closes) {
        return new Opportunity.Draft(null, null, of == null ? null : of.id(), stage, closes, closes, value, null);
    }
}
