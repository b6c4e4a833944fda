package rapport.coaching.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rapport.coaching.Session;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/** One session: when, and what is still missing for it to count, cheapest first. */
public record SessionPage(PageHead head, Who coach, Who rep, String when, String length, boolean protectedTime, List<Need> needs) implements Part {

    /** @param met it is there already */
    public record Need(String what, String why, boolean met, List<Action> actions) {}

    static SessionPage of(Session it, Map<PersonId, String> names, Map<PersonId, Instant> acceptances, Map<PersonId, Instant> signatures, Viewer viewer, Clock clock) {
        var other = it.other(viewer.id());
        var head = PageHead.of("Coaching with " + names.getOrDefault(other, "somebody who left"), "Both of you know that this is coaching, or will once both have accepted.").under("Coaching", "/coaching");
        return new SessionPage(head, Who.of(it.coach(), names.getOrDefault(it.coach(), "?")), Who.of(it.rep(), names.getOrDefault(it.rep(), "?")),
                Say.moment(it.startsAt(), viewer, clock), Say.minutes(it.minutes()), it.block() != null, needs(it, names, acceptances, signatures, viewer, clock));
    }

    private static List<Need> needs(Session it, Map<PersonId, String> names, Map<PersonId, Instant> acceptances, Map<PersonId, Instant> signatures, Viewer viewer, Clock clock) {
        var needs = new ArrayList<Need>();
        var deadline = Say.moment(it.startsAt().minus(Duration.ofHours(24)), viewer, clock);
        for (var person : List.of(viewer.id(), it.other(viewer.id()))) {
            var mine = viewer.is(person);
            var name = mine ? "You" : names.getOrDefault(person, "The other");
            var accepted = acceptances.get(person);
            needs.add(new Need(accepted == null ? "%s %s not accepted yet".formatted(name, mine ? "have" : "has") : "%s accepted".formatted(name),
                    accepted == null ? "By %s, 24\u00a0h before, or it cannot count.".formatted(deadline) : Say.moment(accepted, viewer, clock),
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
        needs.sort(java.util.Comparator.comparing(Need::met));
        return needs;
    }

    @Override
    public String template() {
        return "coaching/session/show";
    }
}
