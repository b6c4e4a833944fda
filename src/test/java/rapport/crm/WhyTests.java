package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Filter;
import rapport.crm.record.Finder;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.Why;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;

/** "Why may I see this?" never says one thing while lists do another. */
@WholeTest
class WhyTests {

    @Autowired Why why;
    @Autowired RecordList list;
    @Autowired Finder finder;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired MockMvcTester browser;

    private record Written(Kind kind, UUID id) {}

    /** Random reporting lines, random owners: for every person and record the answer is what the list shows. */
    @Test
    void theReasonAgreesWithEveryList() {
        var random = new Random(20261123);
        var boss = team.hire("Boss", Role.OWNER);
        var people = new ArrayList<>(List.of(boss));
        for (var i = 0; i < 12; i++) {
            people.add(team.hire("Person " + i, List.of(Role.MANAGER, Role.REP, Role.REP, Role.ADMIN, Role.MARKETER, Role.VIEWER).get(random.nextInt(6)), random.nextInt(4) == 0 ? null : people.get(random.nextInt(people.size()))));
        }
        var written = new ArrayList<Written>();
        for (var i = 0; i < 25; i++) {
            PersonId owner = random.nextInt(5) == 0 ? null : people.get(random.nextInt(people.size())).id();
            var deal = book.add(Kind.OPPORTUNITY, boss.viewer(), "owner", owner, "name", "Record " + i).id();
            written.add(new Written(Kind.OPPORTUNITY, deal));
            written.add(new Written(Kind.LEAD, book.add(Kind.LEAD, boss.viewer(), "owner", owner, "lastName", "Record " + i).id()));
            var account = book.account("Record " + i, boss.viewer());
            written.add(new Written(Kind.ACCOUNT, account));
            written.add(new Written(Kind.ACTIVITY, book.add(Kind.ACTIVITY, boss.viewer(), "name", "Record " + i, "sort", "NOTE", "owner", owner, "opportunity", random.nextBoolean() ? deal : null,
                    "account", random.nextInt(3) == 0 ? account : null).id()));
        }
        for (var person : people) {
            for (var kind : List.of(Kind.OPPORTUNITY, Kind.LEAD, Kind.ACCOUNT, Kind.ACTIVITY)) {
                var listed = list.page(new ListQuery(kind, Filter.EVERYTHING, null, new ListQuery.Sort("createdAt", false), List.of(), null, 200), person.viewer()).items().stream().map(RecordList.Row::id).toList();
                for (var it : written.stream().filter(each -> each.kind == kind).toList()) {
                    var answer = why.of(kind, it.id, person.viewer(), boss.viewer());
                    assertThat(answer.seen()).as("%s of %s for %s: %s", kind, it.id, person.viewer().role(), answer.reasons()).isEqualTo(listed.contains(it.id));
                    assertThat(answer.reasons()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void itSaysWhichRuleItIs() {
        var maya = team.hire("Maya Manager", Role.MANAGER);
        var tom = team.hire("Tom Rep", Role.REP, maya);
        var deal = book.opportunity(tom.id(), tom.viewer());
        assertThat(browser.get().uri("/opportunities/%s/why".formatted(deal)).with(tom.asks())).bodyText().contains("It is yours.");
        assertThat(browser.get().uri("/opportunities/%s/why".formatted(deal)).with(maya.asks())).bodyText().contains("Tom Rep, who answers to you");
        assertThat(why.of(Kind.OPPORTUNITY, deal, team.hire("Rita Rep", Role.REP).viewer(), tom.viewer()).reasons()).containsExactly("It belongs to Tom Rep, who does not answer to you.");
    }
}
