package rapport.crm.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Fault;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.Names;
import rapport.crm.record.RecordList;
import rapport.crm.record.Saved.Clash;
import rapport.crm.record.Type;
import rapport.crm.record.View;
import rapport.crm.record.Views;
import rapport.crm.web.RecordsPage.Builder;
import rapport.crm.web.RecordsPage.Chip;
import rapport.crm.web.RecordsPage.Columns;
import rapport.crm.web.RecordsPage.Hidden;
import rapport.crm.web.RecordsPage.Tab;
import rapport.kernel.Money;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Column;
import rapport.web.Table.Foot;
import rapport.web.Tone;

/** Puts lists and forms of records together: names looked up, nothing left to decide. */
@Component
@Transactional
class RecordPages {

    static final int PAGE = 50;

    private final RecordList list;
    private final Views views;
    private final Fields fields;
    private final Names names;
    private final Inputs inputs;
    private final Clock clock;

    RecordPages(RecordList list, Views views, Fields fields, Names names, Inputs inputs, Clock clock) {
        this.list = list;
        this.views = views;
        this.fields = fields;
        this.names = names;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** Rows and names in one transaction: each of its own would cost two more round trips. */
    RecordsPage index(Kind kind, ListAddress wanted, Viewer viewer) {
        var all = views.of(kind, viewer);
        var view = wanted.from(all);
        var query = wanted.toQuery(kind, view, PAGE);
        var fieldset = fields.of(kind);
        var page = list.page(withNeeded(query, fieldset), viewer);
        var here = new ListAddress(view.key(), wanted.filter(), wanted.find(), wanted.sort(), wanted.columns(), wanted.after());
        var changes = viewer.role().sells();
        var shown = query.columns().stream().map(fieldset::get).filter(it -> it.type() != Type.CURRENCY).toList();
        var cells = new Cells(kind, new Words(page.names(), viewer, clock), changes);
        var rows = page.items().stream().map(row -> Table.Row.of(row.id().toString(), Stream.concat(Stream.<Table.Cell>of(new Table.Cell.Link(row.title() == null ? "–" : row.title(),
                "/" + kind.path() + "/" + row.id(), null)), shown.stream().map(it -> cells.of(it, row))).toList())).toList();
        var columns = Stream.concat(Stream.of(title(kind, fieldset, here, query)), shown.stream().map(it -> column(it, here, query))).toList();
        var table = new Table(kind.many(), columns, rows, empty(kind, view, here, viewer), foot(page, query, here));
        return new RecordsPage(head(kind, viewer), notice(wanted.misses(all), view), "/" + kind.path(), tabs(all, view), FieldView.of("find", wanted.find()), chips(query, fieldset, here, viewer), builder(kind, fieldset, here), table,
                chooser(kind, fieldset, query), changes ? bulk(kind, fieldset, page) : null, hidden(here), removable(view, viewer), here.at(null).on("/%s/export.csv".formatted(kind.path())), here.at(null).on("/%s/export.xlsx".formatted(kind.path())));
    }

    /** What the shown columns need beside themselves: the currency of an amount, whether it is stuck, whether it is open. */
    private static ListQuery withNeeded(ListQuery query, Fieldset fieldset) {
        var columns = new LinkedHashSet<>(query.columns());
        for (var name : query.columns()) {
            if (Words.currencyOf(fieldset.get(name)) instanceof String unit) {
                columns.add(unit);
            }
        }
        if (query.kind() == Kind.OPPORTUNITY) {
            columns.add("outcome");
            if (columns.contains("stageSince")) {
                columns.add("stuck");
            }
        }
        return new ListQuery(query.kind(), query.filter(), query.find(), query.sort(), List.copyOf(columns), query.after(), query.limit());
    }

    private static PageHead head(Kind kind, Viewer viewer) {
        var actions = new ArrayList<Action>();
        if (kind == Kind.OPPORTUNITY) {
            actions.add(Action.second("Board", "/board").with("layout-kanban"));
        }
        if (viewer.role().sells()) {
            actions.add(Action.primary(Character.toUpperCase(kind.word().charAt(0)) + kind.word().substring(1), "/%s/new".formatted(kind.path())).with("plus"));
        }
        return PageHead.of(kind.many(), null, actions.toArray(Action[]::new));
    }

    private static @Nullable Notice notice(boolean missing, View view) {
        if (missing) {
            return new Notice(Tone.WARN, "alert-triangle", "This view is not there.", "It was removed, or it is somebody else's. This is “%s” instead.".formatted(view.name()), null);
        }
        return view.retired().isEmpty() ? null : new Notice(Tone.WARN, "alert-triangle", "%s: asked for no more.".formatted(String.join(", ", view.retired())),
                "This view named it and goes on without%s. Save it under another name, or remove it.".formatted(view.isWider() ? ", so it shows more than it did" : ""), null);
    }

    private static List<Tab> tabs(List<View> all, View current) {
        return all.stream().map(it -> new Tab(it.name(), "/%s?view=%s".formatted(it.kind().path(), it.key()), it.key().equals(current.key()))).toList();
    }

    private List<Chip> chips(ListQuery query, Fieldset fieldset, ListAddress here, Viewer viewer) {
        var called = names.of(FilterWords.references(query.filter(), fieldset), viewer);
        var words = new FilterWords(fieldset, called);
        var conditions = query.filter().conditions();
        var chips = new ArrayList<Chip>();
        for (var condition : conditions) {
            var rest = conditions.stream().filter(it -> it != condition).toList();
            chips.add(new Chip(words.of(condition), here.filtered(Filter.and(rest)).on(query.kind())));
        }
        return chips;
    }

    private static Builder builder(Kind kind, Fieldset fieldset, ListAddress here) {
        return new Builder("/%s/filter".formatted(kind.path()), "/%s/filter/condition".formatted(kind.path()), fieldset.all().stream().filter(it -> it.way() != Field.Way.COUNTED || it.type() == Type.YES_NO).map(it -> Option.of(it.name(), it.label())).toList(), hidden(here));
    }

    private static List<Hidden> hidden(ListAddress it) {
        var all = new ArrayList<Hidden>();
        add(all, "view", it.view());
        if (it.filter() != null) {
            all.add(new Hidden("filter", it.filter()));
        }
        add(all, "find", it.find());
        add(all, "sort", it.sort());
        add(all, "columns", it.columns());
        return all;
    }

    private static void add(List<Hidden> all, String name, @Nullable String value) {
        if (!ListAddress.blank(value)) {
            all.add(new Hidden(name, java.util.Objects.requireNonNull(value)));
        }
    }

    private static Columns chooser(Kind kind, Fieldset fieldset, ListQuery query) {
        return new Columns("/" + kind.path(), fieldset.all().stream().filter(it -> !it.name().equals("name")).map(it -> new RecordsPage.Column(it.name(), it.label(), query.columns().contains(it.name()))).toList());
    }

    private static RecordsPage.Bulk bulk(Kind kind, Fieldset fieldset, RecordList.Page page) {
        var offered = fieldset.written().stream().filter(it -> it.type() != Type.LONG_TEXT && it.type() != Type.RECORD && it.type() != Type.CURRENCY && !it.name().equals("name"))
                .map(it -> Option.of(it.name(), it.label())).toList();
        return new RecordsPage.Bulk("/%s/bulk".formatted(kind.path()), offered, Say.count(page.total()) + (page.totalIsExact() ? "" : "+"));
    }

    private static @Nullable String removable(View view, Viewer viewer) {
        return view.isBuiltIn() || !viewer.id().value().equals(view.owner()) && !viewer.role().administers() ? null : "/views/%s/removal".formatted(view.key());
    }

    private static Column title(Kind kind, Fieldset fieldset, ListAddress here, ListQuery query) {
        var name = fieldset.get("name");
        var label = Character.toUpperCase(kind.word().charAt(0)) + kind.word().substring(1);
        return kind == Kind.OPPORTUNITY ? Column.of(label) : sorted(Column.of(label), name, here, query);
    }

    private static Column column(Field field, ListAddress here, ListQuery query) {
        var label = field.name().equals("stageSince") ? "In stage" : field.label();
        var column = field.type().isNumber() ? Column.number(label) : Column.of(label);
        return field.isSortable() ? sorted(column, field, here, query) : column;
    }

    private static Column sorted(Column column, Field field, ListAddress here, ListQuery query) {
        var active = query.sort().field().equals(field.name());
        var next = active ? !query.sort().descending() : field.type() == Type.MONEY || field.type() == Type.NUMBER;
        return column.sortedBy(here.sorted(new ListQuery.Sort(field.name(), next).written()).on(query.kind()), !active ? null : query.sort().descending() ? "descending" : "ascending");
    }

    private static Foot foot(RecordList.Page page, ListQuery query, ListAddress here) {
        var shown = page.items().size();
        var total = Say.count(page.total()) + (page.totalIsExact() ? "" : "+");
        return new Foot("%s of %s".formatted(Say.count(shown), total), query.columns().contains("amount") ? sums(page.items()) : null,
                query.after() == null ? null : here.at(null).on(query.kind()), page.next() == null ? null : here.at(ListAddress.cursor(page.next())).on(query.kind()), "Next " + PAGE);
    }

    private static String sums(List<RecordList.Row> rows) {
        var sums = new TreeMap<String, java.math.BigDecimal>();
        var unknown = 0;
        for (var row : rows) {
            if (row.values().get("amount") instanceof java.math.BigDecimal amount && row.values().get("currency") instanceof String currency) {
                sums.merge(currency, amount, java.math.BigDecimal::add);
            } else {
                unknown++;
            }
        }
        var words = sums.isEmpty() ? "unknown" : String.join(" + ", sums.entrySet().stream().map(it -> Say.money(Money.of(it.getValue(), it.getKey()))).toList());
        return "sum of the %d shown %s%s".formatted(rows.size(), words, unknown == 0 ? "" : " · %d unknown".formatted(unknown));
    }

    private static EmptyState empty(Kind kind, View view, ListAddress here, Viewer viewer) {
        if (!ListAddress.blank(here.find()) || here.filter() != null && !here.filter().isBlank()) {
            return new EmptyState("Nothing matches", ListAddress.blank(here.find()) ? "No %s you see fits these conditions. Take one away.".formatted(kind.word()) : "No %s here has “%s” in it. Try a shorter piece.".formatted(kind.word(), here.find()),
                    Action.second("See everything", "/%s?view=everything".formatted(kind.path())));
        }
        return switch (view.key()) {
            case "stuck" -> new EmptyState("No opportunity has waited too long", "“Stuck” means longer in its stage than four of five deals that were won from there. When one gets stuck, it shows here.", Action.second("See all open", "/opportunities"));
            case "no-next-step" -> new EmptyState("Every open opportunity has a next step", "Deals without one are where quarters get lost. They would be listed here.", Action.second("See all open", "/opportunities"));
            case "to-do" -> new EmptyState("Nothing is due", "What you promise somebody for a day stands here until it is done.", viewer.role().sells() ? Action.second("Write a task down", "/activities/new") : null);
            case "overdue" -> new EmptyState("Nothing is overdue", "A promise past its day would stand here.", null);
            default -> first(kind, viewer);
        };
    }

    private static EmptyState first(Kind kind, Viewer viewer) {
        var bring = viewer.role().administers() ? Action.primary("Import your CRM export", "/imports") : null;
        return switch (kind) {
            case OPPORTUNITY -> new EmptyState("The pipeline is empty", "A few opportunities, known deeply, are worth more than a long list. Import what your team has, or write down the first one.", bring);
            case ACCOUNT -> new EmptyState("No account yet", "An account is a company you sell to, or would like to.", bring);
            case CONTACT -> new EmptyState("Nobody to talk to yet", "A contact is a person at an account: who decides, who uses, who pays. Import them, or write the first one down.", bring);
            case LEAD -> new EmptyState("No lead waits", "A lead is somebody who may want to buy and whom nobody has accepted yet. Accept it, and it becomes a contact with an opportunity; return it with a reason, and marketing learns.", bring);
            case PRODUCT -> new EmptyState("No product yet", "What you sell, with its list price.", bring);
            case ACTIVITY -> new EmptyState("Nothing written down yet", "Calls, meetings, letters and notes stand here and on the timeline of whoever they were with.", null);
        };
    }

    RecordFormPage blank(Kind kind, Map<String, String> answers, List<Fault> faults, @Nullable String wrong, Viewer viewer) {
        var fieldset = fields.of(kind);
        return RecordFormPage.of(kind, null, null, inputs.groups(fieldset, answers, faults, List.of(), new Words(Map.of(), viewer, clock), viewer), null, wrong);
    }

    RecordFormPage edit(CrmRecord it, Viewer viewer) {
        var fieldset = fields.of(it.kind());
        return RecordFormPage.of(it.kind(), it.id().toString(), names.title(it, viewer), inputs.groups(fieldset, inputs.answers(fieldset, it, viewer), List.of(), List.of(), new Words(Map.of(), viewer, clock), viewer), it.version(), null);
    }

    /** As it was typed, with what is wrong or clashes. */
    RecordFormPage again(CrmRecord it, Posted typed, List<Fault> faults, List<Clash> clashes, Viewer viewer) {
        var fieldset = fields.of(it.kind());
        var persons = clashes.stream().map(Clash::who).distinct().toList();
        var words = new Words(names.of(withPersons(clashes, persons, fieldset), viewer), viewer, clock);
        var wrong = !clashes.isEmpty() ? "Somebody changed the same fields while you wrote. Nothing was saved yet: choose which is right, then save."
                : faults.stream().filter(fault -> fieldset.named(fault.field()).filter(Field::isWritten).isEmpty()).map(Fault::sentence).findFirst().orElse(null);
        return RecordFormPage.of(it.kind(), it.id().toString(), names.title(it, viewer), inputs.groups(fieldset, typed.answers(), faults, clashes, words, viewer), clashes.isEmpty() ? typed.version() : Integer.valueOf(it.version()), wrong);
    }

    private static Map<Field, List<UUID>> withPersons(List<Clash> clashes, List<UUID> persons, Fieldset fieldset) {
        var references = new java.util.LinkedHashMap<Field, List<UUID>>();
        fieldset.named("owner").ifPresent(it -> references.put(it, new ArrayList<>(persons)));
        clashes.stream().filter(it -> it.field().type().isReference() && it.theirs() != null)
                .forEach(it -> references.computeIfAbsent(it.field(), _ -> new ArrayList<>()).add(UUID.fromString(java.util.Objects.requireNonNull(it.theirs()))));
        return references;
    }
}
