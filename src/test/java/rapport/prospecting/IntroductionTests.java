package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.Introductions.State;
import rapport.prospecting.routes.WaysAround;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Around a buyer who does not answer: who is suggested, how an introduction goes, and which way leads to people. */
@WholeTest
class IntroductionTests {

    @Autowired MockMvcTester browser;
    @Autowired WaysAround ways;
    @Autowired Introductions introductions;
    @Autowired Attempts attempts;
    @Autowired Worklist worklist;
    @Autowired Team team;
    @Autowired Book book;

    Team.Member ben;
    UUID acme;
    UUID buyer;
    UUID olaf;
    UUID petra;
    UUID paul;

    @BeforeEach
    void aCompany() {
        ben = team.hire("Ben Okafor", Role.REP);
        acme = book.add(Kind.ACCOUNT, ben.viewer(), "name", "Acme").id();
        buyer = person("Bruno", "Buyer", "Head of purchasing", "GB");
        olaf = person("Olaf", "Ops", "Plant manager", "GB");
        petra = person("Petra", "Product", "Product manager", "GB");
        paul = person("Paul", "Product", "Product engineer", "GB");
        person("Mara", "Market", "Brand manager", "DE");
        book.letterhead();
    }

    @Test
    @Check(17)
    void thoseTriedLeastAreSuggestedByWhatTheyDo() {
        call(petra, CallOutcome.NO_ANSWER);
        assertThat(ways.around(buyer, ben.viewer())).extracting(it -> it.name() + " " + it.function() + " " + it.attempts())
                .containsExactly("Paul Product PRODUCT 0", "Olaf Ops OPERATIONS 0", "Mara Market MARKETING 0", "Petra Product PRODUCT 1");
        assertThat(browser.post().uri("/prospecting/routes").param("contact", buyer.toString()).with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page("/prospecting/routes?contact=" + buyer)).contains("Bruno Buyer is marked as hard to reach", "Paul Product", "Product, Product engineer", "never tried", "1 attempt", "Ask for an introduction");
    }

    @Test
    @Check(17)
    void anIntroductionGoesFromAskingToThanking() {
        assertThat(browser.post().uri("/prospecting/introductions").param("contact", buyer.toString()).param("via", olaf.toString()).with(ben.asks()).exchange()).hasStatus(303);
        var task = worklist.due(ben.viewer()).getFirst();
        assertThat(task.contact()).isEqualTo(olaf);
        assertThat(task.kind()).as("in Great Britain a company may be written to").isEqualTo("EMAIL");
        assertThat(page("/prospecting/touches/" + task.touch())).contains("Good morning Olaf", "I would like to speak with Bruno Buyer");
        assertThat(page("/contacts/%s/tally".formatted(buyer))).contains("Attempt 1", "1 introduction");
        assertThatThrownBy(() -> introductions.ask(buyer, olaf, null, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("asked already");
        assertThat(ways.around(buyer, ben.viewer())).extracting(WaysAround.Way::contact).doesNotContain(olaf);

        var id = introductions.of(ben.viewer()).getFirst().id();
        assertThatThrownBy(() -> introductions.advance(id, State.THANKED, ben.viewer())).isInstanceOf(Refused.class);
        introductions.advance(id, State.AGREED, ben.viewer());
        introductions.advance(id, State.MADE, ben.viewer());
        assertThat(worklist.due(ben.viewer())).as("reaching out to whom one was introduced").anySatisfy(it -> assertThat(it.contact()).isEqualTo(buyer));
        introductions.advance(id, State.MET, ben.viewer());
        assertThat(page("/prospecting/introductions")).contains("Bruno Buyer", "Olaf Ops", "thank 1 person", "I have thanked them");
        introductions.advance(id, State.THANKED, ben.viewer());
        assertThatThrownBy(() -> introductions.advance(id, State.MADE, ben.viewer())).isInstanceOf(Refused.class);
        assertThat(page("/contacts/%s/tally".formatted(buyer))).as("being met is no further attempt").contains("Attempt 1");
    }

    @Test
    void whereTheLawForbidsMailTheyAreCalled() {
        var mara = ways.around(buyer, ben.viewer()).stream().filter(it -> it.name().startsWith("Mara")).findFirst().orElseThrow().contact();
        introductions.ask(buyer, mara, null, ben.viewer());
        assertThat(worklist.due(ben.viewer()).getFirst().kind()).isEqualTo("CALL");
        var logged = attempts.log(new Attempts.Wish(mara, CallOutcome.NO_ANSWER, null, null, null, null), ben.viewer());
        assertThat(worklist.due(ben.viewer())).as("the call that waited was made").isEmpty();
        attempts.takeBack(logged, ben.viewer());
        assertThat(worklist.due(ben.viewer())).as("and was not").hasSize(1);
    }

    @Test
    @Check(17)
    void whichWayLeadsToPeopleIsSaidWithHowSureThatIs() {
        for (var i = 0; i < 6; i++) {
            var one = person("Direct", "Number" + i, "Head of purchasing", "GB");
            call(one, i == 0 ? CallOutcome.CONNECTED : CallOutcome.NO_ANSWER);
            if (i > 0) {
                var id = introductions.ask(one, olaf, null, ben.viewer());
                if (i > 2) {
                    introductions.advance(id, State.MET, ben.viewer());
                }
            }
        }
        assertThat(ways.reach(ben.viewer())).extracting(it -> "%s %d of %d".formatted(it.way(), it.reached(), it.tried())).containsExactly("DIRECT 1 of 6", "OPERATIONS 3 of 5");
        assertThat(ways.reach(ben.viewer()).getLast().interval()).satisfies(it -> assertThat(it.low()).isBetween(0.3, 0.6)).satisfies(it -> assertThat(it.high()).isBetween(0.6, 0.9));
        assertThat(page("/prospecting/introductions")).contains("Directly, by calls and mails", "Through operations", "60\u202f%", "Share, 80 % interval", "33\u202f%–82\u202f%");
        assertThat(introductions.of(team.hire("Rita Rep", Role.REP).viewer())).as("another's").isEmpty();
    }

    @Test
    void whoMayNotSellAsksNobody() {
        assertThat(browser.post().uri("/prospecting/introductions").param("contact", buyer.toString()).param("via", olaf.toString()).with(team.hire("Vera Viewer", Role.VIEWER).asks()).exchange()).hasStatus(403);
        assertThatThrownBy(() -> introductions.ask(buyer, buyer, null, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("Nobody introduces themselves");
        assertThat(browser.post().uri("/prospecting/introductions").param("contact", buyer.toString()).param("via", UUID.randomUUID().toString()).with(ben.asks()).exchange()).hasStatus(404);
    }

    private UUID person(String first, String last, String title, String country) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", first, "lastName", last, "title", title, "account", acme, "email", UUID.randomUUID() + "@acme.example", "phone", "+44 20 7946 0%03d".formatted(Math.abs((first + last).hashCode()) % 1000), "country", country).id();
    }

    private void call(UUID contact, CallOutcome outcome) {
        attempts.log(new Attempts.Wish(contact, outcome, null, null, null, null), ben.viewer());
    }

    private String page(String path) {
        return new String(browser.get().uri(path).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
