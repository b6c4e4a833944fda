package rapport.coaching.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rapport.coaching.Programme;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.people.People;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/** What was promised, and who has signed it. */
public record ProgrammePage(PageHead head, List<Signer> signers, List<String> expectations, String cadence, boolean toSign, String signAction,
        boolean mine, String root, FieldView wording, List<Option> joiners) implements Part {

    /** @param signed when, in words; or that it is missing */
    public record Signer(Who who, String role, String first, boolean hasSigned, String signed) {}

    static ProgrammePage of(Programme it, Map<PersonId, String> names, Map<PersonId, Instant> signatures, List<People.Row> joiners, Viewer viewer, Clock clock) {
        var signers = new ArrayList<Signer>();
        signers.add(signer(it.coach(), "coach", "", names, signatures, viewer, clock));
        it.reps().forEach(rep -> signers.add(signer(rep.person(), "rep",
                "first " + Say.moment(rep.firstSlot().atZone(it.zone()).toInstant(), viewer, clock), names, signatures, viewer, clock)));
        var missing = signers.stream().filter(each -> !each.hasSigned).count();
        var cadence = "%s, every %s, on the clock of %s%s · edition %d".formatted(Say.minutes(it.minutes()), it.everyWeeks() == 1 ? "week" : it.everyWeeks() + " weeks", it.zone().getId(),
                it.holidays().isEmpty() ? "" : ", not on holidays of " + java.util.Locale.of("", it.holidays()).getDisplayCountry(java.util.Locale.UK), it.edition());
        var lede = it.endedAt() != null ? "Ended %s. What was said and judged stays.".formatted(Say.moment(it.endedAt(), viewer, clock)) : missing == 0 ? "Everybody has signed what coaching means here." : "%s not signed yet. Unsigned, a session cannot count.".formatted(missing == 1 ? "One has" : Say.count(missing) + " have");
        return new ProgrammePage(PageHead.of("Coaching by " + names.getOrDefault(it.coach(), "somebody who left"), lede, Action.second("See the sessions", "/coaching")).under("Coaching", "/coaching"),
                signers, it.expectations().lines().toList(), cadence, it.endedAt() == null && !signatures.containsKey(viewer.id()), "/coaching/programmes/%s/agreement".formatted(it.id()),
                viewer.is(it.coach()) && it.endedAt() == null, "/coaching/programmes/" + it.id(), FieldView.of("expectations", it.expectations()),
                joiners.stream().map(person -> Option.of(person.id().toString(), person.name())).toList());
    }

    private static Signer signer(PersonId id, String role, String first, Map<PersonId, String> names, Map<PersonId, Instant> signatures, Viewer viewer, Clock clock) {
        var at = signatures.get(id);
        return new Signer(Who.of(id, names.getOrDefault(id, "somebody who left")), role, first, at != null, at == null ? "not yet" : "signed " + Say.moment(at, viewer, clock));
    }

    @Override
    public String template() {
        return "coaching/programme/show";
    }
}
