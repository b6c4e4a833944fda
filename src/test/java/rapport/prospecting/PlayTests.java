package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Workspaces;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.law.Rules;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.plays.Course;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Moves;
import rapport.prospecting.plays.Hand;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Seed;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Plays, from the first step to how they end. Monday, 2 March 2026, nine in London. */
@WholeTest
class PlayTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Moves moves;
    @Autowired Hand hand;
    @Autowired Attempts attempts;
    @Autowired Worklist worklist;
    @Autowired Outgoing outgoing;
    @Autowired Course course;
    @Autowired Rules rules;
    @Autowired Postboxes postboxes;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    SmtpSink sink;
    Team.Member mia;
    Team.Member ben;
    UUID acme;

    @BeforeEach
    void aTeam() throws IOException {
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP);
        acme = book.add(Kind.ACCOUNT, ben.viewer(), "name", "Acme").id();
        outbox.open(ben.viewer(), sink.port());
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
        book.letterhead();
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    @Check(3)
    void stepFollowsStepToTheEnd() {
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "One question, {{first_name}}", "What does it cost {{company}}?"),
                Step.of(2, StepKind.CALL, 2, Step.Unit.BUSINESS, "", "Ask {{first_name}}"), Step.of(3, StepKind.LETTER, 1, Step.Unit.BUSINESS, "", "A page"));
        var jonna = contact("Jonna", "DE");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        assertThat(row(play).because()).contains("Step 1 of 3", "e-mail that sends itself", "as soon as its hours allow");
        outbox.send();
        assertThat(sink.words()).singleElement().asString().contains("Subject: One question, Jonna", "What does it cost Acme?");
        assertThat(row(play).because()).contains("Step 2 of 3, call", "Wednesday 4 March", "2 business days after the step before");
        clock.pass(Duration.ofDays(2));
        assertThat(worklist.due(ben.viewer())).singleElement().satisfies(it -> assertThat(it.kind()).isEqualTo("CALL"));
        attempts.log(new Attempts.Wish(jonna, CallOutcome.VOICEMAIL, null, null, null, null), ben.viewer());
        assertThat(row(play).because()).contains("Step 3 of 3, letter");
        clock.pass(Duration.ofDays(1));
        hand.done(worklist.due(ben.viewer()).getFirst().touch(), ben.viewer());
        assertThat(row(play).state()).isEqualTo("EXHAUSTED");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 3", "1 call, 1 e-mail, 1 letter");
    }

    @Test
    void nobodyIsGreetedWithNothing() {
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "Hi {{first_name}}, {{city|where you are}}"));
        var nameless = book.add(Kind.CONTACT, ben.viewer(), "lastName", "Saar", "email", UUID.randomUUID() + "@brightwater.example", "country", "GB");
        var taken = enrolments.enrol(play, List.of(nameless.id()), ben.viewer());
        assertThat(taken.held()).isOne();
        assertThat(row(play).because()).contains("their first name");
        outbox.send();
        assertThat(sink.count()).isZero();
        book.change(nameless, ben.viewer(), "firstName", "Jonna");
        enrolments.goOn(row(play).id(), ben.viewer());
        outbox.send();
        assertThat(sink.words()).singleElement().asString().contains("Hi Jonna, where you are");
    }

    /** Eight in ten are of use to them. */
    @Test
    @Check(25)
    void somethingUsefulComesFirst() {
        var steps = new java.util.ArrayList<Step>();
        for (var place = 1; place <= 12; place++) {
            steps.add(new Step(place, StepKind.GENERIC, 0, Step.Unit.HOURS, java.time.LocalTime.of(0, 1), java.time.LocalTime.of(23, 59), "", "Step " + place, false, java.util.Map.of(), List.of(5, 10, 11).contains(place)));
        }
        var play = plays.make("Nurture", Plays.Kind.NURTURE, "To be of use", steps, mia.viewer());
        plays.publish(play, mia.viewer());
        enrolments.enrol(play, List.of(contact("Jonna", "GB")), ben.viewer());
        for (var place = 1; place <= 10; place++) {
            assertThat(row(play)).as("step " + place).satisfies(it -> assertThat(it.state()).isEqualTo("ACTIVE"));
            clock.pass(Duration.ofSeconds(1));
            hand.done(worklist.due(ben.viewer()).getFirst().touch(), ben.viewer());
        }
        assertThat(row(play)).satisfies(it -> assertThat(it.state()).isEqualTo("HELD")).satisfies(it -> assertThat(it.because()).contains("Of the last 10 they got, 2 were of use to us", "something useful comes first"));
        var first = plays.make("Advertising", Plays.Kind.NURTURE, "None", List.of(new Step(1, StepKind.GENERIC, 0, Step.Unit.HOURS, java.time.LocalTime.of(0, 1), java.time.LocalTime.of(23, 59), "", "Buy", false, java.util.Map.of(), true)), mia.viewer());
        plays.publish(first, mia.viewer());
        assertThat(enrolments.enrol(first, List.of(contact("Ada", "GB")), ben.viewer()).held()).as("nor does one begin with it").isOne();
    }

    @Test
    void nobodyIsInTwoPlays() throws Exception {
        var one = publish(Step.of(1, StepKind.GENERIC, 0, Step.Unit.BUSINESS, "", "One"));
        var jonna = contact("Jonna", "GB");
        var barrier = new CyclicBarrier(4);
        var workspace = Workspaces.current().orElseThrow();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (var i = 0; i < 4; i++) {
                both.add(pool.submit(() -> Workspaces.in(workspace, () -> {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return enrolments.enrol(one, List.of(jonna), ben.viewer()).enrolled();
                })));
            }
            var sum = 0;
            for (var it : both) {
                sum += it.get();
            }
            assertThat(sum).isOne();
        }
        assertThat(enrolments.enrol(one, List.of(jonna), ben.viewer()).left()).containsExactly("Jonna Saar is in a play already.");
    }

    @Test
    @Check(18)
    void anAnswerEndsItAndHoldsTheColleagues() {
        var play = publish(Step.of(1, StepKind.CALL, 1, Step.Unit.BUSINESS, "", "Ask"));
        var jonna = contact("Jonna", "GB");
        var tom = contact("Tom", "GB");
        enrolments.enrol(play, List.of(jonna, tom), ben.viewer());
        transactions.executeWithoutResult(_ -> course.answered(jonna));
        assertThat(enrolments.of(play, ben.viewer())).extracting(Enrolments.Row::state).containsExactlyInAnyOrder("REPLIED", "HELD");
        assertThat(worklistIn(3)).isEmpty();
        var held = enrolments.of(play, ben.viewer()).getFirst();
        enrolments.goOn(held.id(), ben.viewer());
        assertThat(worklistIn(3)).hasSize(1);
    }

    @Test
    void whatComesOfACallDecidesWhatFollows() {
        var branch = new Step(1, StepKind.CALL, 0, Step.Unit.BUSINESS, java.time.LocalTime.of(0, 1), java.time.LocalTime.of(23, 59), "", "Ask", false, java.util.Map.of("GATEKEEPER", 3));
        var play = publish(branch, Step.of(2, StepKind.CALL, 2, Step.Unit.BUSINESS, "", "Again"), Step.of(3, StepKind.LETTER, 1, Step.Unit.BUSINESS, "", "A page"));
        var jonna = contact("Jonna", "GB");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        var wrong = attempts.log(new Attempts.Wish(jonna, CallOutcome.CONNECTED, null, null, null, null), ben.viewer());
        assertThat(row(play).state()).isEqualTo("REACHED");
        attempts.takeBack(wrong, ben.viewer());
        assertThat(row(play).state()).as("it was the wrong key").isEqualTo("ACTIVE");
        attempts.log(new Attempts.Wish(jonna, CallOutcome.GATEKEEPER, null, null, null, null), ben.viewer());
        assertThat(row(play).because()).contains("Step 3 of 3, letter");
        attempts.log(new Attempts.Wish(jonna, CallOutcome.REFUSED, null, null, null, null), ben.viewer());
        assertThat(row(play).state()).isEqualTo("OPTED_OUT");
    }

    @Test
    @Check(6)
    void whoIsAwayIsWaitedForOnTheirClock() {
        var play = publish(Step.of(1, StepKind.CALL, 1, Step.Unit.BUSINESS, "", "Ask"));
        var jonna = contact("Jonna", "DE");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        transactions.executeWithoutResult(_ -> course.away(jonna, java.time.LocalDate.of(2026, 3, 12)));
        assertThat(row(play)).satisfies(it -> {
            assertThat(it.state()).isEqualTo("PAUSED");
            assertThat(it.dueAt()).isEqualTo(java.time.LocalDate.of(2026, 3, 12).atTime(9, 0).atZone(ZoneId.of("Europe/Berlin")).toInstant());
        });
    }

    /** Running people stay where they are; moving is looked at first. */
    @Test
    @Check(3)
    void aChangedPlayIsPlayedByWhoeverComesAfter() {
        var play = publish(Step.of(1, StepKind.CALL, 1, Step.Unit.BUSINESS, "", "Ask"));
        var jonna = contact("Jonna", "GB");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        plays.write(play, List.of(Step.of(1, StepKind.CALL, 5, Step.Unit.BUSINESS, "", "Ask later")), mia.viewer());
        assertThat(plays.play(play, mia.viewer()).changed()).isTrue();
        plays.publish(play, mia.viewer());
        assertThat(plays.play(play, mia.viewer()).changed()).isFalse();
        var before = row(play).dueAt();
        assertThat(row(play).version()).isOne();
        var olga = team.hire("Olga Other", Role.OWNER);
        assertThat(page(olga, "/prospecting/plays/%s/move".formatted(play))).contains("Jonna Saar", "1 → 2", "Move 1 person");
        assertThat(moves.move(play, olga.viewer()).moved()).isOne();
        assertThat(row(play)).satisfies(it -> {
            assertThat(it.version()).isEqualTo(2);
            assertThat(it.dueAt()).isAfter(before);
        });
    }

    @Test
    @Check(4)
    void theLawIsAskedAndNamed() {
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "Words"));
        var cold = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Cold", "email", UUID.randomUUID() + "@brightwater.example", "country", "DE").id();
        enrolments.enrol(play, List.of(cold), ben.viewer());
        assertThat(row(play)).satisfies(it -> {
            assertThat(it.state()).isEqualTo("HELD");
            assertThat(it.because()).contains("prior express consent", "UWG § 7(2)");
        });
    }

    @Test
    void untilSomebodyStandsForTheRulesNothingIsSentByItself() {
        var olga = team.hire("Olga Other", Role.OWNER).viewer();
        var rule = rules.rule("gb-email", olga).orElseThrow();
        rules.set(new rapport.prospecting.law.Rule(rule.id(), rule.place(), rule.channel(), rule.kind(), "prior", rule.words(), rule.citation(), rule.effective(), "own"), false, olga);
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "Words"));
        var jonna = contact("Jonna", "GB");
        assertThatThrownBy(() -> enrolments.enrol(play, List.of(jonna), ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("nobody stands for the rules");
        rules.confirm(olga);
        assertThat(enrolments.enrol(play, List.of(jonna), ben.viewer()).enrolled()).isOne();
    }

    /** What is called back, or lies in a mailbox that is closed, holds whoever it was for: nobody waits for a step that does not come. */
    @Test
    @Check(4)
    void whoeverIsInAPlayHasSomethingNextOrAReason() {
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 1, Step.Unit.BUSINESS, "Hello", "Words"), Step.of(2, StepKind.AUTO_EMAIL, 1, Step.Unit.BUSINESS, "Again", "Words"));
        var jonna = contact("Jonna", "GB");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        assertThat(withoutNext()).isZero();
        outgoing.callBack(outgoing.of(Outgoing.Group.WAITING, ben.viewer()).getFirst().id(), ben.viewer());
        assertThat(row(play)).satisfies(it -> {
            assertThat(it.state()).isEqualTo("HELD");
            assertThat(it.because()).isEqualTo("Called back");
        });
        enrolments.goOn(row(play).id(), ben.viewer());
        assertThat(row(play).state()).isEqualTo("ACTIVE");
        postboxes.close(postboxes.of(ben.viewer()).getFirst().id(), ben.viewer());
        assertThat(row(play).because()).isEqualTo("The mailbox was closed");
        assertThat(withoutNext()).isZero();
    }

    /** The call before was taken back after the mail behind it had gone: the mail does not go again, and nobody is left waiting. */
    @Test
    void aStepThatHasGoneIsPassedWhenSomebodyGoesBack() {
        var anyHour = new Step(1, StepKind.CALL, 0, Step.Unit.HOURS, java.time.LocalTime.of(0, 1), java.time.LocalTime.of(23, 59), "", "Ask", false, java.util.Map.of());
        var play = publish(anyHour, Step.of(2, StepKind.AUTO_EMAIL, 0, Step.Unit.HOURS, "Hello", "Words"), Step.of(3, StepKind.LETTER, 1, Step.Unit.BUSINESS, "", "A page"));
        var jonna = contact("Jonna", "GB");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        var wrong = attempts.log(new Attempts.Wish(jonna, CallOutcome.NO_ANSWER, null, null, null, null), ben.viewer());
        outbox.send();
        assertThat(row(play).because()).contains("Step 3 of 3");
        attempts.takeBack(wrong, ben.viewer());
        assertThat(row(play).place()).isOne();
        attempts.log(new Attempts.Wish(jonna, CallOutcome.VOICEMAIL, null, null, null, null), ben.viewer());
        outbox.send();
        assertThat(sink.count()).isOne();
        assertThat(row(play).because()).contains("Step 3 of 3");
        assertThat(withoutNext()).isZero();
    }

    /** Talking on the telephone is no consent to mail. */
    @Test
    void whoWasOnlyCalledHasAgreedToNoMail() {
        var play = publish(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "Words"));
        var cold = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Cold", "email", UUID.randomUUID() + "@brightwater.example", "mobile", "+491711234567", "country", "DE").id();
        attempts.log(new Attempts.Wish(cold, CallOutcome.CONNECTED, null, null, null, null), ben.viewer());
        enrolments.enrol(play, List.of(cold), ben.viewer());
        assertThat(row(play).because()).contains("UWG § 7(2)");
    }

    @Test
    @Check(18)
    void aCompanyIsNotOverrun() {
        var play = publish(Step.of(1, StepKind.GENERIC, 0, Step.Unit.BUSINESS, "", "One"));
        var many = java.util.stream.IntStream.range(0, 10).mapToObj(it -> contact("P" + it, "GB")).toList();
        enrolments.enrol(play, many, ben.viewer());
        assertThat(enrolments.of(play, ben.viewer())).filteredOn(it -> it.because().contains("at most 8 touches a week")).hasSize(2);
    }

    @Test
    void theSeedsArePlaysOneCanPlayToday() {
        for (var seed : Seed.values()) {
            var play = plays.take(seed, mia.viewer());
            assertThat(plays.play(play, mia.viewer()).live()).isOne();
        }
        assertThat(plays.steps(plays.all(mia.viewer()).stream().filter(it -> it.name().equals("Forty-two calls")).findFirst().orElseThrow().id(), 1, mia.viewer())).filteredOn(it -> it.kind() == StepKind.CALL).hasSize(42);
        assertThat(page(mia, "/prospecting/plays")).contains("Around the buyer", "The coffee card", "Twice a year").doesNotContain("Take it");
    }

    @Test
    void whatIsWrongWithAPlaySaysWhereAndChangesNothing() {
        var play = publish(Step.of(1, StepKind.CALL, 1, Step.Unit.BUSINESS, "", "Ask"));
        assertThatThrownBy(() -> plays.write(play, List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.HOURS, "Hello {{frist_name}}", "Words")), mia.viewer())).hasMessageContaining("Step 1: There is no field “frist_name”");
        assertThatThrownBy(() -> plays.write(play, List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.HOURS, "Hello {{first_name", "Words")), mia.viewer())).hasMessageContaining("A field is written");
        assertThatThrownBy(() -> plays.write(play, List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.HOURS, "", "Words")), mia.viewer())).hasMessageContaining("a mail has a subject");
        assertThatThrownBy(() -> plays.write(play, List.of(new Step(1, StepKind.CALL, 0, Step.Unit.HOURS, java.time.LocalTime.NOON, java.time.LocalTime.MIDNIGHT, "", "", false, java.util.Map.of())), mia.viewer())).hasMessageContaining("hours begin before they end");
        assertThatThrownBy(() -> plays.write(play, List.of(), ben.viewer())).hasMessageContaining("written by managers");
        assertThat(plays.steps(play, 2, mia.viewer())).singleElement().satisfies(it -> assertThat(it.body()).isEqualTo("Ask"));
    }

    /** Whatever is planned lies on a business day and within its hours, on their clock. */
    @Test
    void stepsLieWithinTheirHours() {
        var play = publish(Step.of(1, StepKind.CALL, 4, Step.Unit.CALENDAR, "", "Ask")); // five days on is Friday, then Saturday
        clock.pass(Duration.ofDays(2));
        var jonna = contact("Jonna", "DE");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        var due = row(play).dueAt().atZone(ZoneId.of("Europe/Berlin"));
        assertThat(due.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(due.getHour()).isBetween(9, 16);
    }

    /** Who is under way with nothing planned and nothing on its way. */
    private long withoutNext() {
        return transactions.execute(_ -> jdbc.sql("select count(*) from prospecting.enrolment e where e.state in ('ACTIVE', 'PAUSED') and not exists (select from prospecting.touch t where t.enrolment = e.id and t.state in ('PLANNED', 'CLAIMED', 'SENDING', 'UNCERTAIN'))").query(Long.class).single());
    }

    private PlayId publish(Step... steps) {
        var play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "For this test", List.of(steps), mia.viewer());
        plays.publish(play, mia.viewer());
        return play;
    }

    private UUID contact(String name, String country) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", name, "lastName", "Saar", "email", UUID.randomUUID() + "@brightwater.example", "mobile", country.equals("DE") ? "+491711234567" : "+447911123456", "country", country, "account", acme, "street", "High Street 1", "city", "York",
                "allowed", List.of("EMAIL")).id();
    }

    private Enrolments.Row row(PlayId play) {
        return enrolments.of(play, ben.viewer()).getFirst();
    }

    private List<Worklist.Row> worklistIn(int days) {
        clock.pass(Duration.ofDays(days));
        return worklist.due(ben.viewer());
    }

    private @Nullable String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
