package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Role;
import rapport.kernel.Vault;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Hand;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Writing to a contact, on the pages people use. */
@WholeTest
class MailingTests {

    @Autowired MockMvcTester browser;
    @Autowired Mortal nodes;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired Vault vault;
    @Autowired Records records;
    @Autowired Attempts attempts;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Hand hand;
    @Autowired Worklist worklist;

    SmtpSink sink;
    Team.Member ben;
    UUID jonna;

    @BeforeEach
    void aRepAndSomebodyToWriteTo() throws IOException {
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        ben = team.hire("Ben Okafor", Role.REP);
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example").id();
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    void aMailboxIsSetUpOnceAndAMailGoesFromItToTheTally() {
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).contains("You have no mailbox here yet");
        openMailbox();
        assertThat(page(ben, "/settings/mailboxes")).contains("ben@northlight.example", "open").doesNotContain("a password nobody reads");
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "ben@northlight.example").param("shownAs", "Ben").param("host", "127.0.0.1").param("port", "25").param("security", "NONE")
                .param("daily", "10").param("gapSeconds", "0").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("is a mailbox here already");

        write("Held batches");
        assertThat(page(ben, "/prospecting")).contains("Jonna Saar", "Held batches", "waits", "Call back");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Not tried yet");
        outbox.send();

        assertThat(page(ben, "/prospecting?show=SENT")).contains("Jonna Saar", "Held batches", "sent");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1", "1 e-mail; first on 2 March 2026, by 1 person.");
        assertThat(page(ben, "/contacts/" + jonna)).contains("hx-get=\"/contacts/%s/tally\"".formatted(jonna));
    }

    @Test
    void aFormThatIsWrongSaysWhatAndChangesNothing() {
        openMailbox();
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", "").param("body", "Words").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("A mail has a subject");
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "no address").param("port", "0").with(ben.asks()).exchange()).hasStatus(422).bodyText()
                .contains("An address looks like", "The server your mail program sends through", "A port is 1 to 65,535");
        assertThat(page(ben, "/prospecting")).contains("Nothing waits");
    }

    /** RFC 8058: no cookie, no token, no redirect; and opening the address, as scanners do, changes nothing. */
    @Test
    @Check(8)
    void oneClickStopsAllMail() {
        openMailbox();
        write("Held batches");
        outbox.send();
        var mail = sink.words().getFirst();
        assertThat(mail).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var link = Pattern.compile("List-Unsubscribe:\\s+<https?://[^/]+(/leave/[^>]+)>").matcher(mail);
        assertThat(link.find()).isTrue();

        assertThat(browser.get().uri(link.group(1)).exchange()).hasStatusOk().bodyText().contains("One click, and nobody here writes to your address any more.");
        write("Second");
        assertThat(browser.post().uri(link.group(1)).param("List-Unsubscribe", "One-Click").exchange()).hasStatusOk().bodyText().contains("You get no more mail from us");
        assertThat(browser.post().uri(link.group(1)).param("List-Unsubscribe", "One-Click").exchange()).as("again").hasStatusOk();
        outbox.send();
        assertThat(sink.count()).as("the second was held back").isOne();
        assertThat(page(ben, "/prospecting?show=NOT_SENT")).contains("Second", "held back", "They have refused it.");
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).contains("They want no e-mail.");

        assertThat(browser.post().uri(link.group(1).substring(0, link.group(1).length() - 2) + "xx").exchange()).as("a token nobody gave out").hasStatus(404);
    }

    @Test
    void whatIsUncertainIsAskedAboutAndSettledByHand() {
        openMailbox();
        write("Once");
        write("Twice");
        var node = nodes.begin("here " + UUID.randomUUID());
        nodes.beginAll(node);
        nodes.die(node);
        assertThat(page(ben, "/prospecting")).contains("Of 2 mails nobody knows whether they arrived");
        var uncertain = page(ben, "/prospecting?show=UNCERTAIN");
        var paths = Pattern.compile("/prospecting/touches/[0-9a-f-]+/arrival").matcher(uncertain).results().map(it -> it.group()).toList();
        assertThat(paths).hasSize(2);

        post(ben, paths.getFirst());
        post(ben, paths.getLast().replace("arrival", "again"));
        post(ben, paths.getFirst()); // twice is once
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1");
        outbox.send();
        assertThat(sink.count()).isOne();
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 2");
    }

    @Test
    void whatSomebodyHasWrittenDownCountsBesideWhatWentOut() {
        var rita = team.hire("Rita Rep", Role.REP);
        book.add(Kind.ACTIVITY, rita.viewer(), "name", "Voicemail", "sort", "CALL", "contact", jonna, "owner", rita.id(), "happensAt", java.time.Instant.parse("2026-02-03T10:00:00Z"));
        book.add(Kind.ACTIVITY, rita.viewer(), "name", "Assistant", "sort", "CALL", "contact", jonna, "owner", rita.id(), "happensAt", java.time.Instant.parse("2026-02-04T10:00:00Z"));
        book.add(Kind.ACTIVITY, rita.viewer(), "name", "Tomorrow", "sort", "CALL", "contact", jonna, "owner", rita.id(), "happensAt", java.time.Instant.parse("2026-03-03T10:00:00Z"));
        book.add(Kind.ACTIVITY, rita.viewer(), "name", "A meeting is no attempt", "sort", "MEETING", "contact", jonna, "owner", rita.id(), "happensAt", java.time.Instant.parse("2026-02-05T10:00:00Z"));
        openMailbox();
        write("Held batches");
        outbox.send();
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 3", "2 calls, 1 e-mail; first on 3 February 2026, by 2 people.");
    }

    /** Called by three, within two plays, by mail, fax, letter and gift. */
    @Test
    @Check(13)
    void attemptFortyTwoCountsEverybodyAndEveryWay() {
        var mia = team.hire("Mia Manager", Role.MANAGER);
        var rita = team.hire("Rita Rep", Role.REP, mia);
        book.change(records.read(Kind.CONTACT, jonna, ben.viewer()), ben.viewer(), "fax", "+442079460001", "phone", "+442079460002", "street", "Street 1", "city", "London", "country", "GB", "allowed", java.util.List.of("FAX", "EMAIL"));
        for (var call = 0; call < 31; call++) {
            attempts.log(new Attempts.Wish(jonna, CallOutcome.NO_ANSWER, null, null, null, null), java.util.List.of(ben, rita, mia).get(call % 3).viewer());
        }
        openMailbox();
        book.letterhead();
        for (var mail = 0; mail < 6; mail++) {
            write("Mail " + mail);
        }
        outbox.send();
        play(mia, ben, StepKind.LETTER, StepKind.FAX, StepKind.GIFT);
        play(mia, rita, StepKind.FAX, StepKind.LETTER);
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 42", "31 calls, 6 e-mails, 2 faxes, 2 letters, 1 gift; first on 2 March 2026, by 3 people.");
    }

    private void play(Team.Member leader, Team.Member who, StepKind... kinds) {
        var play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "To be reached", java.util.Arrays.stream(kinds).map(it -> Step.of(1, it, 0, Step.Unit.HOURS, "A word", "Words")).toList(), leader.viewer());
        plays.publish(play, leader.viewer());
        enrolments.enrol(play, java.util.List.of(jonna), who.viewer());
        for (var ignored : kinds) {
            hand.done(worklist.due(who.viewer()).stream().filter(it -> !it.kind().equals("CALL")).findFirst().orElseThrow().touch(), who.viewer());
        }
    }

    @Test
    void aColleagueSeesTheTallyAndNotTheMails() {
        openMailbox();
        write("Held batches");
        outbox.send();
        var rita = team.hire("Rita Rep", Role.REP);
        assertThat(page(rita, "/prospecting?show=SENT")).doesNotContain("Held batches");
        assertThat(page(rita, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1");
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", "Subject").param("body", "Words").with(team.hire("Vera Viewer", Role.VIEWER).asks()).exchange()).hasStatus(403);
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", "Subject").param("body", "Words").with(team.hire("Mark Marketer", Role.MARKETER).asks()).exchange()).hasStatus(403);
    }

    /** RFC 5891 for domains; RFC 6531 for what stands before the @, which only some servers take. */
    @Test
    void addressesInTheirOwnLettersAreWrittenToWhereTheServerCan() throws IOException {
        openMailbox();
        var domain = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Zoe", "lastName", "Au", "email", "zoe@müller.example").id();
        var soren = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Søren", "lastName", "Au", "email", "søren@brightwater.example").id();
        var sharp = book.add(Kind.CONTACT, ben.viewer(), "lastName", "Sharp", "email", "ben@groß.example").id();
        write(ben, domain, "Domain");
        write(ben, sharp, "Two readings");
        write(ben, soren, "Name");
        outbox.send();
        assertThat(sink.words()).singleElement().asString().contains("To: zoe@xn--mller-kva.example");
        assertThat(page(ben, "/prospecting?show=NOT_SENT")).contains("Søren Au", "takes only plain letters before the @", "Write the domain of ben@groß.example as it is registered");

        var asked = new CopyOnWriteArrayList<String>();
        try (var able = SmtpSink.open((step, to) -> {
            asked.add(step + " " + to);
            return step == SmtpSink.Step.EHLO ? new SmtpSink.Manner.Says("250-able\r\n250-DSN\r\n250 SMTPUTF8") : new SmtpSink.Manner.Well();
        })) {
            var mia = team.hire("Mia Manager", Role.MANAGER);
            outbox.open(mia.viewer(), able.port());
            var jorg = book.add(Kind.CONTACT, mia.viewer(), "firstName", "Jörg", "lastName", "Au", "email", "jörg@brightwater.example").id();
            write(mia, jorg, "Name");
            outbox.send();
            assertThat(able.words()).singleElement().asString().contains("To: jörg@brightwater.example");
            assertThat(asked).contains("RCPT jörg@brightwater.example");
        }
    }

    @Test
    void aSecretIsReadWithTheKeyItWasSealedWithAndNoOther() {
        var sealed = vault.seal("Grüße");
        assertThat(vault.open(sealed)).isEqualTo("Grüße");
        assertThat(vault.seal("Grüße")).as("each seal is another").isNotEqualTo(sealed);
        sealed[sealed.length - 1] ^= 1;
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("another key");
    }

    @Test
    void aPasswordSealedWithAnotherKeyHoldsUpNoOtherMailbox() {
        openMailbox();
        write("Held batches");
        nodes.spoilPasswords();
        var rita = team.hire("Rita Rep", Role.REP);
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "rita@northlight.example").param("shownAs", "Rita").param("host", "127.0.0.1").param("port", String.valueOf(sink.port())).param("security", "NONE")
                .param("daily", "10").param("gapSeconds", "0").with(rita.asks()).exchange()).hasStatus(303);
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", "From Rita").param("body", "Words").with(rita.asks()).exchange()).hasStatus(303);
        outbox.send();
        assertThat(sink.words()).singleElement().asString().contains("From Rita");
        assertThat(page(ben, "/prospecting")).contains("waits", "sealed with another key");
    }

    private void openMailbox() {
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "Ben@northlight.example").param("shownAs", "Ben Okafor").param("host", "127.0.0.1").param("port", String.valueOf(sink.port())).param("security", "NONE")
                .param("login", "ben").param("password", "a password nobody reads").param("daily", "100").param("gapSeconds", "0").with(ben.asks()).exchange()).hasStatus(303);
    }

    private void write(String subject) {
        write(ben, jonna, subject);
    }

    private void write(Team.Member who, UUID to, String subject) {
        assertThat(browser.post().uri("/prospecting/mails").param("contact", to.toString()).param("subject", subject).param("body", "Words").with(who.asks()).exchange()).hasStatus(303);
    }

    private void post(Team.Member who, String path) {
        assertThat(browser.post().uri(path).with(who.asks()).exchange()).hasStatus(303);
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
