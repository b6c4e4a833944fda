package rapport.crm.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.duplicates.Comparison;
import rapport.crm.duplicates.Likenesses;
import rapport.crm.duplicates.MergeId;
import rapport.crm.duplicates.Merges;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;

/** Records that may be one: looked at beside each other, merged with a choice of fields, taken apart again. */
@Controller
public class MergeController {

    /** @param pairs what may be one, the likeliest first @param apart merges, which can be taken apart */
    public record DuplicatesPage(PageHead head, List<RecordsPage.Tab> kinds, String search, List<Pair> pairs, String none, Table apart) implements Part {

        @Override
        public String template() {
            return "crm/merge/index";
        }
    }

    /** @param score percent @param reasons as words */
    public record Pair(String one, String other, String score, List<String> reasons, String compare, String never, String kind, String oneId, String otherId) {}

    public record ComparePage(PageHead head, String kind, String oneId, String otherId, String one, String other, List<Line> lines, String swap, @Nullable String never) implements Part {

        @Override
        public String template() {
            return "crm/merge/compare";
        }
    }

    /** @param choice whether one of the two must be chosen */
    public record Line(String name, String label, String one, String other, boolean choice, boolean takesOther, boolean both) {}

    private static final List<Kind> MERGED = List.of(Kind.CONTACT, Kind.ACCOUNT, Kind.LEAD);

    private final Merges merges;
    private final Likenesses likenesses;
    private final Comparison comparison;
    private final Records records;
    private final Fields fields;
    private final Names names;
    private final People people;
    private final Clock clock;

    MergeController(Merges merges, Likenesses likenesses, Comparison comparison, Records records, Fields fields, Names names, People people, Clock clock) {
        this.merges = merges;
        this.likenesses = likenesses;
        this.comparison = comparison;
        this.records = records;
        this.fields = fields;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/duplicates")
    ModelAndView index(@RequestParam(name = "kind", required = false) @Nullable Kind asked, Viewer viewer) {
        var counts = new LinkedHashMap<Kind, Long>();
        MERGED.forEach(it -> counts.put(it, likenesses.count(it, viewer)));
        var kind = asked != null ? asked : MERGED.stream().filter(it -> counts.get(it) > 0).findFirst().orElse(Kind.CONTACT);
        var pairs = likenesses.waiting(kind, 50, viewer);
        var searched = likenesses.searchedAt(kind, viewer);
        var waiting = counts.values().stream().mapToLong(Long::longValue).sum();
        var lede = (waiting == 0 ? "Nothing waits" : waiting == 1 ? "1 pair waits" : Say.count(waiting) + " pairs wait") + " for a decision" + (searched == null ? "." : "; %s last searched %s.".formatted(kind.path(), Say.moment(searched, viewer, clock)));
        var none = searched == null ? "Search compares names, addresses, numbers and domains, and says why two may be one." : "The last search found no two %s that may be one.".formatted(kind.path());
        return Html.ok(new DuplicatesPage(PageHead.of("Duplicates", lede), MERGED.stream().map(it -> new RecordsPage.Tab(counts.get(it) == 0 ? it.many() : it.many() + " " + Say.count(counts.get(it)), "/duplicates?kind=" + it.path(), it == kind)).toList(), "/duplicates/search?kind=" + kind.path(),
                pairs.stream().map(it -> pair(kind, it)).toList(), none, apart(viewer)));
    }

    private static Pair pair(Kind kind, Likenesses.Likeness it) {
        var ids = "kind=%s&one=%s&other=%s".formatted(kind.path(), it.one(), it.other());
        return new Pair(it.oneTitle(), it.otherTitle(), it.score() + "\u202f%", it.reasons(), "/merges/new?" + ids, "/duplicates/never", kind.path(), it.one().toString(), it.other().toString());
    }

    private Table apart(Viewer viewer) {
        var all = merges.newest(viewer).stream().limit(20).toList();
        var by = people.namesOf(all.stream().map(it -> new PersonId(it.mergedBy())).toList());
        var titles = new LinkedHashMap<UUID, String>();
        for (var kind : MERGED) {
            titles.putAll(names.ofRecords(kind, all.stream().filter(it -> it.kind() == kind).flatMap(it -> java.util.stream.Stream.of(it.winner(), it.loser())).toList(), viewer));
        }
        var rows = all.stream().map(it -> Table.Row.of(new Table.Cell.Link(titles.getOrDefault(it.winner(), "–"), "/%s/%s".formatted(it.kind().path(), it.winner()), null), Table.Cell.text(titles.get(it.loser())),
                Table.Cell.text(by.get(new PersonId(it.mergedBy()))), Table.Cell.text(Say.moment(it.mergedAt(), viewer, clock)),
                it.undoneAt() != null ? Table.Cell.text("Taken apart " + Say.moment(it.undoneAt(), viewer, clock))
                        : viewer.role().sells() ? new Table.Cell.Acts(List.of(Action.second("Take apart", "/merges/%s/undoing".formatted(it.id())).posting())) : new Table.Cell.None(false))).toList();
        return new Table("Merged", List.of(Table.Column.of("Is now"), Table.Column.of("Was also"), Table.Column.of("By"), Table.Column.of("When"), Table.Column.of("")), rows,
                new EmptyState("Nothing was merged yet", "A merge can be taken apart at any time: fields, links and activities go back, what happened since stays.", null), null);
    }

    @PostMapping("/duplicates/search")
    ModelAndView search(@RequestParam(defaultValue = "contacts") Kind kind, Viewer viewer) {
        var found = likenesses.search(kind, viewer);
        return Html.goTo("/duplicates?kind=" + kind.path(), new Flash("%s compared: %s may be one.".formatted(Say.count(found.compared(), kind.word(), kind.path()), Say.count(found.pairs(), "pair", "pairs"))));
    }

    @PostMapping("/duplicates/never")
    ModelAndView never(@RequestParam Kind kind, @RequestParam UUID one, @RequestParam UUID other, Viewer viewer) {
        likenesses.never(kind, one, other, viewer);
        return Html.goTo("/duplicates?kind=" + kind.path(), new Flash("They are two, and will not be shown again."));
    }

    @GetMapping("/merges/new")
    ModelAndView compare(@RequestParam Kind kind, @RequestParam UUID one, @RequestParam UUID other, Viewer viewer) {
        var winner = records.read(kind, one, viewer);
        var loser = records.read(kind, other, viewer);
        var references = references(winner, loser);
        var words = new Words(names.of(references, viewer), viewer, clock);
        var lines = comparison.of(winner, loser).stream().map(it -> new Line(it.field().name(), it.field().label(), said(words, it.field(), it.one()), said(words, it.field(), it.other()),
                it.differs() && !it.field().type().isMany(), it.takesOther(), it.field().type().isMany())).toList();
        var ids = "kind=%s&one=%s&other=%s";
        return Html.ok(new ComparePage(PageHead.of("Are these two one?", null).under("Duplicates", "/duplicates?kind=" + kind.path()), kind.path(), one.toString(), other.toString(), names.title(winner, viewer), names.title(loser, viewer), lines,
                "/merges/new?" + ids.formatted(kind.path(), other, one), viewer.role().sells() ? "/duplicates/never" : null));
    }

    private Map<Field, List<UUID>> references(CrmRecord one, CrmRecord other) {
        var all = new LinkedHashMap<Field, List<UUID>>();
        for (var it : List.of(one, other)) {
            Inputs.references(fields.of(it.kind()), it).forEach((field, ids) -> all.computeIfAbsent(field, _ -> new ArrayList<>()).addAll(ids));
        }
        return all;
    }

    private static String said(Words words, Field field, @Nullable Object value) {
        return Objects.requireNonNullElse(words.of(field, value, null), "–");
    }

    /** @param field by name: "other" takes the other's value */
    @PostMapping("/merges")
    ModelAndView merge(@RequestParam Kind kind, @RequestParam UUID one, @RequestParam UUID other, @RequestParam Map<String, String> form, Viewer viewer) {
        var taken = form.entrySet().stream().filter(it -> it.getKey().startsWith("take.") && it.getValue().equals("other")).map(it -> it.getKey().substring(5)).toList();
        try {
            var merge = merges.merge(kind, one, other, taken, viewer);
            return Html.goTo("/%s/%s".formatted(kind.path(), one), new Flash("They are one now. That can be taken apart at any time.", "/merges/%s/undoing".formatted(merge)));
        } catch (Refused e) {
            return Html.goTo("/duplicates?kind=" + kind.path(), new Flash(e.getMessage()));
        }
    }

    @PostMapping("/merges/{id}/undoing")
    ModelAndView unmerge(@PathVariable MergeId id, Viewer viewer) {
        try {
            merges.unmerge(id, viewer);
            return Html.goTo("/duplicates", new Flash("They are two again, each with what was its own."));
        } catch (Refused e) {
            return Html.goTo("/duplicates", new Flash(e.getMessage()));
        }
    }
}
