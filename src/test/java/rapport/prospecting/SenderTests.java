package rapport.prospecting;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.sender.NameServer;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.OpenSmtpd;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.WholeTest;

/** A domain has keys made, publishes them, and signs: on the pages administrators use, down to what a receiver verifies. */
@WholeTest
class SenderTests {

    static final String PAGE = "/settings/domains/northlight.example";

    @Autowired MockMvcTester browser;
    @Autowired NameServer names;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;

    SmtpSink sink;
    Team.Member olga;
    UUID jonna;

    @BeforeEach
    void aMailbox() throws Exception {
        names.forgetAll();
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        olga = team.hire("Olga Admin", Role.ADMIN);
        jonna = book.add(Kind.CONTACT, olga.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example").id();
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "olga@northlight.example").param("shownAs", "Olga").param("host", "127.0.0.1").param("port", String.valueOf(sink.port())).param("security", "NONE")
                .param("daily", "100").param("gapSeconds", "0").with(olga.asks()).exchange()).hasStatus(303);
    }

    @AfterEach
    void hangUp() throws Exception {
        sink.close();
    }

    @Test
    @Check(8)
    @Check(9)
    void itSignsOnlyWhenWhatIsMissingIsPublishedAndWhatItSignsCanBeVerified() throws Exception {
        assertThat(page("/settings/domains")).contains("northlight.example", "never", "not signed here");
        post(PAGE + "/look");
        assertThat(page(PAGE)).contains("does not say who may send its mail", "Publish this").doesNotContain("_domainkey");
        assertThat(browser.post().uri(PAGE + "/signing").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("Have keys made first");
        post(PAGE + "/keys");
        var made = lines(page(PAGE)).stream().filter(it -> it.contains("_domainkey")).toList();
        assertThat(made).hasSize(2);
        post(PAGE + "/keys");
        assertThat(lines(page(PAGE))).as("keys are made once").containsAll(made);

        assertThat(browser.post().uri(PAGE + "/signing").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("It does not sign yet.", "Publish: northlight.example. IN TXT");
        lines(page(PAGE)).forEach(names::publish);
        names.publish("unrelated.example. IN TXT \"x\"");
        post(PAGE + "/signing");
        assertThat(page(PAGE)).contains("Mail from northlight.example is signed").doesNotContain("missing");
        assertThat(page("/settings/domains")).contains("signed");

        send("Signed");
        var signatures = verified(sink.words().getLast(), made);
        assertThat(signatures).as("the one by Ed25519 is tested against the standard's own; this verifier knows only RSA").singleElement().satisfies(it ->
                assertThat(it.getHeaders().stream().map(header -> header.toString().toLowerCase(java.util.Locale.ROOT))).contains("from", "subject", "list-unsubscribe", "list-unsubscribe-post", "message-id"));
        assertThat(sink.words().getLast()).contains("a=rsa-sha256", "a=ed25519-sha256");

        post(PAGE + "/signing/end");
        send("Not signed");
        assertThat(sink.words().getLast()).contains("Subject: Not signed").doesNotContain("DKIM-Signature");
    }

    @Test
    @Check(value = 8, figure = "verified behind a server that is not ours, too")
    void aServerOnTheWayDoesNotBreakTheSignature() throws Exception {
        assumeTrue(OpenSmtpd.isThere(), "OpenSMTPD is not installed here, or not to be started by this user");
        try (var server = OpenSmtpd.start(Files.createTempDirectory("nobody-reads-this"))) {
            var paul = team.hire("Paul Admin", Role.ADMIN);
            outbox.open(paul.viewer(), server.port());
            post(PAGE + "/keys");
            post(PAGE + "/look");
            var missing = lines(page(PAGE));
            missing.forEach(names::publish);
            post(PAGE + "/signing");
            send(paul, "Signed");
            await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(server.arrived()).hasSize(1));
            assertThat(verified(server.arrived().getFirst(), missing.stream().filter(it -> it.contains("_domainkey")).toList())).hasSize(1);
        }
    }

    @Test
    void itIsTheAdministratorsToDecide() {
        var rita = team.hire("Rita Rep", Role.REP);
        assertThat(browser.get().uri(PAGE).with(rita.asks()).exchange()).hasStatus(403);
        assertThat(browser.post().uri(PAGE + "/keys").with(rita.asks()).exchange()).hasStatus(403);
        assertThat(browser.get().uri("/settings/domains/elsewhere.example").with(olga.asks()).exchange()).hasStatus(404);
    }

    private static List<SignatureRecord> verified(String mail, List<String> published) throws Exception {
        var keys = new HashMap<String, String>();
        for (var line : published) {
            var parts = line.split(" IN TXT ");
            keys.put(parts[0], parts[1].replace("\" \"", "").replace("\"", ""));
        }
        PublicKeyRecordRetriever retriever = (_, selector, domain) -> List.of(keys.get("%s._domainkey.%s.".formatted(selector, domain)));
        var onlyRsa = Pattern.compile("DKIM-Signature: v=1; a=ed25519(?:.|\\r\\n[ \\t])*\\r\\n").matcher(mail).replaceAll("");
        return new DKIMVerifier(retriever).verify(new ByteArrayInputStream(onlyRsa.replaceAll("\r\n\\.\r\n$", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> lines(String page) {
        return Pattern.compile("readonly value=\"([^<]*)\" data-island=\"copy\"").matcher(page).results().map(it -> it.group(1).replace("&#34;", "\"").replace("&quot;", "\"")).toList();
    }

    private void send(String subject) {
        send(olga, subject);
    }

    private void send(Team.Member who, String subject) {
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", subject).param("body", "Grüße.\nThree of your batches  were held. \n\n").with(who.asks()).exchange()).hasStatus(303);
        outbox.send();
    }

    private void post(String path) {
        assertThat(browser.post().uri(path).with(olga.asks()).exchange()).hasStatus(303);
    }

    private String page(String path) {
        return new String(browser.get().uri(path).with(olga.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
