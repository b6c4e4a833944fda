package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.prospecting.law.Rules;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** What was late for its hours waits for the next ones, on their clock. Monday, 2 March 2026, nine in London. */
@WholeTest
class HoursTests {

    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Rules rules;
    @Autowired Postboxes postboxes;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;

    SmtpSink sink;
    Team.Member ben;

    @BeforeEach
    void aTeam() throws IOException {
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        ben = team.hire("Ben Okafor", Role.REP);
        outbox.open(ben.viewer(), sink.port());
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    /** A mailbox that was held, or had sent enough for the day, goes on at some hour of the night. */
    @Test
    @Check(11)
    void nobodyGetsAMailOfAPlayAtNight() {
        var mia = team.hire("Mia Manager", Role.MANAGER).viewer();
        var play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "", List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "Hello", "Words"), Step.of(2, StepKind.CALL, 1, Step.Unit.BUSINESS, "", "Ask")), mia);
        plays.publish(play, mia);
        var jonna = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "email", UUID.randomUUID() + "@brightwater.example", "mobile", "+353850123456", "country", "IE").id();
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        var mailbox = postboxes.of(ben.viewer()).getFirst().id();
        postboxes.hold(mailbox, true, ben.viewer());
        clock.pass(Duration.ofHours(11));
        postboxes.hold(mailbox, false, ben.viewer());
        outbox.send();
        assertThat(sink.count()).as("it is eight in the evening").isZero();
        assertThat(enrolments.of(play, ben.viewer())).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo("ACTIVE");
            assertThat(it.because()).isEqualTo("Step 1 waits a little longer. It goes between 09:00 and 17:00 on their clock.");
            assertThat(it.dueAt()).isEqualTo(LocalDate.of(2026, 3, 3).atTime(9, 0).atZone(ZoneId.of("Europe/Dublin")).toInstant());
        });
        clock.pass(Duration.ofHours(13));
        outbox.send();
        assertThat(sink.count()).isOne();
        assertThat(enrolments.of(play, ben.viewer()).getFirst().because()).contains("Step 2 of 2, call");
    }
}
