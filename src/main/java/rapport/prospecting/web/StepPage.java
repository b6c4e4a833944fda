package rapport.prospecting.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Refused;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.prospecting.plays.Template;
import rapport.web.FieldView;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** One step, to be written. @param branches where a call leads, by what came of it @param hint which fields there are */
public record StepPage(PageHead head, String action, Input kind, FieldView waits, Input unit, FieldView opens, FieldView closes, FieldView subject, FieldView body, boolean threaded, boolean promotional, List<Branch> branches, String hint) implements Part {

    /** Where one outcome of a call leads. @param none where it leads unless somebody says otherwise */
    public record Branch(String id, String label, FieldView field, List<Option> options, String none) {}

    static StepPage of(Plays.Play play, Step it, int steps, @Nullable String fault) {
        var isNew = it.place() > steps;
        var body = FieldView.of("body", it.body());
        return new StepPage(PageHead.of(isNew ? "A step" : "Step " + it.place(), "Of “%s”. What is being played stays as it is until the play is published.".formatted(play.name())).under("Plays", "/prospecting/plays").under(play.name(), "/prospecting/plays/" + play.id()),
                "/prospecting/plays/%s/steps/%d".formatted(play.id(), it.place()),
                Input.of(FieldView.of("kind", it.kind().name()), "What is done", Input.Sort.CHOICE).choosing(Arrays.stream(StepKind.values()).map(kind -> Option.of(kind.name(), kind.title())).toList()), FieldView.of("waits", String.valueOf(it.waits())),
                Input.of(FieldView.of("unit", it.unit().name()), "Counted in", Input.Sort.CHOICE).choosing(Arrays.stream(Step.Unit.values()).map(unit -> Option.of(unit.name(), unit.words())).toList()), FieldView.of("opens", it.opens()), FieldView.of("closes", it.closes()),
                FieldView.of("subject", it.subject()), fault == null ? body : body.wrong(fault), it.threaded(), it.promotional(), Arrays.stream(CallOutcome.values()).map(outcome -> branch(outcome, it, steps)).toList(), "Fields: " + String.join(", ", Template.FIELDS.stream().map("{{%s}}"::formatted).toList()) + ". With a word that stands in: {{first_name|there}}");
    }

    private static Branch branch(CallOutcome outcome, Step it, int steps) {
        var leads = it.branches().get(outcome.name());
        var options = IntStream.concat(IntStream.of(0), IntStream.rangeClosed(it.place() + 1, Math.max(it.place() + 1, steps))).filter(place -> place == 0 || place <= steps)
                .mapToObj(place -> Option.of(outcome.name() + "=" + place, place == 0 ? "ends the play" : "goes on with step " + place)).toList();
        return new Branch("branch-" + outcome.key(), outcome.title(), FieldView.of("branch", leads == null ? "" : outcome.name() + "=" + leads), options, outcome.isReached() || outcome == CallOutcome.REFUSED || outcome == CallOutcome.NEVER ? "ends the play" : "goes on with the next step");
    }

    /** As the choices have them, and as programs write them: “VOICEMAIL=4, CONNECTED=0”. */
    static Map<String, Integer> branches(@Nullable List<String> written) {
        var branches = new LinkedHashMap<String, Integer>();
        for (var it : written == null ? List.<String>of() : written) {
            for (var part : it.split(",")) {
                if (part.isBlank()) {
                    continue;
                }
                var sides = part.strip().toUpperCase(java.util.Locale.ROOT).split("\\s*=\\s*");
                if (sides.length != 2 || !sides[1].matches("\\d{1,2}") || Arrays.stream(CallOutcome.values()).noneMatch(outcome -> outcome.name().equals(sides[0]))) {
                    throw new Refused("prospecting.branch", "“%s” is no branch; write VOICEMAIL=4, GATEKEEPER=6, CONNECTED=0.".formatted(part.strip()));
                }
                branches.put(sides[0], Integer.parseInt(sides[1]));
            }
        }
        return branches;
    }

    @Override
    public String template() {
        return "prospecting/play/step";
    }
}
