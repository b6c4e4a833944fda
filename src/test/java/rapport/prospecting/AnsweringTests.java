package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.inbox.Arrivals;
import rapport.support.Book;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Who has answered waits for somebody, on Today and among the answers, until they have heard from us. Monday, 2 March 2026, nine in London. */
@WholeTest
class AnsweringTests {

    @Autowired MockMvcTester browser;
    @Autowired Arrivals arrivals;
    @Autowired Attempts attempts;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Team.Member mia;
    Team.Member ben;
    UUID jonna;

    @BeforeEach
    void anAnswer() {
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example", "mobile", "+353850123456").id();
        outbox.open(ben.viewer(), 9);
        answer("Thursday at ten suits us.");
    }

    @Test
    void anAnswerWaitsOnTodayUntilItIsAnswered() {
        assertThat(page(ben, "/today")).contains("Answer Jonna Saar", "“Thursday at ten suits us.”");
        assertThat(page(ben, "/prospecting/answers")).contains("1 answer waits for you.", "waits for you");
        assertThat(page(mia, "/today")).as("it came to Ben").doesNotContain("Answer Jonna Saar");
        assertThat(browser.post().uri("/prospecting/mails").param("contact", jonna.toString()).param("subject", "Re: Held batches").param("body", "Thursday it is.").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, "/today")).doesNotContain("Answer Jonna Saar");
        assertThat(page(ben, "/prospecting/answers")).contains("nobody waits");
    }

    @Test
    void whoWasTalkedToWaitsForNothing() {
        attempts.log(new Attempts.Wish(jonna, CallOutcome.NO_ANSWER, null, null, null, null), ben.viewer());
        assertThat(arrivals.waiting(3, ben.viewer())).as("they were not reached").hasSize(1);
        attempts.log(new Attempts.Wish(jonna, CallOutcome.CONNECTED, null, null, null, null), ben.viewer());
        assertThat(arrivals.waiting(3, ben.viewer())).isEmpty();
    }

    @Test
    void whatIsDoneIsSaidAndCanBeTakenBack() {
        var path = "/prospecting/answers/%s/handling".formatted(arrivals.waiting(3, ben.viewer()).getFirst().id());
        var rita = team.hire("Rita Rep", Role.REP);
        assertThat(browser.post().uri(path).with(rita.asks()).exchange()).as("it is not hers").hasStatus(404);
        assertThat(browser.post().uri(path).with(ben.asks()).exchange()).hasStatus(303);
        assertThat(arrivals.waiting(3, ben.viewer())).isEmpty();
        assertThat(browser.post().uri(path + "?done=false").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(arrivals.waiting(3, ben.viewer())).hasSize(1);
    }

    @Test
    void aPromisedCallStandsOnTodayWithTheTimeAtWhichItBreaks() {
        attempts.log(new Attempts.Wish(jonna, CallOutcome.CALL_BACK, null, null, null, clock.instant().plus(Duration.ofHours(2))), ben.viewer());
        assertThat(page(ben, "/today")).contains("Call Jonna Saar", "You promised this call.", "kept within 15 min");
        clock.pass(Duration.ofHours(3));
        assertThat(page(ben, "/today")).contains("the time has passed");
    }

    private void answer(String said) {
        transactions.executeWithoutResult(_ -> jdbc.sql("""
                        insert into prospecting.inbound (id, mailbox, uid_validity, uid, message_id, kind, contact, address, subject, said, quoted, signature, outcome, received_at)
                        select :id, id, 1, 1, '<1@brightwater.example>', 'HUMAN', :contact, 'jonna@brightwater.example', 'Re: Held batches', :said, '', '', 'They answered.', timestamptz '2026-03-02 08:50Z' from prospecting.mailbox""")
                .param("id", UUID.randomUUID()).param("contact", jonna).param("said", said).update());
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
