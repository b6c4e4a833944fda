package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.ImapSink;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.inbox.Reader;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Mail that comes back: understood once, linked to what it answers, and followed by what it asks for. */
@WholeTest
class InboxTests {

    static GreenMail server;

    @Autowired MockMvcTester browser;
    @Autowired Postboxes postboxes;
    @Autowired Writing writing;
    @Autowired Mortal nodes;
    @Autowired Reader reader;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    final String address = UUID.randomUUID() + "@northlight.example";
    final Set<String> kept = ConcurrentHashMap.newKeySet();
    SmtpSink sink;
    ImapSink past;
    GreenMailUser box;
    Team.Member ben;
    UUID jonna;
    UUID mailbox;
    int node;

    @BeforeEach
    void aRepWhoHasWritten() throws IOException, MessagingException {
        if (server == null) {
            server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
            server.start();
        }
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        past = ImapSink.open(it -> kept.contains(it) || sink.has(it));
        box = server.setUser(address, address, "secret");
        ben = team.hire("Ben Okafor", Role.REP);
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example").id();
        mailbox = open(server.getImap().getPort());
        node = nodes.begin("here " + UUID.randomUUID());
        deliver("From: somebody@else.example\nSubject: Before it was set up\nMessage-ID: <old@else.example>\n\nOld.");
        reader.read(mailbox, node);
        write();
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
        past.close();
    }

    @Test
    void anAnswerIsLinkedByTheNameOfWhatItAnswers() throws MessagingException {
        deliver("From: Jonna <jonna.saar@private.example>\nSubject: Thursday\nMessage-ID: <1@brightwater.example>\nIn-Reply-To: <%s>\n\nThursday at ten.\n\nOn Mon, 2 Mar 2026, Ben wrote:\n> Shall we?".formatted(ours()));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("Jonna Saar", "jonna.saar@private.example", "Thursday at ten.", "They answered.", "1 answer waits for you.").doesNotContain("Shall we?");
        assertThat(page(ben, "/settings/mailboxes")).contains("1 mail looked at, 1 kept");
        reader.read(mailbox, node);
        assertThat(page(ben, "/settings/mailboxes")).as("each mail once").contains("1 mail looked at, 1 kept");
        assertThat(page(team.hire("Rita Rep", Role.REP), "/prospecting/answers")).as("another's mail").doesNotContain("Thursday");
    }

    /** Forty answers as programs write them: with and without what they answer, from another address, in another's name. */
    @Test
    @Check(value = 5, figure = "40 of 40")
    void fortyAnswersFindTheirWay() throws MessagingException {
        var ways = List.of("From: Jonna Saar <jonna@brightwater.example>\nSubject: Re: Held\nIn-Reply-To: <%1$s>\nReferences: <%1$s>\n\nThursday.\n\nOn Mon, 2 Mar 2026 at 09:00, Ben <ben@northlight.example> wrote:\n> Shall we?",
                "From: Jonna Saar <jonna@brightwater.example>\nSubject: RE: Held\nIn-Reply-To: <%1$s>\n\nThursday.\n\n-----Original Message-----\nFrom: Ben\nShall we?", "From: jonna@brightwater.example\nSubject: Re: Held\nIn-Reply-To: <%1$s>\n\nThursday.",
                "From: jonna@brightwater.example\nSubject: About next week\nReferences: <another@brightwater.example> <%1$s> <third@brightwater.example>\n\nThursday.", "From: Ada Lund <ada.lund@brightwater.example>\nSubject: Re: Held\nIn-Reply-To: <%1$s>\n\nJonna asked me to answer.",
                "From: Jonna <jonna+office@brightwater.example>\nSubject: Held\nIn-Reply-To: <%1$s>\n\nThursday.", "From: Jonna <JONNA@brightwater.example>\nSubject: Something new\n\nWhat about Thursday?", "From: Jonna Saar <j.saar@private.example>\nSubject: AW: Held\nReferences: <%1$s>\n\nDonnerstag.\n\nVon: Ben\nGesendet: Montag, 2. März 2026 09:00\nShall we?");
        for (var i = 0; i < 40; i++) {
            deliver("Message-ID: <answer.%d@brightwater.example>\n".formatted(i) + ways.get(i % ways.size()).formatted(ours()));
        }
        reader.read(mailbox, node);
        long linked = transactions.execute(_ -> jdbc.sql("select count(*) from prospecting.inbound where contact = ? and kind = 'HUMAN'").param(jonna).query(Long.class).single());
        assertThat(linked).isEqualTo(40);
    }

    @Test
    void theirAddressIsEnoughWhenNothingIsQuoted() throws MessagingException {
        deliver("From: JONNA@Brightwater.example\nSubject: New subject\nMessage-ID: <2@brightwater.example>\n\nWhat about Thursday?");
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("What about Thursday?", "They answered.");
    }

    @Test
    void whomTheyNameIsProposedAsAWayAround() throws MessagingException {
        var ada = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Ada", "lastName", "Lund", "email", "ada@brightwater.example").id();
        deliver("From: jonna@brightwater.example\nSubject: Re: Held\nMessage-ID: <9@brightwater.example>\n\nNot me. Please talk to Ada, ada@brightwater.example.");
        deliver("From: jonna@brightwater.example\nSubject: Re: Held\nMessage-ID: <10@brightwater.example>\n\nOr write to somebody new: please contact new@brightwater.example.");
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("They name somebody else; see Introductions.", "They name new@brightwater.example: add them");
        assertThat(page(ben, "/prospecting/introductions")).contains("Ada Lund", "Jonna Saar", "named in an answer", "Please talk to Ada");
        assertThat(page(ben, "/prospecting/routes?contact=" + ada)).contains("named in an answer");
    }

    @Test
    void strangersMailIsCountedAndNotKept() throws MessagingException {
        deliver("From: stranger@else.example\nSubject: Private\nMessage-ID: <3@else.example>\n\nNobody's business.");
        deliver("From: news@else.example\nList-Id: <news.else.example>\nSubject: News\nMessage-ID: <4@else.example>\n\nThis month.");
        reader.read(mailbox, node);
        assertThat(page(ben, "/settings/mailboxes")).contains("2 mails looked at, 0 kept", "1 from people nobody here writes to", "1 that went to many");
        assertThat(page(ben, "/prospecting/answers")).contains("Nothing has come back yet").doesNotContain("Private");
    }

    @Test
    void anAbsenceIsNoAnswer() throws MessagingException {
        deliver("From: jonna@brightwater.example\nAuto-Submitted: auto-replied\nSubject: Away\nMessage-ID: <5@brightwater.example>\nIn-Reply-To: <%s>\n\nI am back on 12 March.".formatted(ours()));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("away", "back on 12 March 20", "0 answers written by somebody, 1 by programs");
        assertThat(connects()).isZero();
    }

    @Test
    void anAddressThatDoesNotExistIsNeverTriedAgain() throws MessagingException {
        deliver(report("5.1.1", "550 5.1.1 No such user"));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("report", "There is no such address");
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).contains("They want no e-mail");
        assertThat(connects()).isZero();
    }

    @Test
    void aFullMailboxIsNoReasonToGiveUp() throws MessagingException {
        deliver(report("5.2.2", "552 5.2.2 Mailbox full"));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("It did not arrive this time");
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).doesNotContain("They want no e-mail");
    }

    /** Whoever only knows the address cannot have it struck off: a report names our mail, or is none of ours. */
    @Test
    void aReportOnNothingOfOursIsAStrangers() throws MessagingException {
        deliver(report("5.1.1", "550 5.1.1 No such user").replaceAll("t\\.[0-9a-f-]+\\.[0-9a-f]+@", "t.%s.0123456789abcdef@".formatted(UUID.randomUUID())));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("Nothing has come back yet");
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).doesNotContain("They want no e-mail");
    }

    @Test
    void whoAsksForNoMoreGetsNoMore() throws MessagingException {
        deliver("From: jonna@brightwater.example\nSubject: Re: Held batches\nMessage-ID: <6@brightwater.example>\nIn-Reply-To: <%s>\n\nPlease remove me.".formatted(ours()));
        reader.read(mailbox, node);
        assertThat(page(ben, "/prospecting/answers")).contains("wants no more", "Nothing goes to the address any more");
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).contains("They want no e-mail");
    }

    @Test
    void aMailThatIsReadAgainAfterTheServerCountedAnewIsTakenInOnce() throws MessagingException {
        deliver("From: jonna@brightwater.example\nSubject: Once\nMessage-ID: <7@brightwater.example>\n\nOnce.");
        reader.read(mailbox, node);
        reader.forgetNumbers(mailbox);
        reader.read(mailbox, node);
        assertThat(connects()).isOne();
        assertThat(page(ben, "/settings/mailboxes")).contains("1 known already");
    }

    @Test
    void aMailboxAnotherNodeReadsIsLeftToIt() throws MessagingException {
        deliver("From: jonna@brightwater.example\nSubject: Once\nMessage-ID: <8@brightwater.example>\n\nOnce.");
        var other = nodes.begin("there " + UUID.randomUUID());
        assertThat(reader.read(mailbox, other)).isFalse();
        nodes.die(node);
        assertThat(reader.read(mailbox, other)).isTrue();
        assertThat(connects()).isOne();
    }

    @Test
    @Check(1)
    void whatIsUncertainIsFoundAmongWhatTheServerSent() {
        closeAndOpenWithAPast();
        write(); // gone, and so the folder proves itself
        clock.pass(Duration.ofMinutes(1));
        writing.write(new Writing.Note(jonna, "Went", "Words", null, null), ben.viewer());
        writing.write(new Writing.Note(jonna, "Did not go", "Words", null, null), ben.viewer());
        nodes.beginAll(node);
        nodes.die(node);
        var went = touch("Went");
        transactions.executeWithoutResult(_ -> kept.add(messageId(went)));
        reader.settle();
        assertThat(states("Went", "Did not go")).as("not before it has had time to arrive").containsExactly("UNCERTAIN", "UNCERTAIN");
        clock.pass(Duration.ofSeconds(30));
        reader.settle();
        assertThat(states("Went", "Did not go")).containsExactly("SENT", "PLANNED");
        var before = sink.count();
        outbox.send(node);
        assertThat(sink.count()).isEqualTo(before + 1);
    }

    /** A folder that does not hold what surely went proves nothing. */
    @Test
    void whatIsUncertainStaysSoWhereNothingIsKept() throws IOException {
        past.close();
        past = ImapSink.open(_ -> false);
        closeAndOpenWithAPast();
        write();
        clock.pass(Duration.ofMinutes(1));
        writing.write(new Writing.Note(jonna, "Who knows", "Words", null, null), ben.viewer());
        nodes.beginAll(node);
        nodes.die(node);
        clock.pass(Duration.ofMinutes(1));
        reader.settle();
        assertThat(states("Who knows")).containsExactly("UNCERTAIN");
        assertThat(page(ben, "/prospecting?show=UNCERTAIN")).contains("not all that was sent does");
    }

    private void closeAndOpenWithAPast() {
        postboxes.close(new MailboxId(mailbox), ben.viewer());
        mailbox = open(past.port());
    }

    private UUID open(int imap) {
        return postboxes.open(new Postboxes.Wish(ben.viewer().id(), address, "Ben", "127.0.0.1", sink.port(), "NONE", address, "secret", 1_000, 0, new Postboxes.Imap("127.0.0.1", imap, "NONE", null)), ben.viewer()).value();
    }

    private void write() {
        writing.write(new Writing.Note(jonna, "Held batches", "Shall we?", null, null), ben.viewer());
        outbox.send(node);
    }

    /** The name of the mail that went. */
    private String ours() {
        var name = Pattern.compile("Message-ID: <([^>]+)>").matcher(sink.words().getLast());
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    private String messageId(UUID touch) {
        // the name follows from the touch: what stands behind it is the same as in any other of ours
        return nodes.messageId(touch, address);
    }

    private UUID touch(String subject) {
        return transactions.execute(_ -> jdbc.sql("select touch from prospecting.words where subject = ?").param(subject).query(UUID.class).single());
    }

    private List<String> states(String... subjects) {
        return java.util.Arrays.stream(subjects).map(it -> transactions.execute(_ -> jdbc.sql("select t.state from prospecting.touch t join prospecting.words w on w.touch = t.id where w.subject = ?").param(it).query(String.class).single())).toList();
    }

    private int connects() {
        return transactions.execute(_ -> jdbc.sql("select connects from prospecting.prospect where contact = ?").param(jonna).query(Integer.class).single());
    }

    private String report(String status, String words) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@brightwater.example
                Subject: Undelivered Mail
                Message-ID: <%s@brightwater.example>
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                It failed.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; brightwater.example

                Final-Recipient: rfc822; jonna@brightwater.example
                Action: failed
                Status: %s
                Diagnostic-Code: smtp; %s

                --b
                Content-Type: message/rfc822

                Message-ID: <%s>
                Subject: Held batches

                Shall we?
                --b--
                """.formatted(UUID.randomUUID(), status, words, ours());
    }

    private void deliver(String mail) throws MessagingException {
        box.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
