package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

/** Every kind of record: its list, its page, its form, its way into the bin and back. */
@Controller
@RequestMapping("/" + KIND)
class RecordController {

    private final Records records;
    private final Fields fields;
    private final RecordPages pages;
    private final RecordShow show;

    RecordController(Records records, Fields fields, RecordPages pages, RecordShow show) {
        this.records = records;
        this.fields = fields;
        this.pages = pages;
        this.show = show;
    }

    @GetMapping
    ModelAndView index(@PathVariable Kind kind, ListAddress wanted, Viewer viewer) {
        return Html.ok(pages.index(kind, wanted, viewer));
    }

    /** @param typed answers to begin with, so that a link can offer "a contact of this account" */
    @GetMapping("/new")
    ModelAndView newRecord(@PathVariable Kind kind, @RequestParam Map<String, String> typed, Viewer viewer) {
        mustSell(viewer);
        return Html.ok(pages.blank(kind, begun(kind, typed, viewer), List.of(), null, viewer));
    }

    private Map<String, String> begun(Kind kind, Map<String, String> typed, Viewer viewer) {
        var answers = new LinkedHashMap<>(typed);
        fields.of(kind).named("owner").ifPresent(it -> answers.putIfAbsent(it.name(), viewer.id().toString()));
        return answers;
    }

    @PostMapping
    ModelAndView add(@PathVariable Kind kind, @RequestParam MultiValueMap<String, String> form, Viewer viewer) {
        mustSell(viewer);
        var posted = new Posted(form);
        try {
            var added = records.add(kind, posted.edits(fields.of(kind)), viewer);
            return Html.goTo("/%s/%s".formatted(kind.path(), added.id()), new Flash("The %s is there.".formatted(kind.word())));
        } catch (Unfit e) {
            var about = e.faults().stream().filter(it -> it.field().isEmpty()).map(it -> it.sentence() + ".").findFirst().orElse(null);
            return Html.invalid(pages.blank(kind, posted.answers(), e.faults(), about, viewer));
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        var record = records.readAny(kind, id, viewer);
        return record.mergedInto().map(it -> Html.goTo("/%s/%s".formatted(kind.path(), it), new Flash("It was merged into this %s.".formatted(kind.word()))))
                .orElseGet(() -> Html.ok(show.page(record, viewer)));
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        var record = records.read(kind, id, viewer);
        mustSell(viewer);
        return Html.ok(pages.edit(record, viewer));
    }

    @PostMapping("/{id}")
    ModelAndView change(@PathVariable Kind kind, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> form, Viewer viewer) {
        CrmRecord before = records.read(kind, id, viewer);
        mustSell(viewer);
        var posted = new Posted(form);
        try {
            return switch (records.change(kind, id, posted.edits(fields.of(kind)), viewer)) {
                case Saved.Done(var after) -> Html.goTo("/%s/%s".formatted(kind.path(), id), new Flash(after.version() == before.version() ? "Nothing was different." : "Saved."));
                case Saved.Clashing(var theirs, var clashes) -> Html.invalid(pages.again(theirs, posted, List.of(), clashes, viewer));
            };
        } catch (Unfit e) {
            return Html.invalid(pages.again(before, posted, e.faults(), List.of(), viewer));
        }
    }

    @PostMapping("/{id}/bin")
    ModelAndView bin(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        records.bin(kind, id, viewer);
        return Html.goTo("/" + kind.path(), new Flash("It is in the bin, with all its links, for 90 days.", "/%s/%s/restoration".formatted(kind.path(), id)));
    }

    @PostMapping("/{id}/restoration")
    ModelAndView restore(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        records.restore(kind, id, viewer);
        return Html.goTo("/%s/%s".formatted(kind.path(), id), new Flash("It is back, with all its links."));
    }

    private static void mustSell(@Nullable Viewer viewer) {
        if (viewer == null || !viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Records are changed by reps, managers and administrators.");
        }
    }
}
