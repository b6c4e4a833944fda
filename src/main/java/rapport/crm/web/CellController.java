package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Fault;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Viewer;
import rapport.web.Html;
import rapport.web.Input;

/** Changes one field where it stands in a list. */
@Controller
@RequestMapping("/" + KIND + "/{id}/fields/{field}")
class CellController {

    private final Records records;
    private final RecordList list;
    private final Fields fields;
    private final Inputs inputs;
    private final Clock clock;

    CellController(Records records, RecordList list, Fields fields, Inputs inputs, Clock clock) {
        this.records = records;
        this.list = list;
        this.fields = fields;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** @param shown whether it is only looked at again, after somebody left without saving */
    @GetMapping
    ModelAndView field(@PathVariable Kind kind, @PathVariable UUID id, @PathVariable String field, @RequestParam(defaultValue = "false") boolean shown, Viewer viewer) {
        var record = records.read(kind, id, viewer);
        if (shown) {
            return Html.ok(shown(record, field(kind, field), viewer));
        }
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Records are changed by reps, managers and administrators.");
        }
        var fieldset = fields.of(kind);
        return Html.ok(asked(record, field(kind, field), inputs.answers(fieldset, record, viewer), List.of(), viewer));
    }

    @PutMapping
    ModelAndView change(@PathVariable Kind kind, @PathVariable UUID id, @PathVariable String field, @RequestParam MultiValueMap<String, String> form, Viewer viewer) {
        var asked = field(kind, field);
        var posted = new Posted(form);
        var before = records.read(kind, id, viewer);
        try {
            return switch (records.change(kind, id, posted.edits(fields.of(kind)), viewer)) {
                case Saved.Done(var after) -> Html.ok(shown(after, asked, viewer));
                case Saved.Clashing(var theirs, var clashes) -> Html.invalid(asked(theirs, asked, posted.answers(), List.of(new Fault(field,
                        "Somebody wrote “%s” meanwhile. Enter keeps yours, Esc theirs".formatted(Objects.requireNonNullElse(clashes.getFirst().theirs(), "nothing")))), viewer));
            };
        } catch (Unfit e) {
            var about = e.faults().stream().anyMatch(it -> it.field().equals(field)) ? e.faults() : List.of(new Fault(field, e.faults().getFirst().sentence()));
            return Html.invalid(asked(before, asked, posted.answers(), about, viewer));
        }
    }

    private Field field(Kind kind, String name) {
        return fields.of(kind).named(name).filter(Field::isWritten).orElseThrow(() -> new NotFound("crm.field-not-found", "There is no field %s that is written".formatted(name)));
    }

    private CellPart asked(CrmRecord record, Field field, Map<String, String> answers, List<Fault> faults, Viewer viewer) {
        Input input = inputs.input(field, answers, faults, viewer);
        return new CellPart("/%s/%s/fields/%s".formatted(field.kind().path(), record.id(), field.name()), input, record.version(), null);
    }

    private CellPart shown(CrmRecord record, Field field, Viewer viewer) {
        var columns = new java.util.ArrayList<>(List.of(field.name()));
        if (Words.currencyOf(field) instanceof String unit) {
            columns.add(unit);
        }
        if (field.kind() == Kind.OPPORTUNITY && !columns.contains("outcome")) {
            columns.add("outcome");
        }
        var name = new ListQuery.Sort(field.kind() == Kind.OPPORTUNITY ? "amount" : "name", false);
        var page = list.page(new ListQuery(field.kind(), Filter.EVERYTHING, null, name, columns, null, 1).only(record.id()), viewer);
        var cell = page.items().isEmpty() ? new rapport.web.Table.Cell.None(false) : new Cells(field.kind(), new Words(page.names(), viewer, clock), true).shown(field, page.items().getFirst());
        return new CellPart("/%s/%s/fields/%s".formatted(field.kind().path(), record.id(), field.name()), null, record.version(), cell);
    }
}
