package rapport.coaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.calendar.Absence;
import rapport.calendar.Absences;
import rapport.calendar.Holidays;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Disturbance.Kind;
import rapport.coaching.Starting.Started;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** A slot is protected, or it stands in the ledger who gave it up and why. */
@WholeTest
class ProtectedTimeTests {

    static final Instant START = Instant.parse("2026-03-09T10:00:00Z");

    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired Coaching coaching;
    @Autowired Promises promises;
    @Autowired ProtectedTime time;
    @Autowired Meeting meeting;
    @Autowired Judging judging;
    @Autowired SessionList sessions;
    @Autowired Adherence adherence;
    @Autowired Absences absences;
    @Autowired KeepFilled keepFilled;
    @Autowired MockMvcTester browser;

    Team.Member maya;
    Team.Member ben;
    ProgrammeId programme;
    SessionId first;

    @BeforeEach
    void aProgramme() {
        maya = team.hire("Maya Lindqvist", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, maya);
        programme = ((Started) coaching.start(wish(List.of(ben), LocalDateTime.of(2026, 3, 9, 10, 0), ""), maya.viewer())).programme().id();
        first = new SessionId(coming().getFirst().id());
    }

    @Test
    void whoeverMovesItHasAcceptedAndTheOtherIsAskedAnew() {
        coaching.accept(first, maya.viewer());
        coaching.accept(first, ben.viewer());

        assertThat(time.move(first, START.plus(Duration.ofHours(4)), 45, Cause.CUSTOMER, "Their plant opens early", ben.viewer())).isInstanceOf(Moving.Done.class);

        assertThat(coaching.acceptances(first, maya.viewer())).containsOnlyKeys(ben.id());
        assertThat(coaching.session(first, maya.viewer()).startsAt()).isEqualTo(START.plus(Duration.ofHours(4)));
        assertThat(time.ledger(first, maya.viewer())).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(Kind.MOVED);
            assertThat(it.who()).isEqualTo(ben.id().value());
            assertThat(it.beforeStart()).isEqualTo(START);
        });
    }

    @Test
    void twoMovesByTheCoachShowAsTwoMovesByTheCoach() {
        time.move(first, START.plus(Duration.ofHours(4)), 45, Cause.CUSTOMER, "", maya.viewer());
        time.move(first, START.plus(Duration.ofHours(6)), 45, Cause.CUSTOMER, "", maya.viewer());
        clock.passUntil(START.plus(Duration.ofDays(4)));

        var row = adherence.of(null, maya.viewer()).getFirst();
        assertThat(row.changes()).containsExactly(new Adherence.Change(Kind.MOVED, Cause.CUSTOMER, Adherence.By.COACH, 2));
        assertThat(browser.get().uri("/coaching/adherence").with(maya.asks())).bodyText().contains("2 moves by the coach: a customer needed one of us");
    }

    @Test
    void whatIsTakenIsSaidAndNothingIsMoved() {
        var grace = team.hire("Grace Mensah", Role.REP, maya);
        coaching.start(wish(List.of(grace), LocalDateTime.of(2026, 3, 9, 14, 0), ""), maya.viewer());

        assertThat(time.move(first, START.plus(Duration.ofMinutes(4 * 60 - 20)), 45, Cause.OTHER, "", ben.viewer()))
                .isEqualTo(new Moving.InTheWay(maya.id(), Instant.parse("2026-03-09T14:45:00Z")));
        assertThat(coaching.session(first, ben.viewer()).startsAt()).isEqualTo(START);
        assertThat(time.ledger(first, ben.viewer())).isEmpty();
        assertThat(time.move(first, START.plus(Duration.ofMinutes(15)), 45, Cause.OTHER, "", ben.viewer())).as("its own slot is not in the way").isInstanceOf(Moving.Done.class);
        assertThat(time.suggestions(first, ben.viewer())).isNotEmpty().noneMatch(it -> it.start().equals(Instant.parse("2026-03-09T14:00:00Z")));
    }

    @Test
    void twoWhoMoveItAtOnceDoNotBothWin() throws Exception {
        Callable<Boolean> mine = () -> moved(START.plus(Duration.ofHours(3)), maya.viewer());
        Callable<Boolean> theirs = () -> moved(START.plus(Duration.ofHours(5)), ben.viewer());
        try (var threads = Executors.newFixedThreadPool(2)) {
            var done = threads.invokeAll(List.of(mine, theirs)).stream().map(it -> {
                try {
                    return it.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }).filter(it -> it).count();
            assertThat(done).isBetween(1L, 2L);
            assertThat(time.ledger(first, maya.viewer())).hasSize((int) done);
        }
        assertThat(coaching.session(first, maya.viewer()).sequence()).isEqualTo(time.ledger(first, maya.viewer()).size());
    }

    @Test
    void leaveCallsOffAndExcuses() {
        absences.enter(ben.id(), LocalDate.of(2026, 3, 5), LocalDate.of(2026, 3, 12), Absence.Kind.LEAVE, maya.viewer());
        await().pollInSameThread().until(() -> time.calledOff(first, maya.viewer()).isPresent());

        assertThat(time.calledOff(first, maya.viewer())).contains(true);
        clock.passUntil(START.plus(Duration.ofDays(10)));
        var row = adherence.of(null, maya.viewer()).getFirst();
        assertThat(row.due()).as("nobody owed it").isZero();
        assertThat(row.marks()).singleElement().satisfies(it -> assertThat(it.excused()).isTrue());
    }

    @Test
    void calledOffForAnythingElseItStaysDueAndCanBeRevived() {
        time.cancel(first, Cause.INTERNAL, "A fair", maya.viewer());
        assertThat(coming().getFirst().state()).isEqualTo(SessionList.State.CALLED_OFF);
        time.cancel(first, Cause.INTERNAL, "A fair", maya.viewer());
        assertThat(time.ledger(first, maya.viewer())).as("twice is once").hasSize(1);

        assertThat(time.move(first, START.plus(Duration.ofDays(1)), 45, Cause.OTHER, "", ben.viewer())).isInstanceOf(Moving.Done.class);

        assertThat(time.calledOff(first, maya.viewer())).isEmpty();
        assertThat(time.ledger(first, maya.viewer())).extracting(Disturbance::kind).containsExactly(Kind.CANCELLED, Kind.REVIVED);
        time.cancel(first, Cause.CUSTOMER, "", maya.viewer());
        clock.passUntil(START.plus(Duration.ofDays(4)));
        assertThat(adherence.of(null, maya.viewer()).getFirst()).satisfies(it -> {
            assertThat(it.due()).isEqualTo(1);
            assertThat(it.counted()).isZero();
        });
    }

    @Test
    void oneTapCutsItShortForACustomer() {
        clock.passUntil(START);
        meeting.begin(first, maya.viewer());
        clock.pass(Duration.ofMinutes(12));
        assertThat(browser.post().uri("/coaching/sessions/%s/cut-short".formatted(first)).with(ben.asks())).hasStatus(303);

        assertThat(meeting.holding(first, maya.viewer()).orElseThrow().endedAt()).isEqualTo(START.plus(Duration.ofMinutes(12)));
        assertThat(time.ledger(first, maya.viewer())).singleElement().satisfies(it -> assertThat(it.cause()).isEqualTo(Cause.CUSTOMER));
        assertThatThrownBy(() -> time.cutShort(first, ben.viewer())).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> time.move(first, START.plus(Duration.ofDays(1)), 45, Cause.OTHER, "", ben.viewer())).isInstanceOf(Refused.class);
    }

    @Test
    void aSubstituteCoachesOnceAndKnowsNothingOfEarlierSessions() {
        var tomas = team.hire("Tomás Rey", Role.MANAGER);
        meeting.commit(first, ben.id(), "the buyer names a maximum", "I ask how they got there", LocalDate.of(2026, 3, 20), ben.viewer());
        var second = new SessionId(coming().get(1).id());
        assertThat(time.substitute(second, tomas.id(), Cause.LEAVE, "", maya.viewer())).isInstanceOf(Moving.Done.class);

        assertThat(coaching.session(second, tomas.viewer()).coach()).isEqualTo(tomas.id());
        assertThat(meeting.earlier(second, tomas.viewer())).isEmpty();
        assertThatThrownBy(() -> coaching.session(first, tomas.viewer())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> coaching.session(second, maya.viewer())).isInstanceOf(NotFound.class);
        coaching.sign(programme, tomas.viewer());
        assertThatThrownBy(() -> time.substitute(second, ben.id(), Cause.LEAVE, "", tomas.viewer())).isInstanceOf(Refused.class);
        clock.passUntil(START.plus(Duration.ofDays(16)));
        assertThat(adherence.of(null, maya.viewer())).as("it stays the promise of whoever made it").singleElement().satisfies(it -> assertThat(it.coach()).isEqualTo(maya.id().value()));
    }

    @Test
    void timeIsProtectedEightWeeksAheadWhoeverLooks() {
        assertThat(coming()).hasSize(4);
        var system = Viewer.system(maya.viewer().workspace(), "test");
        keepFilled.run(system);
        assertThat(coming()).as("twice is once").hasSize(4);

        clock.pass(Duration.ofDays(28));
        keepFilled.run(system);

        assertThat(coming()).hasSize(4).last().satisfies(it -> assertThat(it.startsAt()).isEqualTo(Instant.parse("2026-05-18T10:00:00Z")));
    }

    @Test
    void holidaysAndAbsencesAreLeftFree() {
        assertThat(Holidays.on("DE", LocalDate.of(2026, 4, 6))).as("Easter Monday").isTrue();
        var hugo = team.hire("Hugo Laurent", Role.REP, maya);
        absences.enter(hugo.id(), LocalDate.of(2026, 3, 16), LocalDate.of(2026, 3, 20), Absence.Kind.LEAVE, hugo.viewer());
        var wish = new StartProgramme(List.of(hugo.id()), 1, 45, LocalDateTime.of(2026, 3, 9, 15, 0), ZoneId.of("Europe/Berlin"), StartProgramme.EXPECTATIONS, null, "DE");
        coaching.start(wish, maya.viewer());

        assertThat(sessions.coming(null, hugo.id(), 50, hugo.viewer())).extracting(it -> it.startsAt().atZone(ZoneId.of("Europe/Berlin")).toLocalDateTime()).containsExactly(
                LocalDateTime.of(2026, 3, 9, 15, 0), LocalDateTime.of(2026, 3, 23, 15, 0), LocalDateTime.of(2026, 3, 30, 15, 0), LocalDateTime.of(2026, 4, 13, 15, 0), LocalDateTime.of(2026, 4, 20, 15, 0));
    }

    @Test
    void aNewReportIsOfferedAndJoins() {
        var nils = team.hire("Nils Newcomer", Role.REP, maya);
        assertThat(promises.uncoached(maya.viewer())).extracting(it -> it.name()).containsExactly("Nils Newcomer");
        assertThat(browser.get().uri("/today").with(maya.asks())).bodyText().contains("Nils Newcomer has no coaching");

        assertThat(promises.join(programme, nils.id(), maya.viewer())).isEqualTo(4);
        assertThat(promises.join(programme, nils.id(), maya.viewer())).as("twice is once").isZero();
        assertThat(promises.uncoached(maya.viewer())).isEmpty();
        assertThatThrownBy(() -> promises.join(programme, nils.id(), ben.viewer())).isInstanceOf(Forbidden.class);
    }

    @Test
    void otherWordsAreSignedAnew() {
        coaching.sign(programme, ben.viewer());
        promises.expect(programme, "Coaching is booked, and we both prepare.", maya.viewer());

        assertThat(coaching.signatures(programme, ben.viewer())).containsOnlyKeys(maya.id());
        assertThat(coaching.programme(programme, ben.viewer()).edition()).isEqualTo(2);
    }

    @Test
    void anEndedProgrammeOwesNothing() {
        promises.end(programme, maya.viewer());
        clock.passUntil(START.plus(Duration.ofDays(40)));

        assertThat(adherence.of(null, maya.viewer())).allSatisfy(it -> assertThat(it.due()).isZero());
        keepFilled.run(Viewer.system(maya.viewer().workspace(), "test"));
        assertThat(coming()).allSatisfy(it -> assertThat(it.state()).isEqualTo(SessionList.State.CALLED_OFF));
    }

    @Test
    void silenceIsJudgedThoughNobodyLooks(@Autowired JudgeSilence job) {
        clock.passUntil(START.plus(Duration.ofHours(70)));
        var system = Viewer.system(maya.viewer().workspace(), "test");
        assertThat(judging.overdue(system)).isEmpty();
        clock.passUntil(START.plus(Duration.ofHours(74)));
        assertThat(judging.overdue(system)).containsExactly(first);

        job.run(system);

        assertThat(judging.overdue(system)).isEmpty();
    }

    @Test
    void aPolicyJudgesWhatComesAfterIt(@Autowired Policies policies) {
        var admin = team.hire("Adam Admin", Role.ADMIN).viewer();
        var lenient = new rapport.coaching.verdict.Policy(0, Duration.ZERO, 3, 0, Duration.ofMinutes(60), 10, 5, 100, Duration.ofHours(1));
        clock.passUntil(START.plus(Duration.ofHours(74)));
        var reached = judging.verdict(first, maya.viewer());
        assertThat(policies.change(lenient, "A trial", admin).version()).isEqualTo(2);

        assertThat(judging.verdict(first, maya.viewer())).isEqualTo(reached);
        clock.pass(Duration.ofDays(15));
        assertThat(judging.verdict(new SessionId(sessionOf(LocalDate.of(2026, 3, 23))), maya.viewer()).policyVersion()).isEqualTo(2);
        assertThatThrownBy(() -> policies.change(lenient, "", admin)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> policies.change(lenient, "Mine", maya.viewer())).isInstanceOf(Forbidden.class);
    }

    @Test
    void aLateYesDoesNoHarmWhenBothSaySo() {
        coaching.accept(first, maya.viewer());
        clock.passUntil(START.minus(Duration.ofHours(3)));
        coaching.agreeToLate(first, ben.viewer());
        assertThat(check("C1").pass()).as("one alone is not enough").isFalse();
        assertThat(browser.get().uri("/coaching/sessions/" + first).with(maya.asks())).bodyText().contains("You have not agreed to the late yes", "It is all right this once");

        coaching.agreeToLate(first, maya.viewer());

        assertThat(check("C1").pass()).isTrue();
    }

    @Test
    void factsThatWereLookedAtDaysBeforeCountWhenTheyAreOpenedAgain() {
        meeting.commit(first, maya.id(), "Ben names a deal by himself", "I only listen", LocalDate.of(2026, 3, 20), maya.viewer());
        var second = new SessionId(coming().get(1).id());
        meeting.openPack(second, maya.viewer());
        clock.passUntil(START.plus(Duration.ofDays(14)));
        meeting.begin(second, maya.viewer());
        clock.pass(Duration.ofMinutes(45));
        meeting.end(second, maya.viewer());
        assertThat(checkOf(second, "C6").pass()).as("opened a fortnight before, and not in it").isFalse();
    }

    @Test
    void whatIsOpenedInTheSessionIsAtHand() {
        meeting.commit(first, maya.id(), "Ben names a deal by himself", "I only listen", LocalDate.of(2026, 3, 20), maya.viewer());
        var second = new SessionId(coming().get(1).id());
        meeting.openPack(second, maya.viewer());
        clock.passUntil(START.plus(Duration.ofDays(14)));
        meeting.begin(second, maya.viewer());
        meeting.openPack(second, maya.viewer());
        clock.pass(Duration.ofMinutes(45));
        meeting.end(second, maya.viewer());
        assertThat(checkOf(second, "C6").pass()).isTrue();
    }

    @Test
    void aFormThatIsSentTwiceMakesOneProgramme() {
        assertThatThrownBy(() -> coaching.start(wish(List.of(ben), LocalDateTime.of(2026, 3, 9, 10, 0), ""), maya.viewer())).isInstanceOf(Refused.class);
        assertThat(promises.own(maya.viewer())).hasSize(1);
        assertThat(coming()).hasSize(4);
    }

    /** Each sees the other's answer, whoever comes second: the verdict is there without anybody looking. */
    @Test
    void twoWhoAnswerAtOnceReachTheVerdict(@Autowired JdbcClient jdbc, @Autowired TransactionOperations transactions) throws Exception {
        clock.passUntil(START);
        for (var session : coming().stream().map(it -> new SessionId(it.id())).toList()) {
            clock.passUntil(coaching.session(session, maya.viewer()).startsAt());
            meeting.begin(session, maya.viewer());
            clock.pass(Duration.ofMinutes(45));
            meeting.end(session, maya.viewer());
            Callable<Boolean> coach = () -> answered(session, maya.viewer());
            Callable<Boolean> rep = () -> answered(session, ben.viewer());
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (var done : threads.invokeAll(List.of(coach, rep))) {
                    done.get();
                }
            }
        }
        assertThat(transactions.<Long>execute(_ -> jdbc.sql("select count(*) from coaching.verdict").query(Long.class).single())).isEqualTo(3);
    }

    private boolean answered(SessionId session, Viewer viewer) {
        return Workspaces.in(viewer.workspace(), () -> {
            judging.confirm(session, true, viewer);
            return true;
        });
    }

    @Test
    void threeCommitmentsAreEnoughForTwoAtOnceToo() throws Exception {
        Callable<Boolean> promise = () -> Workspaces.in(ben.viewer().workspace(), () -> {
            try {
                meeting.commit(first, ben.id(), "the buyer names a maximum", "I ask how they got there", LocalDate.of(2026, 3, 20), ben.viewer());
                return true;
            } catch (Refused _) {
                return false;
            }
        });
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(java.util.Collections.nCopies(6, promise))) {
                done.get();
            }
        }
        assertThat(meeting.commitments(first, ben.viewer())).hasSize(3);
    }

    private rapport.coaching.verdict.Check check(String id) {
        return checkOf(first, id);
    }

    private rapport.coaching.verdict.Check checkOf(SessionId session, String id) {
        return judging.verdict(session, maya.viewer()).checks().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private java.util.UUID sessionOf(LocalDate due) {
        return judgedOrNot.stream().filter(it -> it.startsAt().atZone(ZoneId.of("UTC")).toLocalDate().equals(due)).findFirst().orElseThrow().id();
    }

    List<SessionList.Row> judgedOrNot;

    @BeforeEach
    void remember() {
        judgedOrNot = sessions.coming(null, null, 50, ben.viewer());
    }

    private boolean moved(Instant start, Viewer viewer) {
        return Workspaces.in(viewer.workspace(), () -> {
            try {
                return time.move(first, start, 45, Cause.OTHER, "", viewer) instanceof Moving.Done;
            } catch (OptimisticLockingFailureException _) {
                return false;
            }
        });
    }

    private List<SessionList.Row> coming() {
        return sessions.coming(null, ben.id(), 50, ben.viewer());
    }

    private static StartProgramme wish(List<Team.Member> reps, LocalDateTime slot, String country) {
        return new StartProgramme(reps.stream().map(Team.Member::id).toList(), 2, 45, slot, ZoneId.of("UTC"), StartProgramme.EXPECTATIONS, null, country);
    }
}
