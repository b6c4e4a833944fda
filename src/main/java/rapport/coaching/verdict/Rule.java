package rapport.coaching.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rapport.coaching.verdict.SessionFacts.Commitment;
import rapport.coaching.verdict.SessionFacts.Held;
import rapport.coaching.verdict.SessionFacts.Item;
import rapport.coaching.verdict.SessionFacts.Party;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.coaching.verdict.Verdict.Result;

/** When a talk counts as coaching: nine conditions, all of them. Source: practices 1a and 1b. */
public final class Rule {

    private final SessionFacts facts;
    private final Policy policy;

    private Rule(SessionFacts facts, Policy policy) {
        this.facts = facts;
        this.policy = policy;
    }

    /** The same facts under the same policy give the same verdict, today and in ten years. */
    public static Verdict verdict(SessionFacts facts, Policy policy) {
        return new Rule(facts, policy).decide();
    }

    private Verdict decide() {
        var checks = List.of(knownToBoth(), expectationsSet(), preparedByBoth(), fewAndDeep(), protectedTime(), dataAtHand(), coachingContent(), nextStep(), bothAgree());
        var undecided = checks.stream().anyMatch(it -> it.pass() == null);
        var result = undecided ? Result.PENDING : checks.stream().anyMatch(Check::failed) ? Result.DOES_NOT_COUNT : Result.COUNTS;
        return new Verdict(result, policy.version(), checks);
    }

    private Check knownToBoth() {
        if (!facts.named()) {
            return Check.failed("C1", "The invitation did not say that this is coaching.", "Call it coaching in the invitation.");
        }
        var hours = policy.acceptBefore().toHours();
        var late = both().filter(it -> it.acceptedAt() == null || it.acceptedAt().isAfter(facts.plannedStart().minus(policy.acceptBefore())) && !(facts.coach().exception() && facts.rep().exception())).toList();
        return late.isEmpty() ? Check.passed("C1", "Both accepted at least %d h before, knowing that it is coaching.".formatted(hours))
                : Check.failed("C1", "%s had not accepted %d h before.".formatted(names(late), hours), "Accept as soon as the invitation comes.");
    }

    private Check expectationsSet() {
        var missing = both().filter(it -> !it.signed()).toList();
        return missing.isEmpty() ? Check.passed("C2", "Both have signed what coaching means here.")
                : Check.failed("C2", "%s had not signed what coaching means here.".formatted(names(missing)), "Sign it once; it holds for all sessions of the programme.");
    }

    private Check preparedByBoth() {
        var missing = both().filter(it -> it.preparedAt() == null || it.preparedAt().isAfter(facts.preparationDue())).toList();
        return missing.isEmpty() ? Check.passed("C3", "Both had prepared by the deadline.")
                : Check.failed("C3", "%s had not prepared by the deadline.".formatted(names(missing)), "Prepare the day before; answers for the same deal are carried over.");
    }

    private Check fewAndDeep() {
        if (facts.skillTopic() && facts.briefs().isEmpty()) {
            return Check.passed("C4", "The rep brought a skill to practise.");
        }
        if (facts.briefs().isEmpty() || facts.briefs().size() > policy.briefs()) {
            return Check.failed("C4", "The rep brought %s; one to %d go deep.".formatted(facts.briefs().isEmpty() ? "no deal" : facts.briefs().size() + " deals", policy.briefs()),
                    "Choose one to %d deals.".formatted(policy.briefs()));
        }
        var shallow = facts.briefs().stream().filter(it -> it < policy.answers()).count();
        return shallow == 0 ? Check.passed("C4", "%s, each with at least %d of 8 answers about the customer.".formatted(deals(facts.briefs().size()), policy.answers()))
                : Check.failed("C4", "%s came with fewer than %d of 8 answers about the customer.".formatted(deals((int) shallow), policy.answers()), "Bring fewer deals and answer more about each.");
    }

    private Check protectedTime() {
        var held = facts.held();
        if (held == null) {
            return Check.failed("C5", "It was not held.", "Move it before it begins instead of letting it go.");
        }
        if (facts.overlapped()) {
            return Check.failed("C5", "Something else stood in a calendar at the same time.", "Keep the slot free in both calendars.");
        }
        var planned = Duration.ofMinutes(facts.plannedMinutes());
        var end = facts.plannedStart().plus(planned);
        if (strays(held.start(), facts.plannedStart()) || strays(held.end(), end)) {
            return Check.failed("C5", "It was held outside its booked slot.", "Move the slot when both know it will not hold.");
        }
        return longEnough(held, planned) ? Check.passed("C5", "Held in its slot, %d of %d minutes.".formatted(held.length().toMinutes(), facts.plannedMinutes()))
                : Check.failed("C5", "It took %d of %d minutes.".formatted(held.length().toMinutes(), facts.plannedMinutes()), "Stay to the end; at least %d minutes and %d\u202f%% of what was planned."
                        .formatted(policy.leastMinutes(), policy.sharePercent()));
    }

    private boolean strays(Instant actual, Instant planned) {
        return Duration.between(actual, planned).abs().compareTo(policy.tolerance()) > 0;
    }

    private boolean longEnough(Held held, Duration planned) {
        return held.length().toMinutes() >= policy.leastMinutes() && held.length().toMinutes() * 100 >= planned.toMinutes() * policy.sharePercent();
    }

    private Check dataAtHand() {
        return facts.factsOpened() > 0 ? Check.passed("C6", "%d facts made before the session were open in it.".formatted(facts.factsOpened()))
                : Check.failed("C6", "No fact made before the session was opened in it.", "Open the data pack; it builds itself.");
    }

    private Check coachingContent() {
        var discussed = facts.agenda().stream().filter(Item::discussed).toList();
        var content = discussed.stream().anyMatch(it -> it.topic() == Topic.SELLING_SKILLS || it.topic() == Topic.CUSTOMER_KNOWLEDGE);
        var status = facts.agenda().stream().filter(it -> it.topic() == Topic.PIPELINE_STATUS).count();
        if (!content) {
            return Check.failed("C7", "Nothing about selling skills or the customer was discussed.", "Take one question about the customer.");
        }
        return status * 100 <= (long) facts.agenda().size() * policy.statusPercent() ? Check.passed("C7", "Skills or the customer were discussed, and status kept short.")
                : Check.failed("C7", "%d of %d items were pipeline status.".formatted(status, facts.agenda().size()), "Leave status to the forecast call.");
    }

    private Check nextStep() {
        if (facts.commitments().stream().noneMatch(Commitment::complete)) {
            return Check.failed("C8", "Nobody committed to a next step with a cue, an owner and a day.", "End with one sentence: if this happens, then I do that.");
        }
        return facts.reviewed() ? Check.passed("C8", "There is a next step, and the last ones were gone through.")
                : Check.failed("C8", "Last time’s commitments were not gone through.", "Begin with what was promised last time.");
    }

    /** Until both have answered, or may not any more, nothing here depends on what was answered. */
    private Check bothAgree() {
        var answers = both().map(Party::saidItWas).toList();
        var end = facts.held() == null ? facts.plannedStart().plus(Duration.ofMinutes(facts.plannedMinutes())) : facts.held().end();
        var over = facts.askedAt().isAfter(end.plus(policy.confirmWithin()));
        if (answers.contains(null) && !over) {
            return new Check("C9", null, "Both are asked whether it was coaching; neither sees the other’s answer yet.", null);
        }
        if (answers.contains(null)) {
            return Check.failed("C9", "%s did not say whether it was coaching.".formatted(names(both().filter(it -> it.saidItWas() == null).toList())),
                    "Answer within %d h; it is one tap.".formatted(policy.confirmWithin().toHours()));
        }
        var no = both().filter(it -> Boolean.FALSE.equals(it.saidItWas())).toList();
        return no.isEmpty() ? Check.passed("C9", "Both say that it was coaching.")
                : Check.failed("C9", "%s says that it was not coaching.".formatted(names(no)), "Ask what was missing, and begin there next time.");
    }

    private Stream<Party> both() {
        return Stream.of(facts.coach(), facts.rep());
    }

    private static String names(List<Party> parties) {
        return String.join(" and ", new ArrayList<>(parties.stream().map(Party::name).toList()));
    }

    private static String deals(int number) {
        return number == 1 ? "One deal" : number + " deals";
    }
}
