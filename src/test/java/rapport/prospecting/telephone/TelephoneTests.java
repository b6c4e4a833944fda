package rapport.prospecting.telephone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** One click is one call, where the law lets it; and what the telephone system said is shown. */
@WholeTest
class TelephoneTests {

    @Autowired MockMvcTester browser;
    @Autowired Switchboards switchboards;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;

    Asterisk asterisk;
    Team.Member olga;
    Team.Member ben;
    UUID jonna;

    @BeforeEach
    void aTelephoneSystem() throws IOException {
        asterisk = new Asterisk();
        olga = team.hire("Olga Admin", Role.ADMIN);
        ben = team.hire("Ben Okafor", Role.REP);
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "phone", "+44 20 7946 0123", "country", "GB").id();
    }

    @AfterEach
    void hangUp() throws IOException {
        asterisk.pickedUp.countDown();
        asterisk.close();
    }

    @Test
    @Check(23)
    void aClickRingsOnesOwnTelephoneFirst() {
        assertThat(page("/prospecting/calls/" + jonna)).contains("tel:+442079460123").doesNotContain("Dial by a click");
        set("secret");
        assertThat(page("/prospecting/calls/" + jonna)).as("whose telephone rings is not known yet").doesNotContain("Dial by a click");
        device("PJSIP/100");
        assertThat(page("/prospecting/calls/" + jonna)).contains("Dial by a click");

        asterisk.pickedUp = new CountDownLatch(1);
        dial();
        assertThat(asterisk.originated).singleElement().satisfies(it -> assertThat(it).containsEntry("Channel", "PJSIP/100").containsEntry("Exten", "+442079460123").containsEntry("Context", "from-internal").containsEntry("Async", "true").containsEntry("CallerID", "Ben Okafor"));
        assertThat(page("/prospecting/calls/" + jonna)).contains("Your telephone rings.");
        assertThatThrownBy(() -> switchboards.dial(jonna, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("One click is one call.");
        asterisk.pickedUp.countDown();
        await().pollInSameThread().atMost(20, SECONDS).untilAsserted(() -> assertThat(page("/prospecting/calls/" + jonna)).contains("You are connected"));
        assertThat(asterisk.originated).as("never again by itself").hasSize(1);
        dial();
        assertThat(asterisk.originated).hasSize(2);
    }

    @Test
    void whatWentWrongIsSaid() {
        set("secret");
        device("PJSIP/100");
        asterisk.reason = "5";
        dial();
        await().pollInSameThread().atMost(20, SECONDS).untilAsserted(() -> assertThat(page("/prospecting/calls/" + jonna)).contains("Your telephone is busy."));
        asterisk.refusal = "Extension does not exist.";
        assertThatThrownBy(() -> switchboards.dial(jonna, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("Extension does not exist.");
        set("wrong");
        clock.pass(Duration.ofSeconds(5));
        assertThatThrownBy(() -> switchboards.dial(jonna, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("Authentication failed");
        assertThat(page("/prospecting/calls/" + jonna)).contains("Authentication failed");
    }

    @Test
    void nobodyIsDialledAgainstTheLaw() {
        set("secret");
        device("PJSIP/100");
        var abroad = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Far", "lastName", "Away", "phone", "+1 808 555 0123", "country", "US").id(); // Hawaii: an hour before midnight
        assertThatThrownBy(() -> switchboards.dial(abroad, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("47 CFR");
        var noNumber = book.add(Kind.CONTACT, ben.viewer(), "lastName", "None").id();
        assertThatThrownBy(() -> switchboards.dial(noNumber, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("Nobody knows a number");
        assertThat(asterisk.originated).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidWhereItIs() {
        assertThat(browser.post().uri("/settings/telephone").param("host", "127.0.0.1").param("port", "99999").param("login", "x").param("secret", "x").param("context", "x").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("A port is 1 to 65,535");
        assertThat(browser.post().uri("/settings/telephone/device").param("device", "100; drop").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("such as PJSIP/100");
        assertThat(browser.post().uri("/settings/telephone").param("host", "127.0.0.1").with(ben.asks()).exchange()).hasStatus(403);
        device("");
        assertThat(switchboards.device(ben.viewer())).isEmpty();
    }

    private void set(String secret) {
        assertThat(browser.post().uri("/settings/telephone").param("host", "127.0.0.1").param("port", String.valueOf(asterisk.port())).param("login", "rapport").param("secret", secret).param("context", "from-internal").with(olga.asks()).exchange()).hasStatus(303);
    }

    private void device(String device) {
        assertThat(browser.post().uri("/settings/telephone/device").param("device", device).with(ben.asks()).exchange()).hasStatus(303);
    }

    private void dial() {
        assertThat(browser.post().uri("/prospecting/calls/%s/dial".formatted(jonna)).with(ben.asks()).exchange()).hasStatus(303);
    }

    private String page(String path) {
        return new String(browser.get().uri(path).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
