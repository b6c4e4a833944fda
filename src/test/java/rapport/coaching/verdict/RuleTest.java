package rapport.coaching.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rapport.coaching.verdict.SessionFacts.Commitment;
import rapport.coaching.verdict.SessionFacts.Held;
import rapport.coaching.verdict.SessionFacts.Item;
import rapport.coaching.verdict.SessionFacts.Party;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.coaching.verdict.Verdict.Result;

class RuleTest {

    static final Instant START = Instant.parse("2026-03-17T09:00:00Z");
    static final Instant END = START.plus(Duration.ofMinutes(45));

    /** Everything as it should be. */
    static Party party(String name) {
        return new Party(name, START.minus(Duration.ofDays(3)), false, true, START.minus(Duration.ofDays(2)), true);
    }

    static SessionFacts facts(Party coach, Party rep, List<Integer> briefs, Held held, int factsOpened, List<Item> agenda, List<Commitment> commitments, Instant now) {
        return new SessionFacts(true, START, 45, coach, rep, START.minus(Duration.ofHours(24)), false, briefs, held, false, factsOpened, agenda, commitments, true, now);
    }

    static final List<Item> AGENDA = List.of(new Item(Topic.CUSTOMER_KNOWLEDGE, true), new Item(Topic.SELLING_SKILLS, true));
    static final SessionFacts GOOD = facts(party("Maya"), party("Ben"), List.of(6, 8), new Held(START, END), 2, AGENDA, List.of(new Commitment(true)), END.plus(Duration.ofHours(1)));

    static SessionFacts with(UnaryOperator<Party> rep) {
        return facts(GOOD.coach(), rep.apply(GOOD.rep()), GOOD.briefs(), GOOD.held(), 2, AGENDA, GOOD.commitments(), GOOD.askedAt());
    }

    static Stream<Arguments> broken() {
        var late = START.minus(Duration.ofHours(2));
        return Stream.of(
                Arguments.of("C1", with(it -> new Party(it.name(), late, false, true, it.preparedAt(), true))),
                Arguments.of("C2", with(it -> new Party(it.name(), it.acceptedAt(), false, false, it.preparedAt(), true))),
                Arguments.of("C3", with(it -> new Party(it.name(), it.acceptedAt(), false, true, late, true))),
                Arguments.of("C4", facts(GOOD.coach(), GOOD.rep(), List.of(6, 4), GOOD.held(), 2, AGENDA, GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C4", facts(GOOD.coach(), GOOD.rep(), List.of(8, 8, 8, 8), GOOD.held(), 2, AGENDA, GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C5", facts(GOOD.coach(), GOOD.rep(), List.of(6), new Held(START, END.minus(Duration.ofMinutes(15))), 2, AGENDA, GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C5", facts(GOOD.coach(), GOOD.rep(), List.of(6), new Held(START.plus(Duration.ofMinutes(16)), END.plus(Duration.ofMinutes(10))), 2, AGENDA, GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C6", facts(GOOD.coach(), GOOD.rep(), List.of(6), GOOD.held(), 0, AGENDA, GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C7", facts(GOOD.coach(), GOOD.rep(), List.of(6), GOOD.held(), 2, List.of(new Item(Topic.OWN_ORGANISATION, true)), GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C7", facts(GOOD.coach(), GOOD.rep(), List.of(6), GOOD.held(), 2, List.of(AGENDA.getFirst(), new Item(Topic.PIPELINE_STATUS, true)), GOOD.commitments(), GOOD.askedAt())),
                Arguments.of("C8", facts(GOOD.coach(), GOOD.rep(), List.of(6), GOOD.held(), 2, AGENDA, List.of(new Commitment(false)), GOOD.askedAt())),
                Arguments.of("C9", with(it -> new Party(it.name(), it.acceptedAt(), false, true, it.preparedAt(), false))));
    }

    @Test
    void whatMeetsAllNineCounts() {
        var verdict = Rule.verdict(GOOD, Policy.FIRST);

        assertThat(verdict.result()).isEqualTo(Result.COUNTS);
        assertThat(verdict.checks()).extracting(Check::id).containsExactly("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9");
        assertThat(verdict.checks()).allMatch(it -> Boolean.TRUE.equals(it.pass()) && it.fix() == null);
        assertThat(verdict.cheapestFix()).isEmpty();
        assertThat(Rule.verdict(GOOD, Policy.FIRST)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void eachConditionFailsAloneAndSaysWhyAndWhatWouldHaveHelped(String id, SessionFacts facts) {
        var verdict = Rule.verdict(facts, Policy.FIRST);

        assertThat(verdict.result()).isEqualTo(Result.DOES_NOT_COUNT);
        assertThat(verdict.failed()).extracting(Check::id).containsExactly(id);
        assertThat(verdict.failed().getFirst().explanation()).isNotBlank();
        assertThat(verdict.cheapestFix()).contains(verdict.failed().getFirst().fix());
    }

    @Test
    void untilBothHaveAnsweredNothingDependsOnWhatWasAnswered() {
        var yes = Rule.verdict(with(it -> new Party(it.name(), it.acceptedAt(), false, true, it.preparedAt(), null)), Policy.FIRST);
        var coachSaysNo = new Party("Maya", GOOD.coach().acceptedAt(), false, true, GOOD.coach().preparedAt(), false);
        var no = Rule.verdict(facts(coachSaysNo, with(it -> new Party(it.name(), it.acceptedAt(), false, true, it.preparedAt(), null)).rep(), GOOD.briefs(), GOOD.held(), 2, AGENDA, GOOD.commitments(), GOOD.askedAt()), Policy.FIRST);

        assertThat(yes.result()).isEqualTo(Result.PENDING);
        assertThat(yes).isEqualTo(no);
        assertThat(yes.checks().getLast().pass()).isNull();
    }

    @Test
    void silenceOfSeventyTwoHoursIsNoConfirmation() {
        var silent = new Party("Ben", GOOD.rep().acceptedAt(), false, true, GOOD.rep().preparedAt(), null);
        var late = facts(GOOD.coach(), silent, GOOD.briefs(), GOOD.held(), 2, AGENDA, GOOD.commitments(), END.plus(Duration.ofHours(73)));

        assertThat(Rule.verdict(late, Policy.FIRST).failed()).extracting(Check::id, Check::explanation)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("C9", "Ben did not say whether it was coaching."));
    }

    @Test
    void aLateYesHoldsWhenBothAgreedToTheException() {
        var late = START.minus(Duration.ofHours(2));
        var coach = new Party("Maya", late, true, true, GOOD.coach().preparedAt(), true);
        var rep = new Party("Ben", late, true, true, GOOD.rep().preparedAt(), true);

        assertThat(Rule.verdict(facts(coach, rep, List.of(6), GOOD.held(), 2, AGENDA, GOOD.commitments(), GOOD.askedAt()), Policy.FIRST).result()).isEqualTo(Result.COUNTS);
    }

    @Test
    void anotherPolicyIsAnotherVerdict() {
        var strict = new Policy(2, Duration.ofDays(7), 3, 5, Duration.ofMinutes(15), 80, 25, 25, Duration.ofHours(72));

        assertThat(Rule.verdict(GOOD, strict).policyVersion()).isEqualTo(2);
        assertThat(Rule.verdict(GOOD, strict).failed()).extracting(Check::id).containsExactly("C1");
    }
}
