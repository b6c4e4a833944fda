package rapport.prospecting.fax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.PlayId;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Faxes: only where the law lets them, with what page one has to say, and each once whatever the line does. */
@WholeTest
class FaxTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired FaxFollower follower;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    FaxSink server;
    Team.Member ben;
    Team.Member olga;
    PlayId play;
    CrmRecord jonna;

    @BeforeEach
    void aPlayWithAFax() throws Exception {
        server = new FaxSink();
        olga = team.hire("Olga Admin", Role.ADMIN);
        ben = team.hire("Ben Okafor", Role.REP);
        play = plays.make("Fax", Plays.Kind.PROSPECT, "To be read", List.of(Step.of(1, StepKind.FAX, 0, Step.Unit.BUSINESS, "Held batches", "Three of your batches were held, {{first_name}}."), Step.of(2, StepKind.GENERIC, 1, Step.Unit.BUSINESS, "", "Ask")), olga.viewer());
        plays.publish(play, olga.viewer());
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "fax", "+442079460001", "country", "GB", "allowed", List.of("FAX"));
    }

    @AfterEach
    void hangUp() throws Exception {
        server.close();
    }

    @Test
    @Check(20)
    void aFaxSaysHowToGetNoMoreAndIsFollowedToItsEnd() throws Exception {
        setUp();
        send(task(jonna));
        var job = server.jobs.values().iterator().next();
        assertThat(job.values()).containsEntry("DIALSTRING", "+442079460001").containsEntry("STATE", "READY").containsEntry("FROMUSER", "Ben Okafor").containsEntry("JOBINFO", touch().toString());
        try (var pages = Loader.loadPDF(job.document())) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(1);
            assertThat(stripper.getText(pages)).contains("2 March 2026 09:00 UTC · Northlight GmbH · +49 40 1234568", "To get no more faxes from us", "+49 40 1234567", "free of charge", "30 days", "Three of your batches were held, Jonna.", "Ben Okafor", "1 / 1");
        }
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna.id()))).contains("Attempt 1", "1 fax");
        assertThat(enrolments.of(play, ben.viewer()).getFirst().because()).contains("Step 2 of 2");
        clock.pass(Duration.ofSeconds(20));
        follow();
        assertThat(page(ben, "/prospecting?show=SENT")).as("still with the server").contains("Held batches").doesNotContain("arrived");
        server.end("DONE", "", 1);
        clock.pass(Duration.ofSeconds(20));
        follow();
        assertThat(page(ben, "/prospecting?show=SENT")).contains("One page arrived");
        assertThat(page(olga, "/settings/fax")).contains("Faxes go by a HylaFAX server", "1 within 24 hours, of at most 60");
    }

    @Test
    void oneThatDoesNotGoThroughSaysWhyAndIsAnAttemptOnce() throws Exception {
        setUp();
        send(task(jonna));
        server.end("FAILED", "No answer from remote", 0);
        clock.pass(Duration.ofSeconds(20));
        follow();
        assertThat(page(ben, "/prospecting?show=NOT_SENT")).contains("Held batches", "The fax did not go through: No answer from remote");
        assertThat(browser.post().uri("/prospecting/touches/%s/again".formatted(touch())).with(ben.asks()).exchange()).hasStatus(303);
        outbox.send();
        assertThat(server.jobs).hasSize(2);
        server.end("DONE", "", 2);
        clock.pass(Duration.ofSeconds(20));
        follow();
        assertThat(page(ben, "/prospecting?show=SENT")).contains("2 pages arrived");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna.id()))).contains("Attempt 1", "1 fax");
    }

    /** Its number was kept before it was submitted: the server knows what became of it, and it is never sent twice. */
    @Test
    @Check(20)
    void aLineThatBreaksInTheOneBadMomentIsAskedAfter() throws Exception {
        setUp();
        server.manner = FaxSink.Manner.BREAKS_BEHIND;
        send(task(jonna));
        assertThat(state()).isEqualTo("UNCERTAIN");
        server.manner = FaxSink.Manner.WELL;
        follow();
        assertThat(state()).as("not before what is under way can have settled").isEqualTo("UNCERTAIN");
        clock.pass(Duration.ofMinutes(1));
        follow();
        assertThat(state()).isEqualTo("SENT");
        outbox.send();
        assertThat(server.submitted()).isOne();
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna.id()))).contains("Attempt 1", "1 fax");
    }

    @Test
    void oneThatWasNeverSubmittedGoesOutLater() throws Exception {
        setUp();
        server.manner = FaxSink.Manner.BREAKS_BEFORE;
        send(task(jonna));
        assertThat(state()).isEqualTo("UNCERTAIN");
        server.manner = FaxSink.Manner.WELL;
        clock.pass(Duration.ofMinutes(1));
        follow();
        assertThat(state()).isEqualTo("PLANNED");
        outbox.send();
        assertThat(state()).isEqualTo("SENT");
        assertThat(server.submitted()).isOne();
    }

    /** A server forgets what is over. Then its silence proves nothing. */
    @Test
    void aServerThatMayHaveForgottenIsNotBelieved() throws Exception {
        setUp();
        server.manner = FaxSink.Manner.BREAKS_BEHIND;
        send(task(jonna));
        server.jobs.clear();
        clock.pass(Duration.ofMinutes(16));
        follow();
        assertThat(state()).isEqualTo("UNCERTAIN");
        assertThat(page(ben, "/prospecting?show=UNCERTAIN")).contains("The fax server has forgotten it");
    }

    @Test
    void whatTheServerWillNotHaveIsRefusedAndSaysSo() throws Exception {
        setUp();
        server.manner = FaxSink.Manner.REFUSES;
        send(task(jonna));
        assertThat(page(ben, "/prospecting?show=NOT_SENT")).contains("no such destination");
    }

    /** 47 CFR 64.1200(a)(4): only to those one does business with; and no page one without a way out. */
    @Test
    @Check(20)
    void nobodyIsFaxedAgainstTheLaw() throws Exception {
        setUp();
        var cold = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Cole", "lastName", "Cold", "fax", "+12025550101", "country", "US");
        enrolments.enrol(play, List.of(cold.id()), ben.viewer());
        assertThat(enrolments.of(play, ben.viewer())).singleElement().satisfies(it -> assertThat(it.because()).contains("established business relationship", "47 CFR 64.1200(a)(4)"));
        book.change(jonna, ben.viewer(), "allowed", List.of("FAX"));
        letterhead("");
        send(task(jonna));
        assertThat(server.jobs).isEmpty();
        assertThat(page(ben, "/prospecting?show=NOT_SENT")).contains("Page one has to say");
    }

    @Test
    @Check(20)
    void aGatewayTakesThemByMail() throws Exception {
        try (var mail = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well())) {
            letterhead("040 1234568");
            assertThat(browser.post().uri("/settings/mailboxes").param("address", "ben@northlight.example").param("shownAs", "Ben").param("host", "127.0.0.1").param("port", String.valueOf(mail.port())).param("security", "NONE").param("daily", "100").param("gapSeconds", "0").with(ben.asks()).exchange()).hasStatus(303);
            assertThat(browser.post().uri("/settings/fax").param("kind", "MAIL").param("gateway", "fax").param("daily", "60").param("gapSeconds", "0").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("A domain, such as");
            assertThat(browser.post().uri("/settings/fax").param("kind", "MAIL").param("gateway", "Fax.Northlight.example").param("daily", "60").param("gapSeconds", "0").with(olga.asks()).exchange()).hasStatus(303);
            send(task(jonna));
            assertThat(mail.words()).singleElement().asString().contains("To: FAX=+442079460001@fax.northlight.example", "application/pdf", "fax.pdf").doesNotContain("List-Unsubscribe");
            assertThat(page(ben, "/contacts/%s/tally".formatted(jonna.id()))).contains("1 fax");
        }
    }

    @Test
    void thereIsOneLine() {
        open(olga, server.port(), 303);
        open(olga, server.port(), 422);
        assertThat(browser.post().uri("/settings/fax").param("kind", "HYLAFAX").param("daily", "0").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("The server, and the name it knows you by", "At least 1");
        assertThat(browser.post().uri("/settings/fax/closing").with(olga.asks()).exchange()).hasStatus(303);
        open(olga, server.port(), 303);
    }

    private void setUp() {
        letterhead("040 1234568");
        open(olga, server.port(), 303);
    }

    private void letterhead(String fax) {
        assertThat(browser.post().uri("/settings/letterhead").param("company", "Northlight GmbH").param("street", "Hafenweg 1").param("postcode", "20457").param("city", "Hamburg").param("country", "DE").param("phone", "040 1234567").param("fax", fax).param("paper", "A4").with(olga.asks()).exchange()).hasStatus(303);
    }

    private void open(Team.Member who, int port, int status) {
        assertThat(browser.post().uri("/settings/fax").param("kind", "HYLAFAX").param("host", "127.0.0.1").param("port", String.valueOf(port)).param("login", "rapport").param("password", "secret").param("daily", "60").param("gapSeconds", "0").with(who.asks()).exchange()).hasStatus(status);
    }

    private String task(CrmRecord contact) {
        enrolments.enrol(play, List.of(contact.id()), ben.viewer());
        return "/prospecting/touches/%s/sending".formatted(touch());
    }

    private void send(String task) {
        assertThat(browser.post().uri(task).param("subject", "Held batches").param("body", "Three of your batches were held, Jonna.").with(ben.asks()).exchange()).hasStatus(303);
        outbox.send();
    }

    private void follow() {
        follower.due().forEach(follower::run);
    }

    private UUID touch() {
        return transactions.execute(_ -> jdbc.sql("select id from prospecting.touch where kind = 'FAX' and contact = ?").param(jonna.id()).query(UUID.class).single());
    }

    private String state() {
        return transactions.execute(_ -> jdbc.sql("select state from prospecting.touch where kind = 'FAX'").query(String.class).single());
    }

    private String page(Team.Member who, String path) {
        return new String(browser.get().uri(path).with(who.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
