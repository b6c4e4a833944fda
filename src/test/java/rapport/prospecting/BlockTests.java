package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.calendar.Calendar;
import rapport.calendar.Hold;
import rapport.crm.record.Kind;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Slot;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Time set aside is defended, worked and seen to be kept. */
@WholeTest
class BlockTests {

    @Autowired MockMvcTester browser;
    @Autowired Blocks blocks;
    @Autowired Attempts attempts;
    @Autowired Calendar calendar;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired TransactionOperations transactions;

    Team.Member ben;

    @BeforeEach
    void aRep() {
        ben = team.hire("Ben Okafor", Role.REP);
    }

    @Test
    @Check(24)
    void nothingElseIsBookedIntoItUntilItIsGivenUpByName() {
        var start = LocalDateTime.of(2026, 3, 3, 10, 0);
        var block = blocks.plan(start, 60, 1, "Ten conversations", ben.viewer()).getFirst();
        var slot = Slot.of(start.plusMinutes(30).atZone(ben.viewer().zone()).toInstant(), Duration.ofMinutes(30));
        assertThat(transactions.<Hold>execute(_ -> calendar.protect(slot, "A meeting", Set.of(ben.viewer().id())))).isInstanceOf(Hold.Clash.class);
        assertThatThrownBy(() -> blocks.plan(start.plusMinutes(15), 60, 1, "", ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("something else is protected");
        assertThatThrownBy(() -> blocks.breach(block, " ", ben.viewer())).hasMessageContaining("with a reason");
        assertThatThrownBy(() -> blocks.breach(block, "Mine", team.hire("Rita Rep", Role.REP).viewer())).isInstanceOf(NotFound.class);
        blocks.breach(block, "The board meets", ben.viewer());
        assertThat(transactions.<Hold>execute(_ -> calendar.protect(slot, "A meeting", Set.of(ben.viewer().id())))).isInstanceOf(Hold.Granted.class);
        clock.pass(Duration.ofDays(2));
        assertThat(page(ben, "/prospecting/blocks")).contains("given up by Ben Okafor", "The board meets");
    }

    /** All weeks or none. */
    @Test
    void aWeekThatIsTakenTakesNoneOfTheOthers() {
        blocks.plan(LocalDateTime.of(2026, 3, 17, 10, 30), 30, 1, "", ben.viewer());
        assertThatThrownBy(() -> blocks.plan(LocalDateTime.of(2026, 3, 3, 10, 0), 60, 4, "", ben.viewer())).hasMessageContaining("2026-03-17");
        assertThat(blocks.of(ben.viewer())).hasSize(1);
        assertThat(blocks.plan(LocalDateTime.of(2026, 3, 24, 10, 0), 60, 4, "", ben.viewer())).hasSize(4); // over the change to summer time
        assertThat(blocks.of(ben.viewer())).filteredOn(it -> it.endsAt().isAfter(java.time.Instant.parse("2026-03-20T00:00:00Z"))).allSatisfy(it -> assertThat(it.startsAt().atZone(ben.viewer().zone()).getHour()).isEqualTo(10));
    }

    @Test
    @Check(24)
    void aBlockIsWorkedAndCounted() {
        var start = clock.instant().atZone(ben.viewer().zone()).toLocalDateTime().plusMinutes(10);
        var block = blocks.plan(start, 60, 1, "", ben.viewer()).getFirst();
        var contact = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "mobile", "+491711234567").id();
        assertThat(browser.post().uri("/prospecting/blocks/%s/start".formatted(block)).with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, "/prospecting/calls/" + contact)).contains("Protected until", "End block", "0 calls, 0 reached");
        clock.pass(Duration.ofMinutes(20));
        attempts.log(new Attempts.Wish(contact, CallOutcome.CONNECTED, null, null, null, null), ben.viewer());
        assertThat(page(ben, "/prospecting/calls/" + contact)).contains("1 call, 1 reached");
        clock.pass(Duration.ofMinutes(20));
        blocks.end(block, ben.viewer());
        assertThat(blocks.integrity(ben.viewer())).singleElement().satisfies(it -> {
            assertThat(it.planned()).isEqualTo(60);
            assertThat(it.kept()).isEqualTo(30); // from its beginning on
            assertThat(it.insideReached()).isOne();
        });
    }

    @Test
    void itIsBegunAtItsTimeByWhoseItIs() {
        var block = blocks.plan(LocalDateTime.of(2026, 3, 3, 10, 0), 60, 1, "", ben.viewer()).getFirst();
        assertThatThrownBy(() -> blocks.start(block, ben.viewer())).hasMessageContaining("begins at its time");
        assertThatThrownBy(() -> blocks.start(block, team.hire("Rita Rep", Role.REP).viewer())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> blocks.plan(LocalDateTime.of(2026, 3, 3, 10, 0), 10, 1, "", ben.viewer())).hasMessageContaining("15 minutes to 4 hours");
        assertThatThrownBy(() -> blocks.plan(LocalDateTime.of(2026, 3, 1, 10, 0), 60, 1, "", ben.viewer())).hasMessageContaining("to come");
        assertThatThrownBy(() -> blocks.plan(LocalDateTime.of(2026, 3, 4, 10, 0), 60, 1, "", team.hire("Mark Marketer", Role.MARKETER).viewer())).isInstanceOf(Forbidden.class);
        assertThat(UUID.fromString(block.toString())).isNotNull();
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
