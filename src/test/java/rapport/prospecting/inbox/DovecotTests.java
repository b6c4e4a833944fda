package rapport.prospecting.inbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.prospecting.dispatch.Dispatcher;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Against the server most people's mail lies on: it says at once when something comes in (RFC 2177). */
@WholeTest
class DovecotTests {

    private static final Logger LOG = LoggerFactory.getLogger(DovecotTests.class);

    @Autowired Watches watches;
    @Autowired Collector collector;
    @Autowired Reconciler reconciler;
    @Autowired WorkspaceRegister workspaces;
    @Autowired Mortal nodes;
    @Autowired Postboxes postboxes;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Dovecot dovecot;
    Dispatcher dispatcher;
    Watcher watcher;
    Viewer ben;
    UUID jonna;

    @BeforeEach
    void somebodyInAPlay() throws IOException {
        assumeTrue(Dovecot.isThere(), "Dovecot is not installed here, or not to be started by this user");
        dovecot = Dovecot.start();
        ben = team.hire("Ben Okafor", Role.REP).viewer();
        var mia = team.hire("Mia Manager", Role.MANAGER).viewer();
        jonna = book.add(Kind.CONTACT, ben, "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example").id();
        postboxes.open(new Postboxes.Wish(ben.id(), UUID.randomUUID() + "@northlight.example", "Ben", "127.0.0.1", 9, "NONE", "ben", "secret", 1_000, 0, new Postboxes.Imap("127.0.0.1", dovecot.port(), "NONE", null)), ben);
        var play = plays.make("Calls", Plays.Kind.PROSPECT, "To be reached", List.of(Step.of(1, StepKind.CALL, 0, Step.Unit.BUSINESS, "", "Ask")), mia);
        plays.publish(play, mia);
        enrolments.enrol(play, List.of(jonna), ben);
        dispatcher = nodes.alive("home " + UUID.randomUUID());
        watcher = new Watcher(watches, collector, List.of(reconciler), dispatcher, workspaces, true);
        dispatcher.start();
        await().pollInSameThread().atMost(20, SECONDS).until(() -> dispatcher.node() != 0);
        watcher.start();
        await().pollInSameThread().atMost(20, SECONDS).untilAsserted(() -> assertThat(lookedAt()).isTrue());
    }

    @AfterEach
    void rest() {
        if (dovecot != null) {
            watcher.stop();
            dispatcher.stop();
            dovecot.close();
        }
    }

    @Test
    @Check(value = 5, figure = "0.6 s from the mail in the folder to the play that is ended")
    void anAnswerEndsThePlayAsSoonAsItIsThereAndIsStillUnread() throws IOException {
        var from = System.nanoTime();
        dovecot.deliver("", "From: Jonna <jonna@brightwater.example>\nSubject: Thursday\nMessage-ID: <%s@brightwater.example>\n\nThursday at ten.\n".formatted(UUID.randomUUID()));
        await().pollInSameThread().atMost(30, SECONDS).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(state()).isEqualTo("REPLIED"));
        LOG.info("From the mail in the server's folder to the play that is ended: {} ms", (System.nanoTime() - from) / 1_000_000);
        assertThat(dovecot.isUnread()).isTrue();
    }

    @Test
    void aServerThatWasAwayIsReadAgain() throws IOException {
        dovecot.stop();
        dovecot.deliver("", "From: jonna@brightwater.example\nSubject: While it was away\nMessage-ID: <%s@brightwater.example>\n\nStill there?\n".formatted(UUID.randomUUID()));
        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(fault()).isNotNull());
        dovecot.begin();
        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(state()).isEqualTo("REPLIED"));
        await().pollInSameThread().atMost(30, SECONDS).untilAsserted(() -> assertThat(fault()).isNull());
    }

    /** Whatever its owner's language calls it: the server says what the folder is for (RFC 6154). */
    @Test
    void whatWasSentIsFoundInTheFolderTheServerNames() throws Exception {
        dovecot.deliver(".Gesendet", "From: ben@northlight.example\nSubject: Sent\nMessage-ID: <t.1@northlight.example>\n\nSent.\n");
        try (var line = ImapLine.open(new Letterbox(UUID.randomUUID(), ben.id().value(), "ben@northlight.example", "127.0.0.1", dovecot.port(), "NONE", "ben", () -> "secret", null))) {
            var sent = line.sent(null).orElseThrow();
            assertThat(sent.has("t.1@northlight.example")).isTrue();
            assertThat(sent.has("t.2@northlight.example")).isFalse();
        }
    }

    private String state() {
        return one("select state from prospecting.enrolment", String.class);
    }

    private boolean lookedAt() {
        return one("select looked_at is not null from prospecting.watch", Boolean.class);
    }

    private String fault() {
        return one("select coalesce(fault, '') from prospecting.watch", String.class).transform(it -> it.isEmpty() ? null : it);
    }

    private <T> T one(String sql, Class<T> type) {
        return transactions.execute(_ -> jdbc.sql(sql).query(type).single());
    }
}
