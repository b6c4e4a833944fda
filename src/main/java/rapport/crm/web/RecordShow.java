package rapport.crm.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.Pipelines;
import rapport.crm.Stuck;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.Names;
import rapport.crm.record.RecordList;
import rapport.crm.record.Timeline;
import rapport.crm.record.Type;
import rapport.crm.web.RecordPage.Fact;
import rapport.crm.web.RecordPage.Log;
import rapport.crm.web.RecordPage.Pair;
import rapport.crm.web.RecordPage.Pairs;
import rapport.crm.web.RecordPage.Related;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Tone;

/** Puts the page of one record together. */
@Component
@Transactional
class RecordShow {

    private static final int MOST_RELATED = 10;

    /** What stands in the row of facts at the top. */
    private static final Map<Kind, List<String>> FACTS = Map.of(
            Kind.OPPORTUNITY, List.of("amount", "stage", "closesOn", "owner", "account", "nextStep"),
            Kind.ACCOUNT, List.of("sector", "city", "country", "owner", "employees"),
            Kind.CONTACT, List.of("title", "account", "email", "phone", "function", "owner"),
            Kind.LEAD, List.of("status", "company", "email", "phone", "owner", "leadSource"),
            Kind.PRODUCT, List.of("code", "series", "listPrice"),
            Kind.ACTIVITY, List.of("sort", "owner", "happensAt", "dueOn", "doneAt"));

    /** What belongs to what: the other kind, the field that says so, and its columns. */
    private static final Map<Kind, List<Relation>> RELATED = Map.of(
            Kind.ACCOUNT, List.of(new Relation(Kind.OPPORTUNITY, "account", List.of("stage", "amount", "currency", "closesOn", "owner")), new Relation(Kind.CONTACT, "account", List.of("title", "email", "phone")),
                    new Relation(Kind.ACCOUNT, "parent", List.of("sector", "city"))),
            Kind.CONTACT, List.of(new Relation(Kind.CONTACT, "reportsTo", List.of("title", "email"))),
            Kind.PRODUCT, List.of(new Relation(Kind.OPPORTUNITY, "product", List.of("stage", "amount", "currency", "owner"))),
            Kind.OPPORTUNITY, List.of(), Kind.LEAD, List.of(), Kind.ACTIVITY, List.of());

    private record Relation(Kind kind, String field, List<String> columns) {}

    private final Fields fields;
    private final Names names;
    private final RecordList list;
    private final Timeline past;
    private final TimelineWords timeline;
    private final Pipelines pipelines;
    private final Stuck stuck;
    private final rapport.crm.Parts parts;
    private final rapport.crm.record.Attachments attachments;
    private final org.springframework.beans.factory.ObjectProvider<rapport.crm.record.RecordPanel> panels;
    private final Clock clock;

    RecordShow(Fields fields, Names names, RecordList list, Timeline past, TimelineWords timeline, Pipelines pipelines, Stuck stuck, rapport.crm.Parts parts, rapport.crm.record.Attachments attachments, org.springframework.beans.factory.ObjectProvider<rapport.crm.record.RecordPanel> panels, Clock clock) {
        this.fields = fields;
        this.names = names;
        this.list = list;
        this.past = past;
        this.timeline = timeline;
        this.pipelines = pipelines;
        this.stuck = stuck;
        this.parts = parts;
        this.attachments = attachments;
        this.panels = panels;
        this.clock = clock;
    }

    RecordPage page(CrmRecord it, Viewer viewer) {
        var fieldset = fields.of(it.kind());
        var words = new Words(names.of(Inputs.references(fieldset, it), viewer), viewer, clock);
        var path = "/%s/%s".formatted(it.kind().path(), it.id());
        var changes = viewer.role().sells() && !it.isBinned();
        var title = names.title(it, viewer);
        return new RecordPage(head(it, title, changes, viewer.role().administers(), path),
                it.isBinned() ? "It lies in the bin since %s and is kept with all its links for 90 days.".formatted(Say.moment(it.moment("binned_at").orElseThrow(), viewer, clock)) : null,
                it.isBinned() && viewer.role().sells() ? Action.primary("Take it out of the bin", path + "/restoration").posting() : null,
                facts(it, fieldset, words, viewer), it.kind() == Kind.OPPORTUNITY ? steps(it, changes, words, viewer) : null, pairs(it, fieldset, words), related(it, viewer),
                changes && it.kind() != Kind.PRODUCT && it.kind() != Kind.ACTIVITY ? log(path) : null,
                it.kind() == Kind.OPPORTUNITY ? deciders(it, changes, viewer) : null, panels.stream().flatMap(each -> each.href(it.kind(), it.id(), viewer).stream()).toList(), it.kind().merges() || it.kind() == Kind.OPPORTUNITY ? files(it, changes, path, viewer) : null, timeline.part(it.kind(), it.id(), Timeline.Only.EVERYTHING, null, false, viewer), path + "/why", changes ? path + "/bin" : null);
    }

    private static PageHead head(CrmRecord it, String title, boolean changes, boolean administers, String path) {
        var actions = new ArrayList<Action>();
        if (administers && it.kind() == Kind.CONTACT) {
            actions.add(Action.quiet("What we know of them", path + "/person"));
        }
        if (changes && it.kind() == Kind.LEAD && !"ACCEPTED".equals(it.get("status"))) {
            actions.add(Action.second("Accept or return", path + "/handling"));
        }
        if (changes && it.kind() == Kind.ACTIVITY && it.get("done_at") == null) {
            actions.add(Action.second("Done", path + "/done").posting().with("check"));
        }
        if (changes) {
            actions.add(Action.primary("Change", path + "/edit").with("pencil"));
        }
        return PageHead.of(title.isEmpty() ? "No name" : title, null, actions.toArray(Action[]::new)).under(it.kind().many(), "/" + it.kind().path());
    }

    private List<Fact> facts(CrmRecord it, Fieldset fieldset, Words words, Viewer viewer) {
        return FACTS.get(it.kind()).stream().map(fieldset::get).map(field -> field.name().equals("stage") ? stage(it, words) : fact(field, it, words)).toList();
    }

    private static Fact fact(Field field, CrmRecord it, Words words) {
        var value = value(field, it, words);
        return new Fact(field.label(), value == null ? field.type() == Type.MONEY ? "unknown" : "–" : value, href(field, it, value), null, null);
    }

    private static @Nullable String value(Field field, CrmRecord it, Words words) {
        var unit = Words.currencyOf(field);
        return words.of(field, it.get(field.column()), unit == null ? null : it.get(unit.equals("revenueCurrency") ? "revenue_currency" : unit));
    }

    private static @Nullable String href(Field field, CrmRecord it, @Nullable String value) {
        return switch (field.type()) {
            case RECORD -> it.id(field.column()).map(id -> "/%s/%s".formatted(Objects.requireNonNull(field.refers()).path(), id)).orElse(null);
            case EMAIL -> value == null ? null : "mailto:" + value;
            case PHONE -> it.text(field.column()).filter(number -> number.startsWith("+")).map(number -> "tel:" + number).orElse(null);
            case LINK -> it.text(field.column()).filter(link -> link.matches("https?://[^\\s\"<>]+")).orElse(null);
            default -> null;
        };
    }

    private Fact stage(CrmRecord it, Words words) {
        if (it.get("outcome") != null) {
            var outcome = rapport.crm.Closing.valueOf(it.text("outcome").orElseThrow());
            return new Fact("Stage", null, null, Badge.of(outcome.words(), outcome == rapport.crm.Closing.WON ? Tone.GOOD : Tone.NORMAL), null);
        }
        var name = it.id("stage").map(id -> words.names().getOrDefault(id, "a stage that is gone")).orElse("–");
        var days = it.day("stage_since").map(since -> ChronoUnit.DAYS.between(since, words.today())).orElse(null);
        var limit = it.id("stage").map(stuck.limits()::get).filter(Stuck.Limit::isKnown).orElse(null);
        if (days == null) {
            return new Fact("Stage", name, null, null, null);
        }
        var usual = limit == null ? null : "4 of 5 won left it within %s, n = %s".formatted(Say.days(limit.days()), Say.count(limit.deals()));
        return limit != null && days > limit.days() ? new Fact("Stage", name, null, Badge.of("stuck, " + Say.days(days), Tone.WARN), usual) : new Fact("Stage", name, null, null, Say.days(days) + (usual == null ? "" : " · " + usual));
    }

    private RecordPage.Steps steps(CrmRecord it, boolean changes, Words words, Viewer viewer) {
        var path = "/opportunities/" + it.id();
        if (it.get("outcome") != null) {
            return new RecordPage.Steps(List.of(), null, changes ? Action.second("Open it again", path + "/reopening").posting() : null);
        }
        var pipeline = pipelines.all(viewer).stream().filter(each -> it.id("pipeline").filter(each.id()::equals).isPresent()).findFirst();
        var at = pipeline.flatMap(each -> each.stage(it.id("stage").orElseThrow())).map(rapport.crm.Stage::position).orElse(-1);
        var track = new ArrayList<RecordPage.Step>();
        pipeline.ifPresent(each -> each.stages().forEach(stage -> track.add(new RecordPage.Step(stage.name(), stage.id().toString(), stage.position() < at, stage.position() == at,
                changes && stage.position() != at ? path + "/stage" : null, track.size() + 1))));
        var closing = changes ? new RecordPage.Closing(path + "/closing", rapport.crm.Closing.choices().map(way -> Option.of(way.name(), way.words())).toList(),
                Input.of(FieldView.of("on", words.today()), "On", Input.Sort.DAY), Input.of(FieldView.of("competitor", it.text("competitor").orElse("")), "To whom, when to a competitor", Input.Sort.LINE),
                Input.of(FieldView.of("learned", ""), "What was learned", Input.Sort.LONG)) : null;
        return new RecordPage.Steps(track, closing, null);
    }

    private static List<Pairs> pairs(CrmRecord it, Fieldset fieldset, Words words) {
        var shown = FACTS.get(it.kind());
        var groups = new LinkedHashMap<String, List<Pair>>();
        for (var field : fieldset.all()) {
            var value = value(field, it, words);
            if (value == null || shown.contains(field.name()) || field.name().equals("name") || field.type() == Type.CURRENCY || field.name().equals("pipeline") || field.name().equals("stageSince")) {
                continue;
            }
            groups.computeIfAbsent(field.isWritten() || field.way() == Field.Way.STEP ? field.group() : "Where it comes from", _ -> new ArrayList<>()).add(new Pair(field.label(), value, href(field, it, value)));
        }
        return groups.entrySet().stream().map(each -> new Pairs(each.getKey().isEmpty() ? "What is known" : each.getKey(), each.getValue())).toList();
    }

    private List<Related> related(CrmRecord it, Viewer viewer) {
        var all = new ArrayList<>(RELATED.get(it.kind()).stream().map(relation -> related(it, relation, viewer)).toList());
        if (it.kind() == Kind.CONTACT) {
            all.addFirst(takesPart(it, viewer));
            formerly(it, viewer).ifPresent(all::add);
        }
        return all;
    }

    private Related takesPart(CrmRecord it, Viewer viewer) {
        var deals = parts.ofContact(it.id(), viewer);
        var called = names.of(Map.of(fields.of(Kind.ACTIVITY).get("opportunity"), deals.stream().map(rapport.crm.Parts.Deal::opportunity).toList()), viewer);
        return brief("Takes part in", deals.stream().map(deal -> List.<Table.Cell>of(new Table.Cell.Link(called.getOrDefault(deal.opportunity(), "No name"), "/opportunities/" + deal.opportunity(), null), Table.Cell.text(deal.role().words()))).toList());
    }

    /** Where they worked before: people change, and take what they know with them. */
    private Optional<Related> formerly(CrmRecord it, Viewer viewer) {
        var account = fields.of(Kind.CONTACT).get("account");
        var former = past.former(Kind.CONTACT, it.id(), account.column(), viewer);
        var called = names.of(Map.of(account, former.stream().map(each -> UUID.fromString(each.value())).toList()), viewer);
        var rows = former.stream().filter(each -> called.containsKey(UUID.fromString(each.value()))).map(each -> List.<Table.Cell>of(new Table.Cell.Link(called.get(UUID.fromString(each.value())), "/accounts/" + each.value(), null),
                Table.Cell.text("until " + Say.moment(each.until(), viewer, clock)))).toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(brief("Was with", rows));
    }

    private static Related brief(String title, List<List<Table.Cell>> rows) {
        var table = new Table(title, List.of(Table.Column.of("Name"), Table.Column.of("")), rows.stream().map(cells -> new Table.Row(cells, false, null)).toList(), new EmptyState("None yet", "", null), null);
        return new Related(title, Say.count(rows.size()), table, null);
    }

    private Related related(CrmRecord it, Relation relation, Viewer viewer) {
        var filter = new Filter.Test(relation.field, Filter.Op.IS, List.of(it.id().toString()));
        var sort = relation.kind == Kind.OPPORTUNITY ? new ListQuery.Sort("amount", true) : new ListQuery.Sort("name", false);
        var fieldset = fields.of(relation.kind);
        var columns = relation.kind == Kind.OPPORTUNITY ? Stream.concat(relation.columns.stream(), Stream.of("outcome")).toList() : relation.columns;
        var page = list.page(new ListQuery(relation.kind, filter, null, sort, columns, null, MOST_RELATED), viewer);
        var shown = relation.columns.stream().map(fieldset::get).filter(field -> field.type() != Type.CURRENCY).toList();
        var cells = new Cells(relation.kind, new Words(page.names(), viewer, clock), false);
        var rows = page.items().stream().map(row -> new Table.Row(Stream.concat(Stream.<Table.Cell>of(new Table.Cell.Link(row.title(), "/%s/%s".formatted(relation.kind.path(), row.id()), null)),
                shown.stream().map(field -> cells.shown(field, row))).toList(), false, null)).toList();
        var title = relation.field.equals("parent") ? "Belongs to it" : relation.field.equals("reportsTo") ? "Reports to them" : relation.kind.many();
        var table = new Table(title, Stream.concat(Stream.of(Table.Column.of("Name")), shown.stream().map(field -> field.type().isNumber() ? Table.Column.number(field.label()) : Table.Column.of(field.label()))).toList(), rows,
                new EmptyState("None yet", "", null), null);
        var all = page.total() > rows.size() ? "%d of %s".formatted(rows.size(), Say.count(page.total())) : Say.count(page.total());
        var add = viewer.role().sells() ? "/%s/new?%s=%s&%s.id=%s".formatted(relation.kind.path(), relation.field, java.net.URLEncoder.encode(names.title(it, viewer), java.nio.charset.StandardCharsets.UTF_8), relation.field, it.id()) : null;
        return new Related(title, all, table, add);
    }

    private RecordPage.Deciders deciders(CrmRecord it, boolean changes, Viewer viewer) {
        var path = "/opportunities/%s/parts".formatted(it.id());
        var all = parts.of(new rapport.crm.OpportunityId(it.id()), viewer).stream().map(part -> new RecordPage.Decider(Objects.requireNonNullElse(part.name(), "No name"), "/contacts/" + part.contact(), part.title(), part.role().words(),
                changes ? "%s/%s/end".formatted(path, part.id()) : null)).toList();
        return new RecordPage.Deciders(all, changes ? path : null, Input.of(FieldView.of("contact", ""), "Contact", Input.Sort.PICK).picking("/contacts/choices", null),
                Stream.of(rapport.crm.Parts.Role.values()).map(role -> Option.of(role.name(), role.words())).toList());
    }

    private RecordPage.Files files(CrmRecord it, boolean changes, String path, Viewer viewer) {
        var all = attachments.of(it.kind(), it.id(), viewer).stream().map(file -> new RecordPage.Attached(file.name(), "/attachments/" + file.id(), "%s kB · %s".formatted(Say.count(Math.max(1, file.size() / 1024)), Say.moment(file.addedAt(), viewer, clock)),
                changes ? "/attachments/%s/removal".formatted(file.id()) : null)).toList();
        return new RecordPage.Files(all, changes ? path + "/attachments" : null);
    }

    private static Log log(String path) {
        return new Log(path + "/activities", List.of(Option.of("CALL", "Call"), Option.of("MEETING", "Meeting"), Option.of("EMAIL", "E-mail"), Option.of("LETTER", "Letter"), Option.of("NOTE", "Note"), Option.of("TASK", "Task")));
    }

    static LocalDate today(Clock clock, Viewer viewer) {
        return LocalDate.ofInstant(clock.instant(), viewer.zone());
    }
}
