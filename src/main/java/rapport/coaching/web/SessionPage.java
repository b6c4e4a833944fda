package rapport.coaching.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Session;
import rapport.coaching.verdict.Verdict;
import rapport.coaching.verdict.Verdict.Result;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.PageHead;
import rapport.web.Badge;
import rapport.web.Tone;
import rapport.coaching.verdict.Check;
import rapport.coaching.verdict.Policy;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/** One session: when, and what is still missing for it to count, cheapest first. */
public record SessionPage(PageHead head, Who coach, Who rep, String when, String length, boolean protectedTime, List<Need> needs,
        List<Action> meet, boolean asks, boolean answered, String root, @Nullable Judgement judgement, boolean off, long hours) implements Part {

    /** @param met it is there already */
    public record Need(String what, String why, boolean met, List<Action> actions) {}

    /** The verdict in words. @param fix the cheapest thing that would have made it count, said at the check it belongs to */
    public record Judgement(Badge badge, String evidence, String title, String lede, List<Line> lines, List<Voice> voices, String policy, @Nullable String reached) {}

    /** @param fix said where it is the cheapest */
    public record Line(String id, String title, String icon, boolean failed, String words, @Nullable String fix) {}

    public record Voice(Who who, String answer) {}

    private static final Map<String, String> TITLES = Map.of("C1", "Known to both", "C2", "Expectations set", "C3", "Prepared by both", "C4", "Few and deep", "C5", "Protected", "C6", "Facts at hand",
            "C7", "Coaching, not status", "C8", "A next step", "C9", "Both agree");

    static SessionPage of(Session it, Map<PersonId, String> names, Map<PersonId, Instant> acceptances, Map<PersonId, Instant> late, Policy policy, Map<PersonId, Instant> signatures, Preparing.Both both,
            Optional<Meeting.Holding> holding, Judging.Confirmation confirmation, Verdict verdict,
            Optional<Judging.Voices> voices, boolean off, Viewer viewer, Clock clock) {
        var other = it.other(viewer.id());
        var head = PageHead.of("Coaching with " + names.getOrDefault(other, "somebody who left"), verdict.result() != Result.PENDING ? null : acceptances.size() == 2 ? "Both of you know that this is coaching." : "Both of you know that this is coaching once both have accepted.").under("Coaching", "/coaching");
        return new SessionPage(head, Who.of(it.coach(), names.getOrDefault(it.coach(), "?")), Who.of(it.rep(), names.getOrDefault(it.rep(), "?")),
                Say.moment(it.startsAt(), viewer, clock), Say.minutes(it.minutes()), it.block() != null, needs(it, names, acceptances, late, policy, signatures, both, viewer, clock),
                meet(it, holding, off), holding.map(held -> held.endedAt() != null).orElse(false), confirmation.answered(), "/coaching/sessions/" + it.id(),
                verdict.result() == Result.PENDING || off ? null : judgement(verdict, voices, names, viewer, clock), off, policy.confirmWithin().toHours());
    }

    private static List<Action> meet(Session it, Optional<Meeting.Holding> holding, boolean off) {
        var page = "/coaching/sessions/%s/meeting".formatted(it.id());
        var time = Action.second(off ? "Give it a time again" : it.block() == null ? "Find a time" : "Move, shorten or call off", "/coaching/sessions/%s/time".formatted(it.id())).with("calendar-event");
        return off ? List.of(time) : holding.isEmpty() ? List.of(Action.second("Open the session", page).with("player-play"), time)
                : List.of(Action.second(holding.get().endedAt() == null ? "Back into the session" : "Read what was written", page).with("note"));
    }

    private static Judgement judgement(Verdict it, Optional<Judging.Voices> voices, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        var counts = it.result() == Result.COUNTS;
        var passed = it.checks().stream().filter(check -> Boolean.TRUE.equals(check.pass())).count();
        var cheapest = it.cheapestFix().orElse(null);
        var title = counts ? "This counted as coaching." : "This did not count as coaching: " + lower(it.failed().getFirst().explanation());
        var missing = it.failed().size();
        var lede = counts ? "All nine things that make it coaching were there." : "Of the nine things that make it coaching, %s missing.".formatted(missing == 1 ? "one was" : missing + " were");
        return new Judgement(counts ? Badge.of("Counts", Tone.GOOD) : Badge.of("Does not count", Tone.LATE), "%d of 9 checks passed".formatted(passed), title, lede,
                it.checks().stream().map(check -> line(check, cheapest)).toList(),
                voices.map(said -> said.answers().entrySet().stream().map(each -> new Voice(Who.of(each.getKey(), names.getOrDefault(each.getKey(), "?")), each.getValue() ? "Yes" : "No"))
                        .sorted(java.util.Comparator.comparing(each -> each.who().name())).toList()).orElse(List.of()),
                "version " + it.policyVersion(), voices.map(said -> Say.moment(said.reachedAt(), viewer, clock)).orElse(null));
    }

    private static Line line(Check it, @Nullable String cheapest) {
        var failed = Boolean.FALSE.equals(it.pass());
        return new Line(it.id(), TITLES.getOrDefault(it.id(), it.id()), it.pass() == null ? "clock" : failed ? "x" : "check", failed, it.explanation(), failed && it.fix() != null && it.fix().equals(cheapest) ? cheapest : null);
    }

    private static String lower(String sentence) {
        return sentence.startsWith("It ") || sentence.startsWith("The ") || sentence.startsWith("No") ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
    }

    private static List<Need> needs(Session it, Map<PersonId, String> names, Map<PersonId, Instant> acceptances, Map<PersonId, Instant> late, Policy policy, Map<PersonId, Instant> signatures, Preparing.Both both, Viewer viewer,
            Clock clock) {
        var needs = new ArrayList<Need>();
        var last = it.startsAt().minus(policy.acceptBefore());
        var deadline = Say.moment(last, viewer, clock);
        for (var person : List.of(viewer.id(), it.other(viewer.id()))) {
            var mine = viewer.is(person);
            var name = mine ? "You" : names.getOrDefault(person, "The other");
            var accepted = acceptances.get(person);
            needs.add(new Need(accepted == null ? "%s %s not accepted yet".formatted(name, mine ? "have" : "has") : "%s accepted".formatted(name),
                    accepted == null ? "By %s, %d\u00a0h before, or it cannot count.".formatted(deadline, policy.acceptBefore().toHours()) : Say.moment(accepted, viewer, clock),
                    accepted != null, accepted == null && mine ? List.of(Action.primary("I come, and know it is coaching", "/coaching/sessions/%s/acceptance".formatted(it.id())).posting()) : List.of()));
        }
        for (var person : List.of(viewer.id(), it.other(viewer.id()))) {
            var mine = viewer.is(person);
            var name = mine ? "You" : names.getOrDefault(person, "The other");
            var signed = signatures.get(person);
            needs.add(new Need(signed == null ? "%s %s not signed what coaching means here".formatted(name, mine ? "have" : "has") : "%s signed what coaching means here".formatted(name),
                    signed == null ? "Once for all sessions of the programme." : Say.moment(signed, viewer, clock), signed != null,
                    signed == null && mine ? List.of(Action.second("Read and sign", "/coaching/programmes/" + it.programme())) : List.of()));
        }
        var tooLate = List.of(it.coach(), it.rep()).stream().anyMatch(who -> acceptances.containsKey(who) ? acceptances.get(who).isAfter(last) : clock.instant().isAfter(last));
        if (tooLate && clock.instant().isBefore(it.slot().end())) {
            needs.add(new Need(late.size() == 2 ? "Both agree that the late yes does no harm" : late.containsKey(viewer.id()) ? "The other has not agreed to the late yes" : "You have not agreed to the late yes",
                    "Once in a while a yes comes late. It counts when both say so.", late.size() == 2,
                    late.containsKey(viewer.id()) ? List.of() : List.of(Action.second("It is all right this once", "/coaching/sessions/%s/late-agreement".formatted(it.id())).posting())));
        }
        var prepare = Action.second(both.mine() == null ? "Prepare" : "Change it", "/coaching/sessions/%s/preparation".formatted(it.id()));
        needs.add(new Need(both.mine() == null ? "You have not prepared yet" : "You have prepared", "Due %s.".formatted(Say.moment(both.due(), viewer, clock)), both.mine() != null, List.of(prepare)));
        needs.add(new Need(names.getOrDefault(it.other(viewer.id()), "The other") + (both.theySubmitted() ? " has prepared" : " has not prepared yet"),
                both.theySubmitted() && both.theirs() == null ? "You read it when you have submitted yours." : "Due %s.".formatted(Say.moment(both.due(), viewer, clock)), both.theySubmitted(), List.of()));
        needs.sort(java.util.Comparator.comparing(Need::met));
        return needs;
    }

    @Override
    public String template() {
        return "coaching/session/show";
    }
}
