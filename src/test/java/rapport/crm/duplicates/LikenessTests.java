package rapport.crm.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Finding records that may be one, and deciding. */
@WholeTest
class LikenessTests {

    @Autowired Likenesses likenesses;
    @Autowired Merges merges;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired MockMvcTester browser;

    Team.Member tom;

    @BeforeEach
    void somebody() {
        tom = team.hire("Tom Rep", Role.REP);
    }

    @Test
    void theSameMailboxIsFoundAndSaysWhy() {
        var one = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "Jonna@Brightwater.example").id();
        var other = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "email", "jonna@brightwater.EXAMPLE").id();
        for (var name : List.of("Ben Okafor", "Grace Mensah", "Inês Moreau", "Finn Aalto", "Elif Yıldız", "Clara Weiss", "Hugo Laurent", "Dario Conti", "Saar Peeters", "Jonna Virtanen")) {
            book.add(Kind.CONTACT, tom.viewer(), "firstName", name.split(" ")[0], "lastName", name.split(" ")[1], "email", name.split(" ")[1].length() + "." + name.split(" ")[0].toLowerCase() + "@x.example");
        }

        likenesses.search(Kind.CONTACT, tom.viewer());

        assertThat(likenesses.waiting(Kind.CONTACT, 50, tom.viewer())).singleElement().satisfies(it -> {
            assertThat(List.of(it.one(), it.other())).containsExactlyInAnyOrder(one, other);
            assertThat(it.reasons()).contains("same e-mail");
            assertThat(it.score()).isGreaterThan(50);
        });
        assertThat(browser.get().uri("/duplicates").with(tom.asks())).bodyText().contains("Jonna Saar", "same e-mail", "Compare", "They are two");
        assertThat(browser.get().uri("/merges/new?kind=contacts&one=%s&other=%s".formatted(one, other)).with(tom.asks())).hasStatusOk().bodyText().contains("Make them one", "jonna@brightwater.example");
    }

    @Test
    void whatWasDecidedIsNotAskedAgain() {
        var one = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods", "domains", "brightwater.example").id();
        var other = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods GmbH", "domains", "brightwater.example").id();
        likenesses.search(Kind.ACCOUNT, tom.viewer());
        assertThat(likenesses.waiting(Kind.ACCOUNT, 50, tom.viewer())).hasSize(1);

        likenesses.never(Kind.ACCOUNT, one, other, tom.viewer());
        likenesses.search(Kind.ACCOUNT, tom.viewer());
        assertThat(likenesses.waiting(Kind.ACCOUNT, 50, tom.viewer())).isEmpty();
    }

    @Test
    void whatWasMergedWaitsNoMore() {
        var one = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods", "phone", "+4930555123").id();
        var other = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods", "phone", "+4930555123", "city", "Bremen").id();
        likenesses.search(Kind.ACCOUNT, tom.viewer());
        assertThat(browser.post().uri("/merges").with(tom.asks()).param("kind", "accounts").param("one", one.toString()).param("other", other.toString()).param("take.city", "other")).hasStatus(303);

        assertThat(likenesses.waiting(Kind.ACCOUNT, 50, tom.viewer())).isEmpty();
        assertThat(browser.get().uri("/accounts/" + one).with(tom.asks())).bodyText().contains("Bremen");
        merges.unmerge(merges.newest(tom.viewer()).getFirst().id(), tom.viewer());
        assertThat(likenesses.waiting(Kind.ACCOUNT, 50, tom.viewer())).hasSize(1);
    }

    @Test
    void aSearchForgetsNothingThatOnlyOthersSee() {
        var rita = team.hire("Rita Rep", Role.REP);
        book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "email", "holm@corvid.example", "owner", tom.id());
        var twin = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "email", "holm@corvid.example", "owner", tom.id());
        likenesses.search(Kind.LEAD, tom.viewer());
        assertThat(browser.get().uri("/duplicates?kind=leads").with(rita.asks())).bodyText().contains("Nothing waits for a decision.");

        likenesses.search(Kind.LEAD, rita.viewer());

        assertThat(browser.get().uri("/duplicates?kind=leads").with(rita.asks())).bodyText().contains("Nothing waits for a decision; leads last searched", "The last search found no two leads that may be one.");
        assertThat(likenesses.waiting(Kind.LEAD, 50, tom.viewer())).hasSize(1);
        book.change(twin, tom.viewer(), "email", "someone@lumen.example", "lastName", "Okafor");
        likenesses.search(Kind.LEAD, tom.viewer());
        assertThat(likenesses.waiting(Kind.LEAD, 50, tom.viewer())).as("they are like each other no more").isEmpty();
    }

    /** A lead that follows its owner is no news for somebody who does not see it. */
    @Test
    void nobodyLearnsOfWhatTheyMayNotSee() {
        var rita = team.hire("Rita Rep", Role.REP);
        book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "email", "holm@corvid.example", "owner", tom.id());
        book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "email", "holm@corvid.example", "owner", tom.id());
        likenesses.search(Kind.LEAD, tom.viewer());
        assertThat(likenesses.waiting(Kind.LEAD, 50, tom.viewer())).hasSize(1);
        assertThat(likenesses.waiting(Kind.LEAD, 50, rita.viewer())).isEmpty();
        assertThat(browser.get().uri("/duplicates?kind=leads").with(rita.asks())).bodyText().doesNotContain("Holm");
    }
}
