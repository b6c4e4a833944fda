package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.calendar.Absence;
import rapport.calendar.Absences;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.OwnerAbsences;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Whoever reaches people is away: promises are kept by somebody else, plays rest, and both go on by themselves. */
@WholeTest
class OwnerAwayTests {

    @Autowired MockMvcTester browser;
    @Autowired Absences absences;
    @Autowired OwnerAbsences ownerAbsences;
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

    Team.Member mia;
    Team.Member ben;
    PlayId play;

    @BeforeEach
    void aTeam() {
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
        play = plays.make("Calls", Plays.Kind.PROSPECT, "To be reached", List.of(Step.of(1, StepKind.GENERIC, 0, Step.Unit.BUSINESS, "", "One"), Step.of(2, StepKind.GENERIC, 2, Step.Unit.BUSINESS, "", "Two")), mia.viewer());
        plays.publish(play, mia.viewer());
    }

    /** Monday 2 March; away from Wednesday to Tuesday the 10th. */
    @Test
    @Check(25)
    void promisesAreHandedOverAndPlaysRest() {
        var jonna = contact("Jonna");
        var ada = contact("Ada");
        attempts.log(new Attempts.Wish(jonna, CallOutcome.CALL_BACK, null, null, null, Instant.parse("2026-03-05T10:00:00Z")), ben.viewer());
        attempts.log(new Attempts.Wish(ada, CallOutcome.CALL_BACK, null, null, null, Instant.parse("2026-03-12T10:00:00Z")), ben.viewer());
        var third = contact("Third");
        enrolments.enrol(play, List.of(third), ben.viewer());
        done(third);
        assertThat(due(third)).isEqualTo(Instant.parse("2026-03-04T09:00:00Z"));

        absences.enter(ben.viewer().id(), LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 10), Absence.Kind.LEAVE, ben.viewer());
        told();

        assertThat(promises.of(mia.viewer())).filteredOn(it -> it.person().equals(mia.viewer().id())).singleElement().satisfies(it -> assertThat(it.contact()).isEqualTo(jonna));
        assertThat(promises.of(ben.viewer())).as("what was promised for later stays").singleElement().satisfies(it -> assertThat(it.contact()).isEqualTo(ada));
        assertThat(due(third)).isEqualTo(Instant.parse("2026-03-11T09:00:00Z"));
        assertThat(enrolments.of(play, ben.viewer()).getFirst()).satisfies(it -> assertThat(it.state()).isEqualTo("PAUSED")).satisfies(it -> assertThat(it.because()).contains("away", "11 March"));
        told();
        assertThat(promises.of(mia.viewer())).as("told twice").filteredOn(it -> it.person().equals(mia.viewer().id())).hasSize(1);

        clock.passUntil(Instant.parse("2026-03-05T09:50:00Z"));
        assertThat(worklist.ranked(mia.viewer())).singleElement().satisfies(it -> assertThat(it.handedOver()).isTrue());
        assertThat(new String(browser.get().uri("/prospecting/worklist").with(mia.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)).contains("promised by a colleague who is away");
        attempts.log(new Attempts.Wish(jonna, CallOutcome.CONNECTED, null, null, null, null), mia.viewer());
        assertThat(promises.of(mia.viewer())).filteredOn(it -> it.contact().equals(jonna)).singleElement().satisfies(it -> assertThat(it.fate()).isEqualTo(CallPromises.Fate.KEPT));

        clock.passUntil(Instant.parse("2026-03-11T10:00:00Z"));
        done(third);
        assertThat(enrolments.of(play, ben.viewer()).getFirst().state()).isEqualTo("EXHAUSTED");
    }

    @Test
    void aStepThatFallsIntoAnAbsenceIsPlannedBehindIt() {
        absences.enter(ben.viewer().id(), LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 6), Absence.Kind.ILLNESS, mia.viewer());
        var jonna = contact("Jonna");
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        done(jonna);
        assertThat(due(jonna)).as("Monday, for Saturday is no business day").isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
        assertThat(enrolments.of(play, ben.viewer()).getFirst().because()).contains("whoever reaches them is away until then");
    }

    private UUID contact(String name) {
        return book.add(Kind.CONTACT, ben.viewer(), "firstName", name, "lastName", "Saar", "phone", "+44 20 7946 0%03d".formatted(Math.abs(name.hashCode()) % 1000), "country", "GB").id();
    }

    private void done(UUID contact) {
        var touch = transactions.execute(_ -> jdbc.sql("select id from prospecting.touch where contact = ? and state = 'PLANNED' and kind = 'TASK'").param(contact).query(UUID.class).single());
        assertThat(browser.post().uri("/prospecting/touches/%s/done".formatted(touch)).with(ben.asks()).exchange()).hasStatus(303);
    }

    private Instant due(UUID contact) {
        return transactions.execute(_ -> jdbc.sql("select due_at from prospecting.touch where contact = ? and state = 'PLANNED' and kind = 'TASK'").param(contact).query((row, _) -> row.getTimestamp(1).toInstant()).single());
    }

    /** As the event does, which may come twice. */
    private void told() {
        ownerAbsences.away(ben.viewer().id(), LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 10), Viewer.system(Workspaces.current().orElseThrow(), "absence"));
    }
}
