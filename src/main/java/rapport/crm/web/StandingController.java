package rapport.crm.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Pipeline;
import rapport.crm.Pipelines;
import rapport.crm.Walk;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Type;
import rapport.crm.record.Unfit;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** How a workspace sells and what it keeps: pipelines with their stages, and fields of its own. */
@Controller
@RequestMapping("/settings")
public class StandingController {

    /** @param wrong why nothing was changed */
    public record PipelinesPage(PageHead head, @Nullable String wrong, List<PipelineForm> pipelines, List<Option> fields) implements Part {

        @Override
        public String template() {
            return "crm/standing/pipelines";
        }
    }

    /** @param retire posted to, to retire it; null for the only one */
    public record PipelineForm(String action, FieldView name, FieldView walk, List<Option> walks, List<StageForm> stages, @Nullable String retire) {}

    /** @param id empty for a new one */
    public record StageForm(String id, String name, String probability, List<String> required) {}

    public record FieldsPage(PageHead head, @Nullable String wrong, List<KindFields> kinds, FieldView kind, FieldView label, FieldView type, FieldView choices, List<Option> kindChoices, List<Option> types) implements Part {

        @Override
        public String template() {
            return "crm/standing/fields";
        }
    }

    public record KindFields(String title, List<OwnField> fields) {}

    public record OwnField(String label, String what, String key, String retire) {}

    private final Pipelines pipelines;
    private final Fields fields;

    StandingController(Pipelines pipelines, Fields fields) {
        this.pipelines = pipelines;
        this.fields = fields;
    }

    @GetMapping("/pipelines")
    ModelAndView pipelines(Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(page(null, viewer));
    }

    private PipelinesPage page(@Nullable String wrong, Viewer viewer) {
        var all = pipelines.all(viewer);
        var known = fields.of(Kind.OPPORTUNITY).written().stream().filter(it -> !it.required() && it.type() != Type.CURRENCY).map(it -> Option.of(it.name(), it.label())).toList();
        return new PipelinesPage(PageHead.of("Pipelines", "The stages your deals go through, what each needs to be true, and how likely a deal is won from there.").under("Settings", "/settings"), wrong,
                all.stream().map(it -> form(it, all.size() > 1)).toList(), known);
    }

    private static PipelineForm form(Pipeline it, boolean more) {
        var stages = new ArrayList<>(it.stages().stream().map(stage -> new StageForm(stage.id().toString(), stage.name(), String.valueOf(stage.probability()), stage.required())).toList());
        stages.add(new StageForm("", "", "", List.of()));
        return new PipelineForm("/settings/pipelines/" + it.id(), FieldView.of("name", it.name()), FieldView.of("walk", it.walk().name()), Stream.of(Walk.values()).map(walk -> Option.of(walk.name(), walk.sentence())).toList(), stages,
                more ? "/settings/pipelines/%s/retirement".formatted(it.id()) : null);
    }

    @PostMapping("/pipelines")
    ModelAndView add(@RequestParam(defaultValue = "") String name, Viewer viewer) {
        return saying("It is there, with four stages to begin with.", viewer, () -> pipelines.add(name, viewer));
    }

    /** @param stage ids in their order, empty for a new one @param stageName of each @param probability of each @param required of each, with commas between */
    @PostMapping("/pipelines/{id}")
    ModelAndView change(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "FREE") Walk walk, @RequestParam(defaultValue = "") String[] stage, @RequestParam(defaultValue = "") String[] stageName,
            @RequestParam(defaultValue = "") String[] probability, @RequestParam(defaultValue = "") String[] required, Viewer viewer) {
        return saying("Saved.", viewer, () -> pipelines.change(id, name, walk, wishes(stage, stageName, probability, required), viewer));
    }

    /** A stage whose name was emptied goes. */
    private static List<Pipelines.Wish> wishes(String[] stage, String[] names, String[] probability, String[] required) {
        var wishes = new ArrayList<Pipelines.Wish>();
        for (var i = 0; i < names.length; i++) {
            if (!names[i].isBlank()) {
                var id = i < stage.length && !stage[i].isBlank() ? uuid(stage[i]) : null;
                wishes.add(new Pipelines.Wish(id, names[i], percent(i < probability.length ? probability[i] : ""), i < required.length && !required[i].isBlank() ? List.of(required[i].split("\\s*,\\s*")) : List.of()));
            }
        }
        return wishes;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Unfit("stages", "This form was changed on the way; reload the page");
        }
    }

    private static int percent(String text) {
        try {
            return text.isBlank() ? 0 : Integer.parseInt(text.strip().replace("%", "").strip());
        } catch (NumberFormatException e) {
            throw new Unfit("stages", "A probability is 0 to 100 percent");
        }
    }

    @PostMapping("/pipelines/{id}/retirement")
    ModelAndView retire(@PathVariable UUID id, Viewer viewer) {
        return saying("The pipeline is retired. What was closed in it stays.", viewer, () -> pipelines.retire(id, viewer));
    }

    private ModelAndView saying(String done, Viewer viewer, Runnable change) {
        viewer.mustAdminister();
        try {
            change.run();
            return Html.goTo("/settings/pipelines", new Flash(done));
        } catch (rapport.kernel.Refused e) {
            return Html.invalid(page(e.getMessage(), viewer));
        }
    }

    @GetMapping("/fields")
    ModelAndView fields(Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(page("ACCOUNT", "", "TEXT", "", null));
    }

    private FieldsPage page(String kind, String label, String type, String choices, @Nullable String wrong) {
        var kinds = Stream.of(Kind.values()).map(it -> new KindFields(it.many(), fields.of(it).all().stream().filter(Field::isCustom)
                .map(field -> new OwnField(field.label(), word(field.type()) + (field.choices().isEmpty() ? "" : ": " + String.join(", ", field.choices().stream().map(Field.Choice::label).toList())), field.name(),
                        "/settings/fields/%s/%s/retirement".formatted(it.path(), field.key()))).toList())).filter(it -> !it.fields.isEmpty()).toList();
        return new FieldsPage(PageHead.of("Your own fields", "What your team needs to know and no field asks for yet. They stand in forms, lists, filters, imports and exports.").under("Settings", "/settings"), wrong, kinds,
                FieldView.of("kind", kind), FieldView.of("label", label), FieldView.of("type", type), FieldView.of("choices", choices), Stream.of(Kind.values()).map(it -> Option.of(it.name(), it.many())).toList(),
                Fields.INVENTABLE.stream().map(it -> Option.of(it.name(), word(it))).toList());
    }

    private static String word(Type type) {
        return switch (type) {
            case YES_NO -> "Yes or no";
            case CHOICE -> "A choice";
            case PERSON -> "A colleague";
            default -> Character.toUpperCase(type.name().charAt(0)) + type.name().substring(1).toLowerCase(java.util.Locale.ROOT);
        };
    }

    @PostMapping("/fields")
    ModelAndView invent(@RequestParam(name = "kind", defaultValue = "ACCOUNT") Kind of, @RequestParam(defaultValue = "") String label, @RequestParam(defaultValue = "TEXT") Type type, @RequestParam(defaultValue = "") String choices, Viewer viewer) {
        viewer.mustAdminister();
        try {
            fields.invent(of, label, type, choices.isBlank() ? List.of() : List.of(choices.split("\\R|,")), viewer);
            return Html.goTo("/settings/fields", new Flash("“%s” stands in every form of %s now.".formatted(label.strip(), of.path())));
        } catch (rapport.kernel.Refused e) {
            return Html.invalid(page(of.name(), label, type.name(), choices, e.getMessage()));
        }
    }

    @PostMapping("/fields/" + KindConverter.KIND + "/{key}/retirement")
    ModelAndView retire(@PathVariable Kind kind, @PathVariable String key, Viewer viewer) {
        fields.retire(kind, key, viewer);
        return Html.goTo("/settings/fields", new Flash("It is asked for no more. What was written stays."));
    }
}
