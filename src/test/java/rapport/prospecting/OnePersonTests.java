package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.duplicates.Merges;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.dispatch.Tallies;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Two contacts that are one person: what was tried counts together, and what they said holds, as long as they are one. */
@WholeTest
class OnePersonTests {

    @Autowired MockMvcTester browser;
    @Autowired Merges merges;
    @Autowired Attempts attempts;
    @Autowired Tallies tallies;
    @Autowired Correspondents correspondents;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TransactionOperations transactions;

    Team.Member ben;
    Team.Member rita;
    UUID jonna;
    UUID twin;

    @BeforeEach
    void twoWhoAreOne() {
        ben = team.hire("Ben Okafor", Role.REP);
        rita = team.hire("Rita Rep", Role.REP);
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example", "mobile", "+353850123456").id();
        twin = book.add(Kind.CONTACT, ben.viewer(), "firstName", "J.", "lastName", "Saar", "email", "j.saar@brightwater.example", "mobile", "+353850123457").id();
        call(jonna, CallOutcome.NO_ANSWER, ben);
        call(twin, CallOutcome.VOICEMAIL, rita);
    }

    @Test
    @Check(13)
    void theTallyCountsBothAsLongAsTheyAreOne() {
        assertThat(tallies.of(jonna, ben.viewer()).all()).isOne();
        var merge = merges.merge(Kind.CONTACT, jonna, twin, List.of(), ben.viewer());
        assertThat(tallies.of(jonna, ben.viewer())).satisfies(it -> {
            assertThat(it.all()).isEqualTo(2);
            assertThat(it.people()).isEqualTo(2);
        });
        call(jonna, CallOutcome.NO_ANSWER, ben);
        merges.unmerge(merge, ben.viewer());
        assertThat(tallies.of(jonna, ben.viewer()).all()).as("what came since stays where it came").isEqualTo(2);
        assertThat(tallies.of(twin, ben.viewer()).all()).isOne();
    }

    @Test
    @Check(10)
    void whoeverSaidNeverAsTheOneHasSaidItForBoth() {
        call(twin, CallOutcome.NEVER, rita);
        assertThat(page("/prospecting/calls/" + jonna)).doesNotContain("They have refused it");
        merges.merge(Kind.CONTACT, jonna, twin, List.of(), ben.viewer());
        assertThat(page("/prospecting/calls/" + jonna)).contains("They have refused it");
    }

    @Test
    @Check(10)
    void whoeverSaidNeverAsTheOtherHasSaidItForBoth() {
        call(jonna, CallOutcome.NEVER, rita);
        merges.merge(Kind.CONTACT, twin, jonna, List.of(), ben.viewer());
        assertThat(page("/prospecting/calls/" + twin)).contains("They have refused it");
        call(twin, CallOutcome.NEVER, rita);
        assertThat(page("/prospecting/calls/" + twin)).as("said twice").contains("They have refused it");
    }

    @Test
    void anAnswerFromAnotherAddressOfTheirsIsTheirs() {
        merges.merge(Kind.CONTACT, jonna, twin, List.of(), ben.viewer());
        UUID found = transactions.execute(_ -> correspondents.contactAt("j.saar@brightwater.example").orElse(null));
        assertThat(found).isEqualTo(jonna);
    }

    private void call(UUID contact, CallOutcome outcome, Team.Member who) {
        attempts.log(new Attempts.Wish(contact, outcome, null, null, null, null), who.viewer());
    }

    private String page(String path) {
        var answer = browser.get().uri(path).with(ben.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
