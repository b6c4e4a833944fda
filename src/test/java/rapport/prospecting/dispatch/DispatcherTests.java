package rapport.prospecting.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.mail.Writing;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** What sends by itself: awake when something is due, and asleep otherwise. */
@WholeTest
class DispatcherTests {

    @Autowired Lanes lanes;
    @Autowired Claims claims;
    @Autowired List<Carrier> carriers;
    @Autowired TransactionOperations transactions;
    @Autowired Recovery recovery;
    @Autowired Timetable timetable;
    @Autowired Mortal mortal;
    @Autowired WorkspaceRegister workspaces;
    @Autowired Writing writing;
    @Autowired Round round;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;

    final String home = "home " + UUID.randomUUID();
    SmtpSink sink;
    Dispatcher dispatcher;
    Viewer ben;

    @BeforeEach
    void aRepWithAMailbox() throws IOException {
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        ben = team.hire("Ben Okafor", Role.REP).viewer();
        outbox.open(ben, sink.port());
        dispatcher = mortal.alive(home);
    }

    @AfterEach
    void rest() throws IOException {
        dispatcher.stop();
        sink.close();
    }

    @Test
    void sendsWhatIsDueAndWhatIsSaidToBe() {
        dispatcher.start();
        IntStream.range(0, 5).forEach(this::write);
        dispatcher.heard("");
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(5));
        write(6);
        dispatcher.heard("");
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(6));
    }

    @Test
    void takesOverWhatTheOneBeforeItOnThisFolderHadClaimed() {
        var before = mortal.begin(home);
        IntStream.range(0, 3).forEach(this::write);
        mortal.claimAll(before);
        clock.pass(Duration.ofMinutes(1));
        dispatcher.start();
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(3));
    }

    /** Nobody beats for it; the others take over what it held. */
    @Test
    void takesOverFromANodeThatHasFallenSilent() {
        var silent = mortal.begin("elsewhere " + UUID.randomUUID());
        jdbc.sql("update prospecting.node set beat_at = timestamptz '2026-03-02 08:59Z' where id = ?").param(silent).update();
        IntStream.range(0, 3).forEach(this::write);
        mortal.claimAll(silent);
        dispatcher.start();
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(3));
        assertThat(jdbc.sql("select given_up_at is not null from prospecting.node where id = ?").param(silent).query(Boolean.class).single()).isTrue();
    }

    /** A silent one may wake and go on, so that it is doubted for long; unless another has begun on its folder. */
    @Test
    @Check(value = 2, figure = "asked 20 s after a silent program has started again, not after 12 minutes")
    void doubtsAreShortOnceTheSilentOneIsKnownToBeDead() {
        var elsewhere = "elsewhere " + UUID.randomUUID();
        var silent = mortal.begin(elsewhere);
        jdbc.sql("update prospecting.node set beat_at = timestamptz '2026-03-02 08:59Z' where id = ?").param(silent).update();
        write(1);
        mortal.beginAll(silent);
        dispatcher.start();
        await().pollInSameThread().atMost(60, SECONDS).until(() -> doubted().equals(List.of(Duration.ofMinutes(12))));

        await().pollInSameThread().atMost(60, SECONDS).until(() -> jdbc.sql("select given_up_at is not null from prospecting.node where id = ?").param(silent).query(Boolean.class).single()); // it has looked through all workspaces of the run

        new Nodes(elsewhere, jdbc, clock).begin();
        clock.pass(Duration.ofSeconds(6));
        await().pollInSameThread().atMost(60, SECONDS).untilAsserted(() -> assertThat(doubted()).containsExactly(Duration.ofSeconds(26)));
        await().pollInSameThread().atMost(60, SECONDS).until(() -> jdbc.sql("select count(*) from prospecting.node where id = ?").param(silent).query(Long.class).single() == 0);
    }

    /** For how long after the test's begin. */
    private List<Duration> doubted() {
        return transactions.execute(_ -> jdbc.sql("select settle_at from prospecting.touch where state = 'UNCERTAIN'").query((row, _) -> Duration.between(TestClock.START, row.getTimestamp(1).toInstant())).list());
    }

    /** It dies with one mail under way and four in its hands. Nobody restarts the program. */
    @Test
    void goesOnWhenAWorkerDies() {
        var died = new AtomicBoolean();
        var here = Workspaces.current().orElseThrow(); // what other tests have left due is carried, too
        var fragile = carriers.stream().<Carrier>map(it -> new Fragile(it, here, died)).toList();
        dispatcher = new Dispatcher(new Round(lanes, claims, fragile, transactions, clock), recovery, new Nodes(home, jdbc, clock), workspaces, timetable, clock, true, 4);
        IntStream.range(0, 5).forEach(this::write);
        dispatcher.start();
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(4));
        assertThat(died).isTrue();
        assertThat(transactions.<List<String>>execute(_ -> jdbc.sql("select state, count(*) from prospecting.touch group by state order by state").query((row, _) -> row.getString(1) + " " + row.getInt(2)).list()))
                .as("the one nobody knows of is said to be so").contains("UNCERTAIN 1");
    }

    /** The database is gone for a moment, and no transaction can even begin. */
    @Test
    void goesOnWhenTheDatabaseWasAway() {
        var away = new AtomicInteger(2);
        var proxy = new ProxyFactory(timetable);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (away.getAndDecrement() > 0) {
                throw new CannotCreateTransactionException("The database is away, as this test wants it");
            }
            return call.proceed();
        });
        dispatcher = new Dispatcher(round, recovery, new Nodes(home, jdbc, clock), workspaces, (Timetable) proxy.getProxy(), clock, true, 4);
        write(1);
        dispatcher.start();
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isOne());
        assertThat(away).hasValueLessThan(1);
    }

    /** Against its contract its first delivery is an exception. */
    private record Fragile(Carrier whole, WorkspaceId here, AtomicBoolean died) implements Carrier {

        @Override
        public Optional<Round.Pace> pace(UUID lane) {
            return whole.pace(lane);
        }

        @Override
        public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
            return whole.load(lane, touches);
        }

        @Override
        public Route route(UUID lane) {
            var route = whole.route(lane);
            return new Route() {
                @Override
                public Outcome deliver(Object parcel) {
                    if (Workspaces.current().filter(here::equals).isPresent() && died.compareAndSet(false, true)) {
                        throw new IllegalStateException("A worker dies, as this test wants it");
                    }
                    return route.deliver(parcel);
                }

                @Override
                public void close() {
                    route.close();
                }
            };
        }
    }

    @Test
    void saysThatItHasEnded() {
        dispatcher.start();
        write(1);
        dispatcher.heard("");
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.count()).isEqualTo(1));
        dispatcher.stop();
        assertThat(jdbc.sql("select bool_and(ended) from prospecting.node where home = ?").param(home).query(Boolean.class).single()).isTrue();
    }

    private void write(int number) {
        var contact = book.add(Kind.CONTACT, ben, "lastName", "Contact " + number, "email", "contact%d@brightwater.example".formatted(number)).id();
        writing.write(new Writing.Note(contact, "Mail " + number, "Words", null, null), ben);
    }
}
