package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.ops.bench.SmtpSink.Manner;
import rapport.ops.bench.SmtpSink.Step;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.law.Rules;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** What a mail server may answer, and what that means for the mail, the mailbox and the play. */
@WholeTest
class MailServerTests {

    @Autowired MockMvcTester browser;
    @Autowired Postboxes postboxes;
    @Autowired Writing writing;
    @Autowired Outgoing outgoing;
    @Autowired Outbox outbox;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Rules rules;
    @Autowired Mortal nodes;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    SmtpSink sink;
    volatile SmtpSink.Manners manners = (_, _) -> new Manner.Well();
    Team.Member ben;
    int node;

    @BeforeEach
    void aRepWithAMailbox() throws IOException {
        sink = SmtpSink.open((step, to) -> manners.at(step, to));
        ben = team.hire("Ben Okafor", Role.REP);
        postboxes.open(new Postboxes.Wish(ben.id(), UUID.randomUUID() + "@northlight.example", "Ben Okafor", "127.0.0.1", sink.port(), "NONE", null, null, 40, 0, null), ben.viewer());
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
        book.letterhead();
        node = nodes.begin("here " + UUID.randomUUID());
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    void oneThatAsksForLessGetsHalfAndOneThatRefusesIsBelieved() {
        var times = new AtomicInteger();
        manners = (step, to) -> step != Step.RCPT ? new Manner.Well() : to.startsWith("nobody") ? new Manner.Says("550 5.1.1 no such user") : times.incrementAndGet() <= 1 ? new Manner.Says("454 4.7.0 too fast") : new Manner.Well();
        var throttled = write(contact("Jonna"));
        clock.pass(Duration.ofSeconds(1));
        var refused = write(contact("Nobody"));
        outbox.send(node);
        assertThat(touch(throttled)).isEqualTo("PLANNED, 1 tries: 454 4.7.0 too fast");
        assertThat(touch(refused)).as("not asked while the server rests").isEqualTo("PLANNED, 0 tries: ");
        assertThat(box().slowerUntil()).isNotNull();
        assertThat(box().fault()).contains("too fast");

        clock.pass(Duration.ofMinutes(10));
        outbox.send(node);
        assertThat(touch(throttled)).startsWith("SENT");
        assertThat(touch(refused)).isEqualTo("FAILED, 1 tries: 550 5.1.1 no such user");
    }

    /** Two days of nobody there: the mail waits, the day's room is not used up by knocking, and the mailbox says what is wrong. */
    @Test
    @Check(1)
    void oneThatIsAwayHoldsUpItsMailboxAndCostsNoMail() {
        var touch = write(contact("Jonna"));
        manners = (step, _) -> step == Step.CONNECT ? new Manner.HangsUp(false) : new Manner.Well();
        for (var quarter = 0; quarter < 2 * 24 * 4; quarter++) {
            outbox.send(node);
            clock.pass(Duration.ofMinutes(15));
        }
        assertThat(sink.connections()).as("knocks").isBetween(150, 2 * 24 * 4 + 5);
        assertThat(touch(touch)).startsWith("PLANNED, 0 tries: 127.0.0.1 did not let us in: ");
        assertThat(page("/prospecting")).contains("waits", "did not let us in");
        assertThat(page("/settings/mailboxes")).contains("shut since", "did not let us in", "Try now");
        assertThat(page("/today")).contains("See why nothing leaves " + box().address());

        manners = (_, _) -> new Manner.Well();
        post("/settings/mailboxes/%s/release".formatted(box().id()));
        outbox.send(node);
        assertThat(touch(touch)).startsWith("SENT, 1 tries");
        assertThat(page("/settings/mailboxes")).contains("open").doesNotContain("shut since");
    }

    /** A minute at first: whoever reboots a server does not wait for a quarter of an hour. */
    @Test
    void oneThatIsAwayIsAskedSoonAtFirst() {
        write(contact("Jonna"));
        manners = (step, _) -> step == Step.CONNECT ? new Manner.HangsUp(false) : new Manner.Well();
        for (var minute = 0; minute < 15; minute++) {
            outbox.send(node);
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(sink.connections()).as("at 0, 1, 2, 4 and 8 minutes").isEqualTo(5);
        manners = (_, _) -> new Manner.Well();
        clock.pass(Duration.ofMinutes(1));
        outbox.send(node);
        assertThat(sink.count()).isOne();
        assertThat(box().shutSince()).isNull();
    }

    /** A wrong name of our own is nobody else's fault. */
    @Test
    void oneThatTakesNothingFromUsHoldsUpTheMailboxToo() {
        manners = (step, _) -> step == Step.MAIL ? new Manner.Says("550 5.7.60 sender not allowed") : new Manner.Well();
        var touch = write(contact("Jonna"));
        outbox.send(node);
        assertThat(touch(touch)).startsWith("PLANNED, 0 tries: No mail is taken from ").contains("sender not allowed");

        for (var words : List.of("MAIL 530 5.7.57 Client not authenticated to send mail", "RCPT 553 5.7.1 <ben>: Sender address rejected: not owned by user ben", "END 550 5.7.60 SMTP; Client does not have permissions to send as this sender")) {
            manners = (step, _) -> words.startsWith(step.name()) ? new Manner.Says(words.substring(words.indexOf(' ') + 1)) : new Manner.Well();
            clock.pass(Duration.ofMinutes(15));
            outbox.send(node);
            assertThat(touch(touch)).as(words).startsWith("PLANNED, 0 tries: No mail is taken from ").endsWith(words.substring(words.indexOf(' ') + 1));
        }
        manners = (step, _) -> step == Step.END ? new Manner.Says("550 5.4.5 Daily user sending limit exceeded") : new Manner.Well();
        clock.pass(Duration.ofMinutes(15));
        outbox.send(node);
        assertThat(touch(touch)).startsWith("PLANNED, 0 tries: ").contains("Daily user sending limit exceeded");
        assertThat(box().shutSince()).isNotNull();

        manners = (step, _) -> step == Step.MAIL ? new Manner.Says("552 5.3.4 message too large") : new Manner.Well();
        clock.pass(Duration.ofMinutes(15));
        outbox.send(node);
        assertThat(touch(touch)).as("this one, not all").startsWith("FAILED");
        assertThat(box().shutSince()).isNull();
    }

    /** It refuses, and is gone before the library has let go of the mail. */
    @Test
    void oneThatRefusesAndHangsUpHoldsUpNobodyElse() {
        manners = (step, to) -> to.startsWith("gone") && step == Step.RCPT ? new Manner.Says("550 5.1.1 no such user") : to.startsWith("gone") && step == Step.RSET ? new Manner.Cuts() : new Manner.Well();
        var gone = write(contact("Gone"));
        var jonna = write(contact("Jonna"));
        outbox.send(node);
        assertThat(touch(gone)).contains("no such user");
        assertThat(touch(jonna)).startsWith("SENT");

        manners = (step, to) -> to.startsWith("gone") && step == Step.RCPT ? new Manner.SaysGoodbye("550 5.1.1 no such user") : new Manner.Well();
        var again = write(contact("Gone"));
        var tom = write(contact("Tom"));
        outbox.send(node);
        assertThat(touch(again)).contains("no such user");
        assertThat(touch(tom)).startsWith("SENT");
    }

    /** Only “there is nobody of that name” is about them. */
    @Test
    void aPlayEndsWhereNobodyIsThereAndWaitsForSomebodyWhereItIsOurFault() {
        manners = (step, to) -> step != Step.RCPT ? new Manner.Well() : to.startsWith("nobody") ? new Manner.Says("550 5.1.1 user unknown") : new Manner.Says("554 5.7.1 relay access denied");
        var mia = team.hire("Mia Manager", Role.MANAGER);
        var play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "To be reached", List.of(new rapport.prospecting.plays.Step(1, StepKind.AUTO_EMAIL, 0, rapport.prospecting.plays.Step.Unit.HOURS, LocalTime.of(0, 1), LocalTime.of(23, 59), "Hello", "Words", false, Map.of())), mia.viewer());
        plays.publish(play, mia.viewer());
        var nobody = contact("Nobody");
        var jonna = contact("Jonna");
        enrolments.enrol(play, List.of(nobody, jonna), ben.viewer());
        outbox.send(node);
        assertThat(standing(nobody)).isEqualTo("BOUNCED: 550 5.1.1 user unknown");
        assertThat(standing(jonna)).isEqualTo("HELD: 554 5.7.1 relay access denied");

        var held = outgoing.of(Outgoing.Group.NOT_SENT, ben.viewer()).stream().filter(it -> it.contact().equals(jonna)).findFirst().orElseThrow();
        post("/prospecting/touches/%s/again".formatted(held.id()));
        assertThat(standing(jonna)).isEqualTo("ACTIVE: Step 1 is tried again.");
        manners = (step, _) -> step == Step.RCPT ? new Manner.Says("450 4.2.0 greylisted") : new Manner.Well();
        for (var day = 0; day < 2 * Mortal.MOST_TRIES; day++) { // nothing goes at weekends
            outbox.send(node);
            clock.pass(Duration.ofDays(1));
        }
        assertThat(touch(held.id())).startsWith("FAILED, %d tries".formatted(Mortal.MOST_TRIES));
        assertThat(standing(jonna)).isEqualTo("HELD: 450 4.2.0 greylisted");

        post("/settings/mailboxes/%s/closing".formatted(box().id()));
        post("/prospecting/touches/%s/again".formatted(held.id()));
        assertThat(touch(held.id())).as("nothing goes out of a closed mailbox").startsWith("FAILED");
        assertThat(standing(jonna)).startsWith("HELD");
    }

    private TouchId write(UUID contact) {
        return writing.write(new Writing.Note(contact, "Held batches", "Shall we talk?", null, null), ben.viewer());
    }

    private UUID contact(String first) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", first, "lastName", "Saar", "email", "%s.%s@brightwater.example".formatted(first.toLowerCase(java.util.Locale.ROOT), UUID.randomUUID()), "country", "GB").id();
    }

    private Postboxes.Row box() {
        return postboxes.of(ben.viewer()).getFirst();
    }

    private String touch(TouchId touch) {
        return transactions.execute(_ -> jdbc.sql("select state || ', ' || tries || ' tries: ' || coalesce(reason, '') from prospecting.touch where id = ?").param(touch.value()).query(String.class).single());
    }

    private String standing(UUID contact) {
        return transactions.execute(_ -> jdbc.sql("select state || ': ' || because from prospecting.enrolment where contact = ?").param(contact).query(String.class).single());
    }

    private String page(String path) {
        var page = browser.get().uri(path).with(ben.asks()).exchange();
        assertThat(page).hasStatusOk();
        return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void post(String path) {
        assertThat(browser.post().uri(path).with(ben.asks()).exchange()).hasStatus3xxRedirection();
    }
}
