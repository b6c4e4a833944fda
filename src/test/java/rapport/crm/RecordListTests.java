package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.ListQuery.Sort;
import rapport.crm.record.RecordList;
import rapport.crm.record.RecordList.Row;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;

@WholeTest
class RecordListTests {

    @Autowired RecordList list;
    @Autowired Book book;
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
            var amount = random.nextInt(4) == 0 ? null : random.nextInt(5) * 100;
            var closes = random.nextInt(4) == 0 ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(10));
            book.opportunity(tom.id(), "Engaging", amount, closes, owner.viewer());
        }
        for (var field : List.of("amount", "closesOn", "engagedOn", "createdAt")) {
            for (var descending : new boolean[] {true, false}) {
                var sort = new Sort(field, descending);
                for (var size : new int[] {1, 2, 5, 50}) {
                    var rows = everyPage(sort, size, maya.viewer());
                    assertThat(rows).as("%s by %d", sort.written(), size).hasSize(60).doesNotHaveDuplicates().isSortedAccordingTo(comparator(sort));
                }
            }
        }
    }

    @Test
    void everybodySeesTheirLineAndNoMore() {
        var toms = book.opportunity(tom.id(), owner.viewer());
        var ritas = book.opportunity(rita.id(), owner.viewer());
        var nobodys = book.opportunity(null, owner.viewer());

        assertThat(ids(tom)).containsExactlyInAnyOrder(toms);
        assertThat(ids(rita)).containsExactlyInAnyOrder(ritas);
        assertThat(ids(maya)).containsExactlyInAnyOrder(toms, nobodys);
        assertThat(ids(owner)).containsExactlyInAnyOrder(toms, ritas, nobodys);
        assertThat(browser.get().uri("/opportunities/" + ritas).with(tom.asks())).hasStatus(404);
        assertThat(browser.get().uri("/opportunities/" + toms).with(maya.asks())).hasStatusOk();
    }

    @Test
    void filtersNarrowByEveryKindOfField() {
        var large = book.opportunity(tom.id(), "Proposal", 90_000, LocalDate.of(2026, 3, 20), owner.viewer());
        var small = book.opportunity(rita.id(), "Engaging", 5_000, LocalDate.of(2026, 4, 20), owner.viewer());
        var unknown = book.opportunity(rita.id(), "Engaging", null, null, owner.viewer());

        assertThat(found("amount=gt=20000")).containsExactly(large);
        assertThat(found("(amount=gt=20000,amount=unknown=yes)")).containsExactlyInAnyOrder(large, unknown);
        assertThat(found("stage==Engaging")).containsExactlyInAnyOrder(small, unknown);
        assertThat(found("stage=in=(Proposal,Negotiating)")).containsExactly(large);
        assertThat(found("stage!=Engaging;amount=le=90000")).containsExactly(large);
        assertThat(found("owner==\"Rita Rep\";closesOn=ge=2026-04-01")).containsExactly(small);
        assertThat(found("owner==me")).isEmpty();
        assertThat(found("closesOn=ge=month;closesOn=le=month-end")).containsExactly(large); // the clock stands in March 2026
        assertThat(found("outcome=unknown=no")).isEmpty();
    }

    /** "Team" is whoever answers to one, also for those who see more than their own people. */
    @Test
    void theTeamIsWhoeverAnswersToOne() {
        var toms = book.opportunity(tom.id(), owner.viewer());
        var ritas = book.opportunity(rita.id(), owner.viewer());
        var admin = team.hire("Ada Admin", Role.ADMIN);
        var admins = book.opportunity(admin.id(), owner.viewer());
        book.opportunity(null, owner.viewer());

        assertThat(found("owner==team")).containsExactlyInAnyOrder(toms, ritas);
        assertThat(found("owner==team", maya)).containsExactly(toms);
        assertThat(found("owner==team", tom)).containsExactly(toms);
        assertThat(found("owner==team", admin)).as("nobody answers to them").containsExactlyInAnyOrder(toms, ritas, admins);
        assertThat(found("owner!=team", admin)).hasSize(1);
    }

    @Test
    void aFilterThatCannotBeReadSaysWhere() {
        for (var wrong : List.of("amount", "amount=gt=", "amount=gt=much", "(amount=gt=1", "colour==red", "amount=near=1", "closesOn==soon", "stage==Nowhere", "amount=gt=1)", "\"", "a;b", "name==\"open")) {
            assertThatThrownBy(() -> found(wrong)).as(wrong).isInstanceOf(Refused.class).hasMessageMatching(".*[.]$");
        }
    }

    @Test
    void textIsFoundWithoutAccentsAndCase() {
        var moreau = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Inês", "lastName", "Moreau", "email", "Ines.Moreau@Lumen.example").id();
        book.add(Kind.CONTACT, tom.viewer(), "lastName", "Okafor");

        assertThat(list.page(query(Kind.CONTACT, "", "INES", new Sort("name", false), null, 10), tom.viewer()).items()).extracting(Row::id).containsExactly(moreau);
        assertThat(list.page(query(Kind.CONTACT, "", "lumen.ex", new Sort("name", false), null, 10), tom.viewer()).items()).extracting(Row::id).containsExactly(moreau);
        assertThat(list.page(query(Kind.CONTACT, "lastName=has=morEau", null, new Sort("name", false), null, 10), tom.viewer()).items()).extracting(Row::id).containsExactly(moreau);
        assertThat(list.page(query(Kind.CONTACT, "email==INES.moreau@lumen.example", null, new Sort("name", false), null, 10), tom.viewer()).items()).extracting(Row::id).containsExactly(moreau);
    }

    /** Thirty-six letters are the name of an account, not necessarily an id. */
    @Test
    void aNameAsLongAsAnIdIsAName() {
        var name = "Brightwater Foods and Beverages Kiel";
        assertThat(name).hasSize(36);
        book.add(Kind.OPPORTUNITY, tom.viewer(), "owner", tom.id(), "name", "Line 4", "account", book.account(name, tom.viewer()));
        assertThat(browser.get().uri("/opportunities?filter=account==\"{name}\"", name).with(tom.asks())).hasStatusOk().bodyText().contains("Line 4", "Account: " + name);
        assertThat(browser.get().uri("/opportunities?filter=account==\"{name}\"", name.replace("Kiel", "Bonn")).with(tom.asks())).hasStatus(409).bodyText().contains("an id or a name that is known");
    }

    @Test
    void aViewThatIsGoneIsNotReplacedInSilence() {
        var toms = book.opportunity(tom.id(), owner.viewer());
        var gone = "01890000-0000-7000-8000-000000000000";
        assertThat(browser.get().uri("/opportunities?view=" + gone).with(tom.asks())).hasStatusOk().bodyText().contains("This view is not there.", "This is “Open” instead", toms.toString());
        assertThat(browser.get().uri("/opportunities?view=mine").with(tom.asks())).hasStatusOk().bodyText().doesNotContain("This view is not there.");
        assertThat(browser.get().uri("/api/v1/opportunities?view=" + gone).with(tom.asks())).hasStatus(409).bodyText().contains("crm.view");
    }

    @Test
    void whatIsTypedWrongComesBackWithASentence() {
        assertThat(browser.post().uri("/opportunities").with(tom.asks()).param("owner", tom.id().toString()).param("amount", "lots"))
                .hasStatus(422).bodyText().contains("A number such as 84,000", "value=\"lots\"");
        assertThat(browser.post().uri("/opportunities").with(tom.asks()).param("owner", rita.id().toString()))
                .hasStatus(422).bodyText().contains("You would not see it any more");
        assertThat(browser.get().uri("/opportunities?sort=colour").with(tom.asks())).hasStatus(409).bodyText().contains("have no field");
        assertThat(browser.get().uri("/api/v1/opportunities?after=nonsense").with(tom.asks())).hasStatus(409);
    }

    @Test
    void theFootSaysWhatIsShownAndWhatIsUnknown() {
        book.opportunity(tom.id(), "Engaging", 84_000, null, owner.viewer());
        book.opportunity(tom.id(), "Engaging", null, null, owner.viewer());

        assertThat(browser.get().uri("/opportunities").with(tom.asks())).bodyText().contains("2 of 2", "sum of the 2 shown €84,000 · 1 unknown");
        assertThat(browser.get().uri("/opportunities?filter=outcome==WON").with(tom.asks())).bodyText().contains("Nothing matches", "See everything");
    }

    private List<UUID> found(String filter) {
        return found(filter, owner);
    }

    private List<UUID> found(String filter, Team.Member member) {
        return list.page(query(Kind.OPPORTUNITY, filter, null, new Sort("createdAt", false), null, 50), member.viewer()).items().stream().map(Row::id).toList();
    }

    private static ListQuery query(Kind kind, String filter, String find, Sort sort, ListQuery.Position after, int limit) {
        return new ListQuery(kind, Filter.read(filter), find, sort, kind == Kind.OPPORTUNITY ? List.of("amount", "currency", "closesOn", "engagedOn", "createdAt") : List.of("email"), after, limit);
    }

    private List<Row> everyPage(Sort sort, int size, Viewer viewer) {
        var rows = new ArrayList<Row>();
        ListQuery.Position next = null;
        do {
            var page = list.page(query(Kind.OPPORTUNITY, "", null, sort, next, size), viewer);
            rows.addAll(page.items());
            next = page.next();
        } while (next != null);
        return rows;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<Row> comparator(Sort sort) {
        Comparator<Row> byValue = Comparator.comparing(it -> (Comparable) it.values().get(sort.field()), (Comparator<Comparable>) (Comparator) (sort.descending() ? Comparator.nullsLast(Comparator.reverseOrder()) : Comparator.nullsLast(Comparator.naturalOrder())));
        Comparator<Row> byId = Comparator.comparing(it -> it.id().toString());
        return byValue.thenComparing(sort.descending() ? byId.reversed() : byId);
    }

    private List<UUID> ids(Team.Member member) {
        return list.page(query(Kind.OPPORTUNITY, "", null, new Sort("amount", true), null, 50), member.viewer()).items().stream().map(Row::id).toList();
    }

}
