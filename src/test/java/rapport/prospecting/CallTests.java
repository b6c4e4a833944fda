package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.persistence.Advice;
import rapport.prospecting.persistence.Economics;
import rapport.prospecting.persistence.Experience;
import rapport.prospecting.persistence.Outlook;
import rapport.prospecting.persistence.Persistence;
import rapport.prospecting.dispatch.Tallies;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Calls, what is promised in them, and what they teach. */
@WholeTest
class CallTests {

    static final Path REAL = Path.of("../shared/data/uci-bank-marketing/bank.csv");

    @Autowired MockMvcTester browser;
    @Autowired Attempts attempts;
    @Autowired CallPromises promises;
    @Autowired Worklist worklist;
    @Autowired Tallies tallies;
    @Autowired Persistence persistence;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Team.Member ben;
    UUID jonna;

    @BeforeEach
    void aRepAndSomebodyToCall() {
        ben = team.hire("Ben Okafor", Role.REP);
        jonna = contact("Jonna", "+491711234567");
    }

    @Test
    void aCallIsLoggedWithOneKeyAndTakenBack() {
        assertThat(page(ben, "/prospecting/calls/" + jonna)).contains("tel:+491711234567", "Attempt 1", "Nobody here has called them yet", "Never contact again", "Nobody can say yet");
        post("/prospecting/calls/" + jonna, "came", "GATEKEEPER", "note", "She reads letters");
        clock.pass(Duration.ofMinutes(3));
        post("/prospecting/calls/" + jonna, "came", "CONNECTED", "note", "");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 2", "2 calls");
        assertThat(page(ben, "/prospecting/calls/" + jonna)).contains("Call: gatekeeper: “She reads letters”", "They were reached before", "Attempt 3");
        var last = attempts.of(jonna, 1, ben.viewer()).getFirst().id();
        post("/prospecting/attempts/%s/taken-back".formatted(last));
        post("/prospecting/attempts/%s/taken-back".formatted(last)); // twice is once
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1", "1 call;");
        assertThat(page(ben, "/prospecting/calls/" + jonna)).doesNotContain("They were reached before");
        assertThat(browser.post().uri("/prospecting/calls/" + jonna).with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("press a key from 1 to 9");
        assertThat(browser.get().uri("/prospecting/calls/" + jonna).with(team.hire("Vera Viewer", Role.VIEWER).asks()).exchange()).hasStatus(403);
    }

    @Test
    void onlyOnesOwnRecentCallIsTakenBack() {
        var logged = log(jonna, CallOutcome.NO_ANSWER, null);
        assertThatThrownBy(() -> attempts.takeBack(logged, team.hire("Rita Rep", Role.REP).viewer())).hasMessageContaining("no such call of yours");
        clock.pass(Duration.ofMinutes(31));
        assertThatThrownBy(() -> attempts.takeBack(logged, ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("half an hour");
    }

    @Test
    void aPromisedCallComesFirstAndIsSeenToBeKept() {
        var at = clock.instant().plus(Duration.ofHours(2));
        log(jonna, CallOutcome.CALL_BACK, at);
        assertThat(worklist.due(ben.viewer())).singleElement().satisfies(it -> assertThat(it.promisedAt()).isEqualTo(at));
        assertThat(page(ben, "/prospecting/worklist")).contains("Jonna Saar", "promised call", "1 promised call first");
        clock.passUntil(at.plus(Duration.ofMinutes(14)));
        log(jonna, CallOutcome.NO_ANSWER, null);
        assertThat(promises.of(ben.viewer())).singleElement().extracting(CallPromises.Row::fate).isEqualTo(CallPromises.Fate.KEPT);
        assertThat(worklist.due(ben.viewer())).isEmpty();
        clock.pass(Duration.ofHours(1));
        assertThat(promises.rates(ben.viewer())).singleElement().isEqualTo(new CallPromises.Kept(ben.viewer().id(), 1, 1));
    }

    @Test
    void aPromiseThatIsMissedOrMovedWasNotKept() {
        log(jonna, CallOutcome.CALL_BACK, clock.instant().plus(Duration.ofHours(1)));
        var promise = promises.of(ben.viewer()).getFirst();
        assertThatThrownBy(() -> promises.move(promise.id(), clock.instant().plus(Duration.ofHours(3)), " ", ben.viewer())).hasMessageContaining("Say why");
        assertThatThrownBy(() -> promises.move(promise.id(), clock.instant().plus(Duration.ofHours(3)), "Ill", team.hire("Rita Rep", Role.REP).viewer())).hasMessageContaining("no such promise");
        promises.move(promise.id(), clock.instant().plus(Duration.ofHours(3)), "Ill", ben.viewer());
        assertThat(worklist.due(ben.viewer())).hasSize(1);
        clock.pass(Duration.ofHours(4));
        assertThat(promises.of(ben.viewer())).extracting(CallPromises.Row::fate).containsExactlyInAnyOrder(CallPromises.Fate.BROKEN, CallPromises.Fate.MOVED);
        assertThat(promises.rates(ben.viewer())).singleElement().isEqualTo(new CallPromises.Kept(ben.viewer().id(), 0, 2));
        assertThat(page(ben, "/prospecting/worklist")).contains("late", "too few to say");
    }

    @Test
    void whoSaysNeverIsNeverTriedAgain() {
        log(jonna, CallOutcome.NEVER, null);
        assertThat(page(ben, "/prospecting/mails/new?contact=" + jonna)).doesNotContain("<textarea");
        assertThat(persistence.of(jonna, ben.viewer()).standing()).isEqualTo(Outlook.Standing.ENDED);
    }

    @Test
    void whatIsWrongSaysWhatAndChangesNothing() {
        assertThatThrownBy(() -> log(jonna, CallOutcome.CALL_BACK, null)).hasMessageContaining("Say when");
        assertThatThrownBy(() -> log(jonna, CallOutcome.NO_ANSWER, clock.instant().plusSeconds(3600))).hasMessageContaining("Only who was reached");
        assertThatThrownBy(() -> log(jonna, CallOutcome.CALL_BACK, clock.instant())).hasMessageContaining("time to come");
        assertThatThrownBy(() -> attempts.log(new Attempts.Wish(jonna, CallOutcome.NO_ANSWER, null, clock.instant().plusSeconds(60), null, null), ben.viewer())).hasMessageContaining("has been made");
        assertThat(tallies.of(jonna, ben.viewer()).all()).isZero();
        assertThatThrownBy(() -> persistence.set(Economics.UNSET, ben.viewer())).hasMessageContaining("administrator");
    }

    /** Refusals and wrong numbers tell nothing of the next attempt; who was reached before counts up to then. */
    @Test
    void countsUntilTheyWereReached() {
        log(jonna, CallOutcome.NO_ANSWER, null);
        log(jonna, CallOutcome.VOICEMAIL, null);
        log(jonna, CallOutcome.CONNECTED, null);
        log(jonna, CallOutcome.NO_ANSWER, null);
        var tom = contact("Tom", "+491711234568");
        log(tom, CallOutcome.GATEKEEPER, null);
        log(tom, CallOutcome.REFUSED, null);
        var mia = contact("Mia", "+4930123456");
        log(mia, CallOutcome.NO_ANSWER, null);
        var report = persistence.report(ben.viewer());
        assertThat(Experience.of(report.calls())).extracting(it -> it.atRisk() + "/" + it.reached()).containsExactly("3/0", "1/0", "1/1");
        assertThat(report.strata().keySet()).contains("Other, mobile", "Other, land line");
    }

    @Test
    @Check(15)
    void whoKnowsMoreThanTheFiguresDoesOtherwiseAndSaysWhy() {
        var path = "/prospecting/calls/" + jonna;
        assertThat(browser.post().uri(path + "/override").param("reason", " ").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, path)).contains("I do otherwise, because").doesNotContain("otherwise since");
        assertThat(browser.post().uri(path + "/override").param("reason", "They build a second plant").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, path)).contains("You do otherwise since", "They build a second plant");
        assertThat(page(team.hire("Rita Rep", Role.REP), path)).contains("does otherwise since", "They build a second plant");
    }

    /** The advice of those who differ much and of those who do not, after twenty failures, at the same first chance. */
    @Test
    @Check(15)
    void theAdviceTurnsWithHowMuchPeopleDiffer() {
        team.hire("Olga Owner", Role.OWNER);
        plant(400, 3.0);
        failTimes(20);
        var much = persistence.of(jonna, ben.viewer());
        assertThat(much.advice().kind()).as(much.advice().because()).isNotEqualTo(Advice.Kind.CONTINUE);
        assertThat(much.advice().words()).contains("12 more calls", "dials on average");
        assertThat(much.advice().otherwise()).isNotBlank();
        jdbcClear();
        plant(400, 20.0);
        var little = persistence.of(jonna, ben.viewer());
        assertThat(little.next().middle()).isGreaterThan(much.next().middle());
        var generous = new Economics(new java.math.BigDecimal("1000"), "EUR", new java.math.BigDecimal("60"), 0.2, 3, 5);
        persistence.set(generous, team.hire("Olga Other", Role.OWNER).viewer());
        assertThat(persistence.of(jonna, ben.viewer()).advice().kind()).isEqualTo(Advice.Kind.CONTINUE);
    }

    /** Of many of whom it is said to stop, five of a hundred are drawn; with the lot switched off, nobody. */
    @Test
    @Check(value = 16, figure = "5 % ± 2")
    void someAreDrawnToBeTriedOn() {
        plant(2_400, 3.0);
        var mean = new Economics(new java.math.BigDecimal("1"), "EUR", new java.math.BigDecimal("60"), 0.2, 3, 5);
        var olga = team.hire("Olga Owner", Role.OWNER).viewer();
        persistence.set(mean, olga);
        var contacts = transactions.execute(_ -> jdbc.sql("select contact from prospecting.prospect where call_end is null limit 1500").query(UUID.class).list());
        var drawn = drawn(contacts, olga);
        assertThat(drawn / (double) contacts.size()).isBetween(0.03, 0.07);
        assertThat(drawn(contacts.subList(0, 100), olga)).as("drawn once").isEqualTo(drawn(contacts.subList(0, 100), olga));
        assertThat(page(ben, "/prospecting/persistence")).contains("drawn to be tried on");
    }

    @Test
    @Check(value = 14, figure = "hazards to four decimals")
    void theBankCallsAsTheyStandOnThePage() throws IOException {
        assumeTrue(Files.exists(REAL), "Without the real calls there is nothing to count: " + REAL);
        var lines = Files.readAllLines(REAL).stream().skip(1).map(it -> it.split(";")).toList();
        var spells = lines.stream().map(it -> Integer.parseInt(it[12]) + (it[16].contains("yes") ? " REACHED" : " OPEN")).toList();
        transactions.executeWithoutResult(_ -> jdbc.sql("""
                        insert into prospecting.prospect (contact, calls, call_failures, call_end)
                        select gen_random_uuid(), split_part(s, ' ', 1)::int, split_part(s, ' ', 1)::int - case when s like '%REACHED' then 1 else 0 end, case when s like '%REACHED' then 'REACHED' end from unnest(?) s""").param(spells.toArray(String[]::new)).update());
        var report = persistence.report(ben.viewer());
        for (var step : Experience.of(report.calls())) {
            var atRisk = lines.stream().filter(it -> Integer.parseInt(it[12]) >= step.attempt()).count();
            var reached = lines.stream().filter(it -> Integer.parseInt(it[12]) == step.attempt() && it[16].contains("yes")).count();
            assertThat(step.hazard()).isCloseTo((double) reached / atRisk, within(0.00005));
        }
        var page = page(ben, "/prospecting/persistence");
        assertThat(page).contains("4,521 people called, 521 of them reached, with 12,630 calls", "What is usually shown", "far too high", "random halves", "5.3 %", "The chance of the next call, up to the 42nd");
        assertThat(report.backTest()).isNotNull();
        assertThat(report.backTest().better()).isEqualTo(report.backTest().halves());
    }

    private long drawn(java.util.List<UUID> contacts, rapport.kernel.Viewer viewer) {
        return transactions.execute(_ -> contacts.stream().filter(it -> persistence.of(it, viewer).drawn()).count());
    }

    private void plant(int people, double spread) {
        var random = new java.util.Random(4);
        var mean = 0.12;
        var spells = new java.util.ArrayList<String>();
        for (var i = 0; i < people; i++) {
            var failures = 0;
            while (failures < 25 && random.nextDouble() >= mean * spread / (spread + failures)) {
                failures++; // each attempt with the chance of the model itself: the same as a person with a chance of their own
            }
            spells.add(failures + (failures < 25 ? " REACHED" : " OPEN"));
        }
        transactions.executeWithoutResult(_ -> jdbc.sql("""
                        insert into prospecting.prospect (contact, calls, call_failures, call_end, stratum)
                        select gen_random_uuid(), 25, split_part(s, ' ', 1)::int, case when s like '%REACHED' then 'REACHED' end, 'Other, mobile' from unnest(?) s""").param(spells.toArray(String[]::new)).update());
        var ids = transactions.execute(_ -> jdbc.sql("select contact from prospecting.prospect p where contact <> ?").param(jonna).query(UUID.class).list());
        transactions.executeWithoutResult(_ -> ids.forEach(it -> jdbc.sql("insert into crm.contact (id, first_name, version) values (?, 'Planted', 0) on conflict do nothing").param(it).update()));
    }

    private void jdbcClear() {
        transactions.executeWithoutResult(_ -> jdbc.sql("update prospecting.prospect set calls = 0 where contact <> ?").param(jonna).update());
    }

    private void failTimes(int times) {
        for (var i = 0; i < times; i++) {
            log(jonna, CallOutcome.NO_ANSWER, null);
        }
    }

    private AttemptId log(UUID contact, CallOutcome outcome, @Nullable Instant callAt) {
        clock.pass(Duration.ofSeconds(30));
        return attempts.log(new Attempts.Wish(contact, outcome, 2, null, null, callAt), ben.viewer());
    }

    private UUID contact(String name, String phone) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", name, "lastName", "Saar", "email", name.toLowerCase(java.util.Locale.ROOT) + "@brightwater.example", "mobile", phone).id();
    }

    private void post(String path, String... params) {
        var request = browser.post().uri(path);
        for (var i = 0; i < params.length; i += 2) {
            request = request.param(params[i], params[i + 1]);
        }
        assertThat(request.with(ben.asks()).exchange()).hasStatus(303);
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
