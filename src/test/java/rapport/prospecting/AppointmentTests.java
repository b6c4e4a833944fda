package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** A letter that names the hour of a call: it is planned, protected, first in the list, and counted. */
@WholeTest
class AppointmentTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Attempts attempts;
    @Autowired CallPromises promises;
    @Autowired Worklist worklist;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Team.Member ben;
    Team.Member mia;
    UUID jonna;
    String task;

    @BeforeEach
    void aLetterThatPromises() {
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP);
        var play = plays.make("Card", Plays.Kind.PROSPECT, "To be kept", List.of(Step.of(1, StepKind.LETTER, 0, Step.Unit.BUSINESS, "A card", "Dear {{first_name}}, I call you on {{call_date}}.")), mia.viewer());
        plays.publish(play, mia.viewer());
        jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "phone", "+12125550123", "street", "5th Avenue 1", "city", "New York", "country", "US", "timeZone", "America/New_York").id();
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        task = "/prospecting/touches/" + transactions.execute(_ -> jdbc.sql("select id from prospecting.touch where kind = 'LETTER'").query(UUID.class).single());
    }

    @Test
    @Check(19)
    void theHourGoesIntoTheWordsAndTheCallIntoListAndCalendar() {
        assertThat(page(task)).contains("It promises a call", "You call them on", "value=\"2026-03-09T10:00\"");
        assertThat(page("/prospecting/letters")).contains("It promises a call. Open it");
        assertThat(browser.post().uri(task + "/done").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(task)).as("not done before it says when").contains("{{call_date}}");

        assertThat(name("2026-03-10T10:30")).isEqualTo(303);
        assertThat(page(task)).contains("Dear Jonna, I call you on Tuesday 10 March at 10:30.").doesNotContain("It promises a call");
        assertThat(page("/prospecting/blocks")).contains("Calls that were promised");
        var busy = transactions.execute(_ -> jdbc.sql("select lower(slot) from calendar.block where title = 'Prospecting'").query(java.time.OffsetDateTime.class).single());
        assertThat(busy.toInstant()).as("their half past ten, in New York's summer time").isEqualTo(Instant.parse("2026-03-10T14:30:00Z"));
        assertThat(name("2026-03-11T10:30")).as("it names one hour").isEqualTo(422);

        clock.passUntil(Instant.parse("2026-03-10T14:25:00Z"));
        assertThat(worklist.ranked(ben.viewer()).getFirst().promisedAt()).isEqualTo(Instant.parse("2026-03-10T14:30:00Z"));
        attempts.log(new Attempts.Wish(jonna, CallOutcome.CONNECTED, null, null, null, null), ben.viewer());
        assertThat(promises.of(ben.viewer())).singleElement().satisfies(it -> assertThat(it.fate()).isEqualTo(CallPromises.Fate.KEPT));
    }

    @Test
    void nobodyIsPromisedACallTheLawForbids() {
        assertThat(answer("2026-03-10T21:30")).contains("47 CFR", "They can be called from Wednesday 11 March");
        assertThat(answer("2026-02-10T10:30")).contains("only for a time to come");
        assertThat(answer("")).contains("Say a day and an hour.");
        assertThat(promises.of(ben.viewer())).isEmpty();
    }

    @Test
    @Check(19)
    void movingItTakesAReason() {
        name("2026-03-10T10:30");
        var promise = promises.of(ben.viewer()).getFirst().id();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> promises.move(promise, Instant.parse("2026-03-11T14:30:00Z"), " ", ben.viewer())).isInstanceOf(Refused.class);
        promises.move(promise, Instant.parse("2026-03-11T14:30:00Z"), "They are at a fair", ben.viewer());
        clock.passUntil(Instant.parse("2026-03-12T09:00:00Z"));
        assertThat(promises.rates(ben.viewer())).singleElement().satisfies(it -> assertThat(it.kept()).isZero());
    }

    /** The hour is named once, however many press at the same moment. */
    @Test
    void twoWhoNameAnHourAtOnceNameOne() throws Exception {
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            var asked = java.util.stream.IntStream.range(0, 4).<java.util.concurrent.Callable<Integer>>mapToObj(it -> () -> name("2026-03-10T1%d:30".formatted(it))).toList();
            var answers = new java.util.ArrayList<Integer>();
            for (var answer : threads.invokeAll(asked)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(303, 422, 422, 422);
        }
        assertThat(promises.of(ben.viewer())).hasSize(1);
        assertThat(transactions.<Long>execute(_ -> jdbc.sql("select count(*) from prospecting.block").query(Long.class).single()).longValue()).isOne();
    }

    @Test
    void aMailThatSendsItselfPromisesNothing() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> plays.make("Mail", Plays.Kind.PROSPECT, "None", List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "I call on {{call_date}}")), mia.viewer()))
                .isInstanceOf(Refused.class).hasMessageContaining("nobody is there to say when they call");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> plays.make("Mail", Plays.Kind.PROSPECT, "None", List.of(Step.of(1, StepKind.DRAFT_EMAIL, 0, Step.Unit.BUSINESS, "On {{call_date}}", "Words")), mia.viewer()))
                .isInstanceOf(Refused.class).hasMessageContaining("not in the subject");
    }

    @Test
    void anHourThatIsProtectedForSomethingElseIsRefused() {
        assertThat(browser.post().uri("/prospecting/blocks").param("starts", Instant.parse("2026-03-10T14:45:00Z").atZone(ben.viewer().zone()).toLocalDateTime().toString()).param("minutes", "60").param("weeks", "1").param("goal", "Ten conversations").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(answer("2026-03-10T10:30")).as("half an hour would run into it").contains("something else is protected");
        assertThat(name("2026-03-10T11:00")).as("within the block").isEqualTo(303);
        long blocks = transactions.execute(_ -> jdbc.sql("select count(*) from prospecting.block").query(Long.class).single());
        assertThat(blocks).isOne();
    }

    private int name(String theirs) {
        return browser.post().uri(task + "/call-date").param("callDate", theirs).with(ben.asks()).exchange().getMvcResult().getResponse().getStatus();
    }

    private String answer(String theirs) {
        return text(browser.post().uri(task + "/call-date").param("callDate", theirs).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray());
    }

    private String page(String path) {
        return text(browser.get().uri(path).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
