package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.law.Rules;
import rapport.prospecting.plays.Course;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Moves;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** A play's page says how far people come, and what came of each step. */
@WholeTest
class FunnelPageTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Moves moves;
    @Autowired Attempts attempts;
    @Autowired Course course;
    @Autowired Rules rules;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired TransactionOperations transactions;

    SmtpSink sink;
    Team.Member mia;
    Team.Member ben;

    @BeforeEach
    void aTeam() throws IOException {
        sink = SmtpSink.open();
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
        outbox.open(ben.viewer(), sink.port());
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
        book.letterhead();
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    void everyStepSaysHowManyGotItAndWhatCameOfIt() {
        var play = publish(step(1, StepKind.AUTO_EMAIL), step(2, StepKind.CALL));
        var people = IntStream.range(0, 14).mapToObj(it -> contact("Contact " + it)).toList();
        enrolments.enrol(play, people, ben.viewer());
        outbox.send();
        answer(people.get(0));
        answer(people.get(1));
        called(people.get(2), CallOutcome.CONNECTED);
        called(people.get(3), CallOutcome.REFUSED);
        people.subList(4, 12).forEach(it -> called(it, CallOutcome.NO_ANSWER));

        var page = page(mia, "/prospecting/plays/" + play);
        assertThat(page).contains("done for 14", "2 of 12 answered: 17 %, 80 % interval 7.1 %–34 %", "2 may still answer", "done for 10", "1 of 2 answered", "2 wait for it · 8 may still answer · 1 wanted no more");

        answer(people.get(4)); // the play has come to its end for them
        assertThat(page(ben, "/prospecting/plays/" + play)).contains("2 of 3 answered");
        clock.pass(Duration.ofDays(31));
        answer(people.get(5));
        assertThat(page(ben, "/prospecting/plays/" + play)).as("a month later it answers something else").contains("2 of 10 answered");
        assertThat(browser.get().uri("/api/v1/prospecting/plays/%s/funnel".formatted(play)).with(mia.asks()).exchange()).hasStatusOk().bodyJson().extractingPath("$.stages[0].got").isEqualTo(14);
    }

    /** More than a page shows; and who waits for somebody to look goes on waiting. */
    @Test
    @Check(3)
    void everybodyIsMovedHoweverManyTheyAre() {
        var play = publish(step(1, StepKind.CALL), step(2, StepKind.CALL));
        var acme = account();
        var people = new ArrayList<UUID>();
        IntStream.range(1, Enrolments.SHOWN + 30).forEach(it -> people.add(contact("Contact " + it)));
        people.add(contact("Last", acme));
        enrolments.enrol(play, people, ben.viewer());
        people.subList(0, 3).forEach(it -> called(it, CallOutcome.NO_ANSWER));
        var colleague = contact("Colleague", acme);
        enrolments.enrol(play, List.of(colleague), ben.viewer());
        answer(colleague);
        plays.write(play, List.of(step(1, StepKind.CALL), step(2, StepKind.CALL), step(3, StepKind.CALL)), mia.viewer());
        assertThat(page(mia, "/prospecting/plays/" + play)).as("steps that are being changed are not those that were played").doesNotContain("done for");
        plays.publish(play, mia.viewer());

        assertThat(page(mia, "/prospecting/plays/" + play)).contains("230 people still play an older version", "The first 200: who needs somebody to look");
        assertThat(page(mia, "/prospecting/plays/%s/move".formatted(play))).contains("Move 230 people", "The first 200 of 230.");
        assertThat(moves.move(play, mia.viewer())).isEqualTo(new Moves.Moved(230, 0));
        var moved = new ArrayList<>(enrolments.of(play, mia.viewer()));
        assertThat(moved).hasSize(Enrolments.SHOWN);
        assertThat(moved.getFirst()).satisfies(it -> {
            assertThat(it.state()).isEqualTo("HELD");
            assertThat(it.version()).isEqualTo(2);
        });
        assertThat(plays.funnel(plays.play(play, mia.viewer()), mia.viewer()).stages()).extracting(it -> it.waiting() + "+" + it.held()).containsExactly("226+1", "3+0", "0+0");
        assertThat(enrolments.behind(plays.play(play, mia.viewer()), mia.viewer())).isZero();
    }

    private PlayId publish(Step... steps) {
        var play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "To be reached", List.of(steps), mia.viewer());
        plays.publish(play, mia.viewer());
        return play;
    }

    private static Step step(int place, StepKind kind) {
        return new Step(place, kind, 0, Step.Unit.HOURS, LocalTime.of(0, 1), LocalTime.of(23, 59), "Hello", "Words", false, Map.of());
    }

    private UUID account() {
        return book.add(Kind.ACCOUNT, ben.viewer(), "name", "Company " + UUID.randomUUID()).id();
    }

    private UUID contact(String name) {
        return contact(name, account());
    }

    private UUID contact(String name, UUID account) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", name, "lastName", "Saar", "email", UUID.randomUUID() + "@brightwater.example", "mobile", "+447911123456", "country", "GB", "account", account, "allowed", List.of("EMAIL")).id();
    }

    private void answer(UUID contact) {
        transactions.executeWithoutResult(_ -> course.answered(contact));
    }

    private void called(UUID contact, CallOutcome outcome) {
        attempts.log(new Attempts.Wish(contact, outcome, null, null, null, null), ben.viewer());
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
