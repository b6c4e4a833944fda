package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.ops.bench.SmtpSink;
import rapport.ops.bench.SmtpSink.Manner;
import rapport.ops.bench.SmtpSink.Step;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Everything that is meant to go out goes out once; what nobody can know is said, and never guessed. */
@WholeTest
class DispatchTests {

    @Autowired Postboxes postboxes;
    @Autowired Writing writing;
    @Autowired Outgoing outgoing;
    @Autowired Round round;
    @Autowired Mortal nodes;
    @Autowired Stops stops;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    SmtpSink sink;
    volatile SmtpSink.Manners manners = (_, _) -> new Manner.Well();
    Viewer ben;
    int node;

    @BeforeEach
    void aRepWithAMailbox() throws IOException {
        sink = SmtpSink.open((step, to) -> manners.at(step, to));
        ben = team.hire("Ben Okafor", Role.REP).viewer();
        mailbox(ben, 1_000, 0);
        node = nodes.begin("here " + UUID.randomUUID());
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    void aMailGoesOutOnceAndCounts() {
        var jonna = contact("Jonna");
        var touch = write(jonna, "Held batches");
        run(node);
        run(node);

        assertThat(sink.words()).singleElement().asString()
                .contains("From: Ben Okafor", "To: jonna@", "Subject: Held batches", "X-Auto-Response-Suppress: DR, RN, NRN", "Three of your batches were held.")
                .containsPattern("Message-ID: <t\\." + touch + "\\.[0-9a-f]{16}@")
                .doesNotContain("<img", "Auto-Submitted");
        assertThat(state(touch)).isEqualTo("SENT");
        assertThat(tally(jonna)).isEqualTo("1 e-mails by 1, first 2026-03-02T09:00:00Z");
        assertThat(count("select count(*) from prospecting.attempt where id = ?", touch.value())).isOne();
    }

    @Test
    void nothingGoesOutBeforeItsTimeAndWhatIsCalledBackNever() {
        var later = new Writing.Note(contact("Jonna"), "Later", "Words", clock.instant().plus(Duration.ofHours(2)), null);
        var kept = writing.write(later, ben);
        var called = writing.write(later, ben);
        run(node);
        assertThat(sink.count()).isZero();

        outgoing.callBack(called, ben);
        clock.pass(Duration.ofHours(2));
        run(node);
        assertThat(sink.count()).isOne();
        assertThat(state(kept)).isEqualTo("SENT");
        assertThat(state(called)).isEqualTo("CANCELLED");
        assertThatThrownBy(() -> outgoing.callBack(kept, ben)).isInstanceOf(Refused.class).hasMessageContaining("cannot be called back");
    }

    @Test
    @Check(2)
    void twoNodesWithManyHandsNeverSendATwin() throws Exception {
        var mailboxes = IntStream.range(0, 6).mapToObj(it -> {
            var rep = team.hire("Rep " + it, Role.REP).viewer();
            mailbox(rep, 1_000, 0);
            return rep;
        }).toList();
        var contact = contact("Jonna");
        mailboxes.forEach(rep -> IntStream.range(0, 60).forEach(it -> writing.write(new Writing.Note(contact, "Mail " + it, "Words", null, null), rep)));
        var other = nodes.begin("elsewhere " + UUID.randomUUID());
        inParallel(IntStream.range(0, 6).mapToObj(it -> (Runnable) () -> run(it % 2 == 0 ? node : other)).toList());

        assertThat(sink.count()).isEqualTo(360);
        assertThat(sink.received().values()).allSatisfy(it -> assertThat(it.get()).isOne());
        assertThat(count("select count(*) from prospecting.touch where state = 'SENT'")).isEqualTo(360);
        assertThat(tally(contact)).startsWith("360 e-mails by 6");
    }

    @Test
    @Check(1)
    void whatADeadNodeHadOnlyClaimedIsSentByAnother() {
        var touches = IntStream.range(0, 3).mapToObj(it -> write(contact("Contact " + it), "Mail " + it)).toList();
        nodes.claimAll(node);
        run(nodes.begin("another " + UUID.randomUUID()));
        assertThat(sink.count()).as("somebody works on it").isZero();

        nodes.die(node);
        run(nodes.begin("another " + UUID.randomUUID()));
        assertThat(sink.count()).isEqualTo(3);
        assertThat(touches).allSatisfy(it -> assertThat(state(it)).isEqualTo("SENT"));
    }

    @Test
    @Check(1)
    void whatADeadNodeHadBegunIsUncertainAndNeverSentUnasked() {
        var touch = write(contact("Jonna"), "Once");
        nodes.beginAll(node);
        nodes.die(node);
        var another = nodes.begin("another " + UUID.randomUUID());
        run(another);
        clock.pass(Duration.ofDays(3));
        run(another);
        assertThat(sink.count()).isZero();
        assertThat(state(touch)).isEqualTo("UNCERTAIN");
        assertThat(reason(touch)).isEqualTo("Rapport stopped while it was being sent");
    }

    @Test
    void aNodeThatWasOnlySlowTellsTheTruthAfterAll() {
        var touch = write(contact("Jonna"), "Slow");
        var workspace = Workspaces.current().orElseThrow();
        manners = (step, _) -> {
            if (step == Step.END) { // the others give it up while the server thinks
                Workspaces.in(workspace, () -> {
                    nodes.die(node);
                    return node;
                });
                assertThat(Workspaces.in(workspace, () -> state(touch))).isEqualTo("UNCERTAIN");
            }
            return new Manner.Well();
        };
        run(node);
        assertThat(sink.count()).isOne();
        assertThat(state(touch)).isEqualTo("SENT");
    }

    @Test
    void aBrokenLineIsTriedAgainOnlyWhenNothingHadLeft() {
        var step = new Step[] {Step.DATA};
        var times = new AtomicInteger();
        manners = (at, _) -> at == step[0] && times.incrementAndGet() <= 1 ? new Manner.HangsUp(true) : new Manner.Well();
        var before = write(contact("Jonna"), "Before the end");
        run(node);
        assertThat(state(before)).as("nothing has left").isEqualTo("PLANNED");
        clock.pass(Duration.ofMinutes(5));
        run(node);
        assertThat(state(before)).isEqualTo("SENT");

        step[0] = Step.END;
        times.set(0);
        var behind = write(contact("Marc"), "Behind the end");
        run(node);
        clock.pass(Duration.ofDays(1));
        run(node);
        assertThat(state(behind)).isEqualTo("UNCERTAIN");
        assertThat(sink.received().values()).allSatisfy(it -> assertThat(it.get()).isOne());
    }

    @Test
    void noMoreGoOutWithinADayThanTheMailboxMay() {
        mailbox(team.hire("Cara Calm", Role.REP).viewer(), 3, 0, true);
        var cara = ben;
        IntStream.range(0, 8).forEach(it -> writing.write(new Writing.Note(contact("Contact " + it), "Mail " + it, "Words", null, null), cara));
        var days = new ArrayList<Long>();
        for (var hour = 0; hour < 80; hour++) {
            run(node);
            days.add(sink.count());
            clock.pass(Duration.ofHours(1));
        }
        for (var hour = 24; hour < 80; hour++) {
            assertThat(days.get(hour) - days.get(hour - 24)).as("within 24 hours up to hour %d", hour).isLessThanOrEqualTo(3);
        }
        assertThat(sink.count()).isEqualTo(8);
    }

    @Test
    void betweenTwoThereIsThePauseOneAskedFor() {
        mailbox(team.hire("Cara Calm", Role.REP).viewer(), 100, 90, true);
        IntStream.range(0, 3).forEach(it -> write(contact("Contact " + it), "Mail " + it));
        run(node);
        assertThat(sink.count()).isOne();
        clock.pass(Duration.ofSeconds(89));
        run(node);
        assertThat(sink.count()).isOne();
        clock.pass(Duration.ofSeconds(1));
        run(node);
        assertThat(sink.count()).isEqualTo(2);
    }

    @Test
    void aStopHoldsBackWhatIsAlreadyClaimed() {
        var jonna = contact("Jonna");
        var touch = write(jonna, "Too late");
        stop("jonna@brightwater.example");
        run(node);
        assertThat(sink.connections()).as("nobody calls").isZero();
        assertThat(state(touch)).isEqualTo("SKIPPED");
        assertThatThrownBy(() -> write(jonna, "Again")).isInstanceOf(Refused.class).hasMessageContaining("want no e-mail");
        assertThatThrownBy(() -> write(contact("Jonna", "jonna+sales@Brightwater.example"), "An alias")).isInstanceOf(Refused.class);
    }

    /** A stop that is not committed yet is waited for: a last look that went by meanwhile would let a mail out behind it. */
    @Test
    void aLastLookWaitsForAStopThatIsJustBeingSaid() throws Exception {
        var touch = write(contact("Jonna"), "Nearly");
        var workspace = Workspaces.current().orElseThrow();
        var said = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var stopping = threads.submit(() -> Workspaces.in(workspace, () -> transactions.execute(_ -> {
                stops.stop(Stops.Scope.ADDRESS, "jonna@brightwater.example", "EMAIL", Stops.Reason.OPT_OUT, null);
                said.countDown();
                return await(commit);
            })));
            await(said);
            var sending = threads.submit(() -> Workspaces.in(workspace, () -> {
                run(node);
                return true;
            }));
            while (!sending.isDone() && count("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 0) {
                Thread.onSpinWait();
            }
            commit.countDown();
            stopping.get();
            sending.get();
        }
        assertThat(sink.count()).isZero();
        assertThat(state(touch)).isEqualTo("SKIPPED");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aClosedMailboxCallsOffWhatWaitsInIt() {
        var touch = write(contact("Jonna"), "Never");
        postboxes.close(postboxes.of(ben).getFirst().id(), ben);
        run(node);
        assertThat(sink.count()).isZero();
        assertThat(state(touch)).isEqualTo("CANCELLED");
        assertThatThrownBy(() -> write(contact("Marc"), "No mailbox")).isInstanceOf(Refused.class);
    }

    private void run(int by) {
        for (var i = 0; i < 200 && round.work(by); i++) {
            // until nothing is due
        }
    }

    private void stop(String address) {
        transactions.executeWithoutResult(_ -> stops.stop(Stops.Scope.ADDRESS, address, "EMAIL", Stops.Reason.OPT_OUT, null));
    }

    private TouchId write(UUID contact, String subject) {
        return writing.write(new Writing.Note(contact, subject, "Three of your batches were held.\nShall we talk?", null, null), ben);
    }

    private UUID contact(String first) {
        return contact(first, first.toLowerCase(java.util.Locale.ROOT).replace(" ", "") + "@brightwater.example");
    }

    private UUID contact(String first, @Nullable String email) {
        return book.add(Kind.CONTACT, ben, "firstName", first, "lastName", "Saar", "email", email).id();
    }

    private void mailbox(Viewer whose, int daily, int gap) {
        mailbox(whose, daily, gap, false);
    }

    /** @param becomesBen the tests write as them from now on */
    private void mailbox(Viewer whose, int daily, int gap, boolean becomesBen) {
        postboxes.open(new Postboxes.Wish(whose.id(), whose.name().toLowerCase(java.util.Locale.ROOT).replace(" ", ".") + "." + UUID.randomUUID() + "@northlight.example", whose.name(), "127.0.0.1", sink.port(), "NONE", null, null, daily, gap, null), whose);
        if (becomesBen) {
            ben = whose;
        }
    }

    private static void inParallel(List<Runnable> works) throws Exception {
        var workspace = Workspaces.current().orElseThrow();
        var start = new CyclicBarrier(works.size());
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            for (var done : threads.invokeAll(works.stream().<Callable<Boolean>>map(work -> () -> Workspaces.in(workspace, () -> {
                start.await();
                work.run();
                return true;
            })).toList())) {
                done.get();
            }
        }
    }

    private String state(TouchId touch) {
        return transactions.execute(_ -> jdbc.sql("select state from prospecting.touch where id = ?").param(touch.value()).query(String.class).single());
    }

    private String reason(TouchId touch) {
        return transactions.execute(_ -> jdbc.sql("select reason from prospecting.touch where id = ?").param(touch.value()).query(String.class).single());
    }

    private long count(String sql, Object... parameters) {
        return transactions.execute(_ -> jdbc.sql(sql).params(parameters).query(Long.class).single());
    }

    private String tally(UUID contact) {
        return transactions.execute(_ -> jdbc.sql("select emails || ' e-mails by ' || cardinality(people) || ', first ' || to_char(first_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from prospecting.prospect where contact = ?").param(contact).query(String.class).single());
    }
}
