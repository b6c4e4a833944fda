package rapport.coaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.coaching.Starting.Started;
import rapport.coaching.Starting.TooMuch;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.support.Team;
import rapport.support.WholeTest;

@WholeTest
class ProgrammeTests {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Autowired Coaching coaching;
    @Autowired SessionList sessions;
    @Autowired Team team;
    @Autowired MockMvcTester browser;

    Team.Member maya;
    Team.Member ben;
    Team.Member grace;

    @BeforeEach
    void people() {
        maya = team.hire("Maya Lindqvist", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, maya);
        grace = team.hire("Grace Mensah", Role.REP, maya);
    }

    /** Brief: every two weeks from 17 March 2026 in Berlin is 09:00 there on 31 March too, after the clocks went forward. */
    @Test
    void sessionsKeepTheirTimeOnTheWallClockWhenSummerComes() {
        start(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 17, 9, 0), null);

        assertThat(sessions.coming(null, null, 10, ben.viewer())).extracting(SessionList.Row::startsAt)
                .startsWith(Instant.parse("2026-03-17T08:00:00Z"), Instant.parse("2026-03-31T07:00:00Z"), Instant.parse("2026-04-14T07:00:00Z"));
    }

    @Test
    void theTimeOfBothIsProtectedAndWhatClashesIsDueAllTheSame() {
        var first = LocalDateTime.of(2026, 3, 9, 10, 0);
        assertThat(start(List.of(ben.id()), 1, 45, first, null).withoutTime()).isZero();

        var other = team.hire("Olivia Owner", Role.OWNER);
        var clashing = (Started) coaching.start(wish(List.of(ben.id()), 2, 45, first.plusMinutes(30), null), other.viewer());

        assertThat(clashing.withoutTime()).isEqualTo(clashing.sessions()).isPositive();
        assertThat(sessions.coming(other.id(), null, 50, other.viewer())).allMatch(it -> it.state() == SessionList.State.NEEDS_A_TIME);
        assertThat(browser.get().uri("/today").with(other.asks())).bodyText().contains("Coaching with Ben Okafor needs a time");
    }

    /** Brief, capability 8: 12 reps a week of 45 + 15 minutes are 12 of 40 hours. */
    @Test
    void aProgrammeThatTakesMoreThanAQuarterOfTheWeekWantsAReason() {
        var twelve = IntStream.range(0, 12).mapToObj(i -> team.hire("Rep " + i, Role.REP, maya).id()).toList();
        var first = LocalDateTime.of(2026, 3, 9, 8, 0);

        assertThat(coaching.start(wish(twelve, 1, 45, first, null), maya.viewer())).isEqualTo(new TooMuch(30, "12 people × (45 + 15 min) every 1 weeks"));
        assertThat(start(twelve, 1, 45, first, "A launch; for a month only").withoutTime()).isZero();
        assertThat(browser.post().uri("/coaching/programmes").with(maya.asks()).param("everyWeeks", "1").param("minutes", "45").param("firstSlot", "2026-06-01T09:00")
                        .param("expectations", "We talk").param("reps", twelve.stream().map(PersonId::toString).toArray(String[]::new)))
                .hasStatus(422).bodyText().contains("of a 40-hour week", "Why you will keep it all the same");
    }

    @Test
    void onlyThoseInOnesLineAreCoachedAndNobodyCoachesThemselves() {
        var stranger = team.hire("Rita Rep", Role.REP);

        assertThatThrownBy(() -> start(List.of(stranger.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), null)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> start(List.of(maya.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), null)).hasMessageContaining("nobody coaches themselves");
        assertThatThrownBy(() -> coaching.start(wish(List.of(grace.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), null), ben.viewer())).isInstanceOf(Forbidden.class);
    }

    @Test
    void bothSignOnceAndBothAccept() {
        var programme = start(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), null).programme();
        var session = new SessionId(sessions.coming(null, null, 1, ben.viewer()).getFirst().id());
        assertThat(browser.get().uri("/coaching/sessions/" + session).with(ben.asks())).bodyText().contains("You have not accepted yet", "Maya Lindqvist has not signed");

        for (var time = 0; time < 2; time++) {
            coaching.sign(programme.id(), ben.viewer());
            coaching.accept(session, maya.viewer());
        }
        assertThat(browser.post().uri("/coaching/sessions/" + session + "/acceptance").with(ben.asks())).hasStatus(303);

        assertThat(coaching.signatures(programme.id(), maya.viewer())).containsOnlyKeys(ben.id());
        assertThat(coaching.acceptances(session, maya.viewer())).containsOnlyKeys(ben.id(), maya.id());
        assertThat(sessions.coming(null, null, 1, maya.viewer()).getFirst().state()).isEqualTo(SessionList.State.ACCEPTED);
        assertThat(browser.get().uri("/coaching").with(maya.asks())).bodyText().contains("Both know", "Sign what coaching means here");
    }

    @Test
    void whatTwoPeopleHaveIsNobodyElses() {
        var programme = start(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), null).programme();
        var session = new SessionId(sessions.coming(null, null, 1, ben.viewer()).getFirst().id());
        var owner = team.hire("Olivia Owner", Role.OWNER);

        for (var other : List.of(grace, owner)) {
            assertThatThrownBy(() -> coaching.session(session, other.viewer())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> coaching.accept(session, other.viewer())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> coaching.programme(programme.id(), other.viewer())).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void manyRepsFollowOneAnotherWithABreathBetween() {
        var started = start(List.of(ben.id(), grace.id(), team.hire("Late Larry", Role.REP, maya).id()), 2, 60, LocalDateTime.of(2026, 3, 6, 14, 0), null);

        assertThat(started.programme().reps()).extracting(Programme.Rep::firstSlot).containsExactly(
                LocalDateTime.of(2026, 3, 6, 14, 0), LocalDateTime.of(2026, 3, 6, 15, 15), LocalDateTime.of(2026, 3, 9, 14, 0));
    }

    private Started start(List<PersonId> reps, int everyWeeks, int minutes, LocalDateTime first, String reason) {
        return (Started) coaching.start(wish(reps, everyWeeks, minutes, first, reason), maya.viewer());
    }

    private static StartProgramme wish(List<PersonId> reps, int everyWeeks, int minutes, LocalDateTime first, String reason) {
        return new StartProgramme(reps, everyWeeks, minutes, first, BERLIN, StartProgramme.EXPECTATIONS, reason);
    }
}
