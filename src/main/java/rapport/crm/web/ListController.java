package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Batches;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Filter;
import rapport.crm.record.Filter.Op;
import rapport.crm.record.Filter.Test;
import rapport.crm.record.Kind;
import rapport.crm.record.Unfit;
import rapport.crm.record.Views;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.Part;
import rapport.web.Say;

/** What one does with a list: narrow it, choose its columns, keep it, change what it shows. */
@Controller
@RequestMapping("/" + KIND)
public class ListController {

    /** @param value asked the way the field is written */
    public record ConditionPart(List<Option> ops, Input value) implements Part {

        @Override
        public String template() {
            return "crm/record/_condition";
        }
    }

    private final Fields fields;
    private final Views views;
    private final Batches batches;
    private final Inputs inputs;

    ListController(Fields fields, Views views, Batches batches, Inputs inputs) {
        this.fields = fields;
        this.views = views;
        this.batches = batches;
        this.inputs = inputs;
    }

    /** How a field is compared, and with what. */
    @GetMapping("/filter/condition")
    ModelAndView condition(@PathVariable Kind kind, @RequestParam String field, Viewer viewer) {
        var asked = fields.of(kind).get(field);
        var ops = Op.of(asked.type()).stream().map(it -> Option.of(it.sign(), it.word(asked.type()))).toList();
        return Html.ok(new ConditionPart(ops, value(asked, viewer)));
    }

    private Input value(Field field, Viewer viewer) {
        var view = FieldView.of("value", "");
        var input = inputs.input(field, Map.of(), List.of(), viewer);
        return switch (input.sort()) {
            case PICK, LONG, MONEY, MANY -> Input.of(view, "Value", field.type() == rapport.crm.record.Type.CHOICES ? Input.Sort.CHOICE : Input.Sort.LINE).choosing(input.options());
            case YES_NO -> Input.of(view, "Value", Input.Sort.CHOICE).choosing(List.of(Option.of("yes", "Yes"), Option.of("no", "No"))).needed(true);
            case DAY, MOMENT -> Input.of(view, "Value", Input.Sort.LINE).saying("2026-12-18, today+30, month, quarter");
            default -> Input.of(view, "Value", input.sort()).choosing(field.type() == rapport.crm.record.Type.PERSON ? me(input.options()) : input.options());
        };
    }

    private static List<Option> me(List<Option> people) {
        var all = new ArrayList<>(List.of(Option.of("me", "Me")));
        all.addAll(people);
        return all;
    }

    /** The list with one condition more. @param join "or" puts it beside the last one */
    @GetMapping("/filter")
    ModelAndView filter(@PathVariable Kind kind, ListAddress wanted, @RequestParam String field, @RequestParam(defaultValue = "==") String op, @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "and") String join, Viewer viewer) {
        var now = wanted.toQuery(kind, wanted.from(views.of(kind, viewer)), 1).filter();
        return Html.goTo(wanted.filtered(added(now, test(fields.of(kind).get(field), op, value), join.equals("or"))).on(kind));
    }

    static Test test(Field asked, String op, String value) {
        var how = Op.of(asked.type()).stream().filter(it -> it.sign().equals(op)).findFirst().orElse(Op.of(asked.type()).getFirst());
        if (value.isBlank() && how != Op.UNKNOWN) {
            throw new Refused("crm.filter", "Say what %s is compared with.".formatted(asked.label()));
        }
        return new Test(asked.name(), how, how == Op.UNKNOWN ? List.of(value.isBlank() ? "yes" : value.strip().toLowerCase(java.util.Locale.ROOT)) : how == Op.ONE_OF || how == Op.NONE_OF ? List.of(value.strip().split("\\s*,\\s*")) : List.of(value.strip()));
    }

    static Filter added(Filter now, Test test, boolean or) {
        var parts = new ArrayList<>(now.conditions());
        if (or && !parts.isEmpty()) {
            var last = parts.removeLast();
            var either = new ArrayList<>(last instanceof Filter.Any(var any) ? any : List.of(last));
            either.add(test);
            parts.add(new Filter.Any(either));
        } else {
            parts.add(test);
        }
        return Filter.and(parts);
    }

    @PostMapping("/views")
    ModelAndView save(@PathVariable Kind kind, ListAddress wanted, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "false") boolean shared, Viewer viewer) {
        var query = wanted.toQuery(kind, wanted.from(views.of(kind, viewer)), 1);
        try {
            var view = views.save(kind, name, shared, query.filter(), query.sort(), query.columns(), viewer);
            return Html.goTo("/%s?view=%s".formatted(kind.path(), view.key()), new Flash("“%s” stands among your tabs now.".formatted(view.name())));
        } catch (Unfit e) {
            return Html.goTo(wanted.on(kind), new Flash(e.faults().getFirst().sentence() + "."));
        }
    }

    /** @param record the chosen ones @param everything all the list shows, on all its pages @param field what is set; "bin" puts them into the bin */
    @PostMapping("/bulk")
    ModelAndView bulk(@PathVariable Kind kind, ListAddress wanted, @RequestParam(required = false) @Nullable List<UUID> record, @RequestParam(defaultValue = "false") boolean everything,
            @RequestParam String field, @RequestParam(required = false) @Nullable List<String> value, Viewer viewer) {
        var query = wanted.toQuery(kind, wanted.from(views.of(kind, viewer)), 1);
        var ids = everything ? batches.all(kind, query.filter(), query.find(), viewer) : record == null ? List.<UUID>of() : record;
        var done = field.equals("bin") ? batches.bin(kind, ids, viewer) : batches.set(kind, ids, field, value == null ? List.of() : value, viewer);
        var sentence = "%s changed%s%s.".formatted(Say.count(done.changed(), kind.word(), kind.path()), done.same() == 0 ? "" : ", %s had it already".formatted(Say.count(done.same())),
                done.refusals() == 0 ? "" : "; %s stayed as they were: %s".formatted(Say.count(done.refusals()), String.join("; ", done.refused())));
        return Html.goTo(wanted.on(kind), new Flash(sentence, done.changed() == 0 ? null : "/%s/bulk/%s/undo".formatted(kind.path(), done.id())));
    }

    /** How the new value of a bulk change is written. */
    @GetMapping("/bulk/value")
    ModelAndView bulkValue(@PathVariable Kind kind, @RequestParam String field, Viewer viewer) {
        var input = field.equals("bin") ? Input.of(FieldView.of("value", ""), "Into the bin for 90 days", Input.Sort.LINE) : inputs.input(fields.of(kind).get(field), Map.of(), List.of(), viewer);
        return Html.ok(new BulkValuePart(field.equals("bin") ? null : new Input(FieldView.of("value", ""), "New value", input.sort() == Input.Sort.MONEY ? Input.Sort.NUMBER : input.sort(), input.options(), null, false, null, null, null, null)));
    }

    public record BulkValuePart(@Nullable Input value) implements Part {

        @Override
        public String template() {
            return "crm/record/_bulkValue";
        }
    }

    @PostMapping("/bulk/{batch}/undo")
    ModelAndView undo(@PathVariable Kind kind, @PathVariable UUID batch, Viewer viewer) {
        var undone = batches.undo(batch, viewer);
        return Html.goTo("/" + kind.path(), new Flash("%s as before%s.".formatted(Say.count(undone.restored(), kind.word() + " is", kind.path() + " are"),
                undone.kept() == 0 ? "" : "; %s changed since and kept".formatted(Say.count(undone.kept(), "field was", "fields were")))));
    }
}
