package rapport.prospecting.inbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.WorkspaceRegister;
import rapport.prospecting.dispatch.Dispatcher;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.mail.Postboxes;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.OpenSmtpd;
import rapport.support.Team;
import rapport.support.WholeTest;

/** One mail server takes the mails, another holds what comes back; neither is ours. */
@WholeTest
class ThereAndBackTests {

    @Autowired Watches watches;
    @Autowired Collector collector;
    @Autowired Reconciler reconciler;
    @Autowired WorkspaceRegister workspaces;
    @Autowired Mortal nodes;
    @Autowired Postboxes postboxes;
    @Autowired MockMvcTester browser;
    @Autowired Team team;
    @Autowired Book book;

    Dovecot dovecot;
    OpenSmtpd smtpd;
    Dispatcher dispatcher;
    Watcher watcher;
    Team.Member ben;

    @BeforeEach
    void bothServers() throws IOException {
        assumeTrue(Dovecot.isThere() && OpenSmtpd.isThere(), "Dovecot or OpenSMTPD is not installed here, or not to be started by this user");
        dovecot = Dovecot.start();
        smtpd = OpenSmtpd.start(dovecot.mail());
        ben = team.hire("Ben Okafor", Role.REP);
        postboxes.open(new Postboxes.Wish(ben.id(), "ben." + UUID.randomUUID() + "@northlight.example", "Ben Okafor", "127.0.0.1", smtpd.port(), "NONE", "ben", "secret", 1_000, 0, new Postboxes.Imap("127.0.0.1", dovecot.port(), "NONE", null)), ben.viewer());
        dispatcher = nodes.alive("home " + UUID.randomUUID());
        watcher = new Watcher(watches, collector, List.of(reconciler), dispatcher, workspaces, true);
        dispatcher.start();
        await().pollInSameThread().atMost(20, SECONDS).until(() -> dispatcher.node() != 0);
        watcher.start();
    }

    @AfterEach
    void rest() {
        if (smtpd != null) {
            watcher.stop();
            dispatcher.stop();
            smtpd.close();
            dovecot.close();
        }
    }

    @Test
    @Check(7)
    void whatARealServerTakesRefusesAndSendsBackIsToldApart() throws IOException {
        write("Jonna", "jonna@brightwater.example");
        write("Gone", "gone@brightwater.example");
        write("Elsewhere", "somebody@nowhere.example");

        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(smtpd.arrived()).singleElement().asString().contains("To: jonna@brightwater.example", "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe"));
        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(page("/prospecting?show=NOT_SENT")).contains("Elsewhere Saar", "550").doesNotContain("Jonna Saar", "Gone Saar"));
        // This server reports as multipart/mixed, with a code that blames no address: RFC 3464 does not stop it
        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(page("/prospecting/answers")).contains("Gone Saar", "It did not arrive this time; the address stays."));
    }

    private void write(String first, String address) {
        var contact = book.add(Kind.CONTACT, ben.viewer(), "firstName", first, "lastName", "Saar", "email", address).id();
        assertThat(browser.post().uri("/prospecting/mails").param("contact", contact.toString()).param("subject", "Grüße an " + first).param("body", "Shall we talk?\n.\nBen").with(ben.asks()).exchange()).hasStatus(303);
    }

    private String page(String path) {
        var answer = browser.get().uri(path).with(ben.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
