package rapport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.audit.Intake.Outcome;
import rapport.crm.Stock;
import rapport.crm.Stock.Sourced;
import rapport.crm.Stock.Step;
import rapport.crm.record.Kind;
import rapport.imports.Draft.Reference;
import rapport.imports.dialect.Dialects;
import rapport.imports.dialect.Target;
import rapport.imports.dialect.Words;
import rapport.imports.reading.TableFile;
import rapport.imports.reading.Unreadable;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** Writes files into people and crm, in the caller's transaction and portion by portion: what is referred to comes first. */
@Component
class Loading {

    private static final Set<Integer> COUNTED_AFTER = Set.of(1, 10);
    private static final int CHUNK = 2_000;

    /** Told how far it is. */
    interface Listener {
        void at(String phase, long done, long planned);
    }

    private final Colleagues colleagues;
    private final Stock stock;
    private final Late late;

    Loading(Colleagues colleagues, Stock stock, Late late) {
        this.colleagues = colleagues;
        this.stock = stock;
        this.late = late;
    }

    /** @return what became of each kind */
    Map<String, Outcome> load(Plan plan, ImportId id, Problems problems, Listener listener, Viewer viewer) {
        late.begin();
        return new Run(plan, id, problems, listener, viewer).load();
    }

    /** One load, with what it remembers from portion to portion. */
    private final class Run {

        private final Plan plan;
        private final ImportId id;
        private final Problems problems;
        private final Listener listener;
        private final Viewer viewer;
        private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
        private final Map<String, Seen> seen = new HashMap<>();
        private final StageBook stages;
        private final OwnerBook owners = new OwnerBook();
        private final String base;
        private long done;

        Run(Plan plan, ImportId id, Problems problems, Listener listener, Viewer viewer) {
            this.plan = plan;
            this.id = id;
            this.problems = problems;
            this.listener = listener;
            this.viewer = viewer;
            this.stages = new StageBook(id, stock.pipelines(viewer));
            this.base = stock.currency(viewer);
        }

        Map<String, Outcome> load() {
            listener.at("People", 0, plan.rows());
            colleagues.load(plan, id, drafts(Target.PERSON), owners, viewer).forEach(this::count);
            pipelines();
            for (var target : Target.values()) {
                if (target != Target.PERSON) {
                    plan.files().stream().filter(it -> it.sheet.target() == target).forEach(this::file);
                    finish(target);
                }
            }
            stock.stays(id.value());
            return outcomes;
        }

        private void count(String kind, Outcome outcome) {
            outcomes.merge(kind, outcome, Outcome::plus);
        }

        /** Only for people: they are few. */
        private Map<Bound, List<Draft>> drafts(Target target) {
            var drafts = new LinkedHashMap<Bound, List<Draft>>();
            plan.files().stream().filter(it -> it.sheet.target() == target).forEach(file -> {
                var all = new ArrayList<Draft>();
                each(file, (portion, _) -> all.addAll(portion));
                drafts.put(file, all);
            });
            return drafts;
        }

        private void pipelines() {
            stages.read(plan.files().stream().map(it -> it.dialect).distinct().toList(), plan.survey().stages, plan.stages());
            var fresh = stages.fresh();
            if (fresh.isEmpty()) {
                return;
            }
            var position = stock.pipelines(viewer).size();
            var pipelines = new ArrayList<Map<String, @Nullable Object>>();
            for (var it : fresh) {
                if (it.added()) {
                    pipelines.add(values("id", it.id(), "name", it.name(), "position", position++, "walk", "FREE"));
                }
            }
            count("Pipelines", stock.pipelines(pipelines, id.value(), viewer));
            count("Stages", stock.stages(fresh.stream().flatMap(it -> it.stages().stream())
                    .map(it -> values("id", it.id(), "pipeline", it.pipeline(), "name", it.name(), "position", it.position(), "probability", it.probability(), "required", List.of())).toList(), id.value(), viewer));
        }

        private void file(Bound file) {
            switch (file.sheet.target()) {
                case PART -> each(file, (portion, drafting) -> parts(file, portion));
                case STEP -> each(file, (portion, drafting) -> steps(file, portion));
                default -> each(file, (portion, drafting) -> records(file, portion, drafting));
            }
        }

        /** Takes a portion of drafts. */
        private interface Portion {
            void take(List<Draft> drafts, Drafting drafting);
        }

        /** @param done rows of all files that were read until then */
        private record Read(List<Draft> drafts, long done) {}

        private void each(Bound file, Portion portion) {
            var drafting = new Drafting(file, viewer.zone(), plan.nearly(), problems);
            var portions = new AtomicInteger();
            try {
                Ahead.<Read>each(sink -> read(file, drafting, sink), it -> {
                    if (!it.drafts.isEmpty()) {
                        portion.take(it.drafts, drafting);
                    }
                    if (COUNTED_AFTER.contains(portions.incrementAndGet()) && it.drafts.size() == CHUNK) {
                        file.sheet.target().kind().ifPresent(stock::count);
                    }
                    listener.at(file.sheet.target().many(), it.done, plan.rows());
                });
            } catch (Unreadable e) {
                throw new Refused("imports.unreadable", "%s: %s".formatted(file.name, e.sentence())); // it was readable a moment ago
            }
        }

        private void read(Bound file, Drafting drafting, Consumer<Read> sink) throws Unreadable {
            var drafts = new ArrayList<Draft>(CHUNK);
            file.table.read(new TableFile.Rows() {
                @Override
                public void row(long line, List<String> values) {
                    drafting.draft(line, values).flatMap(it -> first(file, it, values, drafting)).ifPresent(drafts::add);
                    done++;
                    if (drafts.size() >= CHUNK) {
                        sink.accept(new Read(List.copyOf(drafts), done));
                        drafts.clear();
                    }
                }

                @Override
                public void fault(long line, List<String> values, String sentence) {
                    done++;
                    problems.row(file, line, values, sentence);
                }
            });
            sink.accept(new Read(List.copyOf(drafts), done));
        }

        /** A row that says again what another said is nothing new; one that says something else under the same key is told apart, or stays out. */
        private java.util.Optional<Draft> first(Bound file, Draft draft, List<String> values, Drafting drafting) {
            var before = seen(file, draft);
            if (before == null) {
                return java.util.Optional.of(draft);
            }
            if (before.content() == draft.content()) {
                return java.util.Optional.empty();
            }
            var told = drafting.told(draft, values);
            if (told.isPresent() && seen(file, told.get()) == null) {
                return told;
            }
            problems.row(file, draft.line(), values, "%s is in %s twice; line %,d says something else.".formatted(draft.key(), before.file() == file.position ? "this file" : "these files", before.line()));
            return java.util.Optional.empty();
        }

        private Seen.@Nullable Row seen(Bound file, Draft draft) {
            return seen.computeIfAbsent(file.dialect.name() + "/" + file.sheet.target(), _ -> new Seen())
                    .putIfAbsent(Ids.derived(id.value(), draft.key()).getLeastSignificantBits(), new Seen.Row(file.position, draft.line(), draft.content()));
        }

        /** The first and all others, in small letters. */
        private static List<String> emails(Draft draft) {
            return java.util.stream.Stream.of("email", "other_emails").map(draft.values()::get).flatMap(it -> it instanceof java.util.Collection<?> many ? many.stream() : java.util.stream.Stream.ofNullable(it)).map(it -> it.toString().toLowerCase(java.util.Locale.ROOT)).toList();
        }

        private void records(Bound file, List<Draft> drafts, Drafting drafting) {
            var target = file.sheet.target();
            var kind = target.kind().orElseThrow();
            var source = file.dialect.name();
            var known = stock.known(kind, source, drafts.stream().map(Draft::key).toList());
            var stood = kind == Kind.OPPORTUNITY ? stock.stood(known.values().stream().map(Sourced::id).toList()) : Map.<UUID, Stock.Stood>of();
            var mentioned = kind == Kind.ACCOUNT || kind == Kind.PRODUCT ? mentioned(kind, source, drafts) : Map.<String, Sourced>of();
            var here = drafts.stream().flatMap(it -> it.references().entrySet().stream()).filter(it -> !isLate(target, it.getKey())).map(Map.Entry::getValue).toList();
            var references = new References(stock, source, here);
            mention(file, drafts, references, target);
            var rows = new ArrayList<Map<String, @Nullable Object>>();
            var links = new ArrayList<Late.Link>();
            var reasons = new ArrayList<Object[]>();
            var adopted = new java.util.HashSet<UUID>();
            var barred = target == Target.CONTACT || target == Target.LEAD ? stock.barred(drafts.stream().flatMap(it -> emails(it).stream()).toList()) : Map.<String, String>of();
            for (var draft : drafts.stream().filter(it -> !it.words().containsKey(Drafting.ONLY_ITS_ACCOUNT)).toList()) {
                var kept = emails(draft).stream().map(barred::get).filter(java.util.Objects::nonNull).findFirst();
                if (kept.isPresent()) {
                    problems.value(file, draft.line(), kept.get() + " Nothing of this row was taken.");
                    continue;
                }
                var same = known.get(draft.key());
                if (same == null && mentioned.get(String.valueOf(draft.values().get("name"))) instanceof Sourced once && adopted.add(once.id())) {
                    same = once;
                }
                if (same != null && (same.binned() || same.mergedInto() != null)) {
                    problems.value(file, draft.line(), same.binned() ? "%s lies in the bin; take it out there, then import it again.".formatted(draft.key()) : "%s was merged into another record; nothing of this row was taken.".formatted(draft.key()));
                    continue;
                }
                var record = same == null ? Ids.derived(id.value(), target + "/" + source + "/" + draft.key()) : same.id();
                var row = row(file, draft, record, references, links);
                if (kind == Kind.OPPORTUNITY) {
                    stage(file, draft, row, stood.get(record));
                }
                rows.add(row);
                draft.reasons().forEach((field, reason) -> reasons.add(new Object[] {record, field, reason}));
            }
            late.keep(links);
            late.reasons(reasons);
            count(target.many(), stock.take(kind, columns(file, drafting), rows, id.value(), viewer));
        }

        /** What was made because another file named it, by its name: the row that tells more about it is about the same. */
        private Map<String, Sourced> mentioned(Kind kind, String source, List<Draft> drafts) {
            var found = new HashMap<String, Sourced>();
            stock.known(kind, source, drafts.stream().map(it -> "name/" + it.values().get("name")).toList()).forEach((key, it) -> found.put(key.substring("name/".length()), it));
            return found;
        }

        private static boolean isLate(Target target, String field) {
            return target == Target.ACCOUNT && field.equals("parent") || target == Target.CONTACT && field.equals("reports_to") || field.equals("from lead") || target == Target.OPPORTUNITY && field.equals("contact");
        }

        private List<String> columns(Bound file, Drafting drafting) {
            var columns = new LinkedHashSet<>(drafting.columns());
            references(file).stream().filter(it -> !isLate(file.sheet.target(), it)).forEach(columns::add);
            if (file.sheet.target() == Target.ACTIVITY && file.speaksOf("about", "id")) {
                columns.addAll(List.of("account", "contact", "opportunity", "lead"));
            }
            if (file.speaksOf("owner")) {
                columns.add("owner");
            }
            if (file.sheet.target() == Target.OPPORTUNITY) {
                columns.addAll(List.of("pipeline", "stage"));
            }
            columns.addAll(List.of("source", "source_id"));
            return List.copyOf(columns);
        }

        private static List<String> references(Bound file) {
            return file.bindings.stream().map(Bound.Binding::column).filter(it -> it.isReference() && !it.target().equals("about")).map(it -> it.target()).distinct().toList();
        }

        private Map<String, @Nullable Object> row(Bound file, Draft draft, UUID record, References references, List<Late.Link> links) {
            var row = new HashMap<String, @Nullable Object>(draft.values());
            row.put("id", record);
            row.put("source", file.dialect.name());
            row.put("source_id", draft.key());
            for (var field : references(file)) {
                var reference = draft.references().get(field);
                if (reference != null && isLate(file.sheet.target(), field)) {
                    links.add(new Late.Link(file.sheet.target(), file.position, draft.line(), record, field, reference));
                } else if (!isLate(file.sheet.target(), field)) {
                    row.put(field, reference == null ? null : found(file, draft.line(), reference, references));
                }
            }
            draft.references().entrySet().stream().filter(it -> it.getKey().startsWith("about")).forEach(it -> references.about(String.valueOf(it.getValue().id()))
                    .forEach((target, about) -> row.putIfAbsent(target.name().toLowerCase(java.util.Locale.ROOT), about)));
            if (file.speaksOf("owner")) {
                row.put("owner", draft.words().containsKey("owner") ? owners.find(file.dialect.name(), draft.words().get("owner")).orElse(null) : null);
            }
            if (!draft.words().getOrDefault("money", "").isEmpty()) {
                row.put(draft.words().get("money").equals("revenue") ? "revenue_currency" : "currency", base);
            }
            return row;
        }

        /** Where a row only says that it closed, it closed from where it stood. */
        private void stage(Bound file, Draft draft, Map<String, @Nullable Object> row, Stock.@Nullable Stood stood) {
            var said = draft.words().get("stage");
            var closed = row.get("outcome") != null;
            if (stood != null && closed && (said == null || stages.closes(said))) {
                row.put("pipeline", stood.pipeline());
                row.put("stage", stood.stage());
                return;
            }
            var closedFrom = file.sheet.always().get("closed from");
            var place = stages.at(file.dialect.name(), draft.words().getOrDefault("pipeline", ""), closed && closedFrom != null ? closedFrom : said);
            row.put("pipeline", place.pipeline());
            row.put("stage", place.stage());
        }

        private @Nullable UUID found(Bound file, long line, Reference reference, References references) {
            var found = references.find(reference);
            if (found.id() == null) {
                var called = reference.name() != null ? "“%s”".formatted(reference.name()) : reference.email() != null ? reference.email() : "the id " + reference.id();
                problems.value(file, line, found.several() ? "Several %s are called %s; the row was left without.".formatted(reference.target().many().toLowerCase(java.util.Locale.ROOT), called)
                        : "There is no %s %s in these files or here; the row was left without.".formatted(reference.target().name().toLowerCase(java.util.Locale.ROOT), called));
            }
            return found.id();
        }

        /** Accounts and products that rows name and nobody has: they begin with their name. */
        private void mention(Bound file, List<Draft> drafts, References references, Target target) {
            for (var made : List.of(Target.ACCOUNT, Target.PRODUCT)) {
                var fresh = new LinkedHashMap<String, Reference>();
                var naming = new HashMap<String, Draft>();
                for (var draft : drafts) {
                    draft.references().entrySet().stream().filter(it -> !isLate(target, it.getKey())).map(Map.Entry::getValue).filter(it -> it.target() == made && it.name() != null)
                            .filter(it -> references.find(it).id() == null && !references.find(it).several()).forEach(it -> {
                                fresh.putIfAbsent(it.id() == null ? "name/" + it.name() : it.id(), it);
                                naming.putIfAbsent(it.id() == null ? "name/" + it.name() : it.id(), draft);
                            });
                }
                if (fresh.isEmpty()) {
                    continue;
                }
                var source = file.dialect.name();
                var rows = new ArrayList<Map<String, @Nullable Object>>();
                fresh.forEach((key, it) -> {
                    if (references.find(it).id() == null) {
                        var record = Ids.derived(id.value(), made + "/" + source + "/" + key);
                        var row = values("id", record, "name", it.name(), "source", source, "source_id", key);
                        if (made == Target.ACCOUNT) {
                            beside(file, naming.get(key), row);
                        }
                        rows.add(row);
                        references.made(it, record);
                    }
                });
                count(made.many(), stock.take(made.kind().orElseThrow(), made == Target.ACCOUNT ? MENTIONED : List.of("name", "source", "source_id"), rows, id.value(), viewer));
            }
        }

        private static final List<String> PLACE = List.of("street", "postcode", "city", "region", "country");
        private static final List<String> MENTIONED = List.of("name", "source", "source_id", "street", "postcode", "city", "region", "country", "phone");

        /** In a spreadsheet the address of the first who works there is the account's, and so is the number where nobody is named. */
        private static void beside(Bound file, Draft draft, Map<String, @Nullable Object> row) {
            if (file.dialect.name().equals(Dialects.SPREADSHEET)) {
                PLACE.forEach(it -> row.put(it, draft.values().get(it)));
                row.put("phone", draft.words().containsKey(Drafting.ONLY_ITS_ACCOUNT) ? draft.values().get("phone") : null);
            }
        }

        private void parts(Bound file, List<Draft> drafts) {
            var references = new References(stock, file.dialect.name(), drafts.stream().flatMap(it -> it.references().values().stream()).toList());
            var rows = new LinkedHashMap<String, Map<String, @Nullable Object>>();
            for (var draft : drafts) {
                var deal = draft.references().get("opportunity");
                var contact = draft.references().get("contact");
                var opportunity = deal == null ? null : found(file, draft.line(), deal, references);
                var person = contact == null ? null : found(file, draft.line(), contact, references);
                if (opportunity != null && person != null) {
                    var role = Words.of("role", draft.words().get("role")).orElse("HELPS");
                    rows.put("%s|%s|%s".formatted(opportunity, person, role), values("id", Ids.derived(id.value(), "part/" + draft.key()), "opportunity", opportunity, "contact", person, "role", role,
                            "source", file.dialect.name(), "source_id", draft.key()));
                }
            }
            var known = stock.partsOf(rows.values().stream().map(it -> (UUID) it.get("opportunity")).distinct().toList());
            count(Target.PART.many(), stock.parts(rows.entrySet().stream().filter(it -> !known.containsKey(it.getKey())).map(Map.Entry::getValue).toList(), id.value(), viewer));
            count(Target.PART.many(), new Outcome(0, 0, rows.keySet().stream().filter(known::containsKey).count(), 0));
        }

        private void steps(Bound file, List<Draft> drafts) {
            var references = new References(stock, file.dialect.name(), drafts.stream().flatMap(it -> it.references().values().stream()).toList());
            var steps = new ArrayList<Step>();
            for (var draft : drafts) {
                var deal = draft.references().get("opportunity");
                var opportunity = deal == null ? null : references.find(deal).id();
                var entered = draft.words().get("entered");
                var day = entered == null ? java.util.Optional.<Cells.When>empty() : Cells.when(entered, false);
                if (opportunity != null && day.isPresent() && draft.words().get("stage") instanceof String word) {
                    var closes = Words.of("outcome", word).filter(it -> !it.equals("OPEN")).isPresent();
                    steps.add(new Step(opportunity, closes ? null : stages.step(file.dialect.name(), word).map(StageBook.Place::stage).orElse(null), day.get().in(viewer.zone()).toLocalDate()));
                }
            }
            stock.steps(steps);
            count(Target.STEP.many(), new Outcome(0, 0, steps.size(), 0));
        }

        /** What could only be linked when all of a kind was in. */
        private void finish(Target target) {
            switch (target) {
                case ACCOUNT -> link(Target.ACCOUNT, "parent", "parent");
                case CONTACT -> link(Target.CONTACT, "reports_to", "reports_to");
                case LEAD -> becameDeals();
                case PART -> talkedTo();
                default -> { }
            }
        }

        private void link(Target kind, String field, String column) {
            for (var file : plan.files()) {
                late.each(kind, field, file.position, links -> {
                    var references = new References(stock, file.dialect.name(), links.stream().map(Late.Link::to).toList());
                    var rows = new ArrayList<Map<String, @Nullable Object>>();
                    links.forEach(it -> {
                        if (found(file, it.line(), it.to(), references) instanceof UUID to && !to.equals(it.record())) {
                            rows.add(values("id", it.record(), column, to));
                        }
                    });
                    stock.take(kind.kind().orElseThrow(), List.of(column), rows, id.value(), viewer); // no record of its own to count
                });
            }
        }

        /** Whom a deal names takes part in it; where nobody says how, they help. */
        private void talkedTo() {
            for (var file : plan.files()) {
                late.each(Target.OPPORTUNITY, "contact", file.position, links -> {
                    var references = new References(stock, file.dialect.name(), links.stream().map(Late.Link::to).toList());
                    var known = stock.partsOf(links.stream().map(Late.Link::record).distinct().toList()).keySet();
                    var rows = new ArrayList<Map<String, @Nullable Object>>();
                    links.forEach(it -> {
                        var person = found(file, it.line(), it.to(), references);
                        if (person != null && known.stream().noneMatch(part -> part.startsWith(it.record() + "|" + person + "|"))) {
                            rows.add(values("id", Ids.derived(id.value(), "part/" + it.record()), "opportunity", it.record(), "contact", person, "role", "HELPS", "source", file.dialect.name(), "source_id", "contact of " + it.record()));
                        }
                    });
                    count(Target.PART.many(), stock.parts(rows, id.value(), viewer));
                });
            }
        }

        private void becameDeals() {
            for (var file : plan.files()) {
                late.each(Target.OPPORTUNITY, "from lead", file.position, links -> {
                    var references = new References(stock, file.dialect.name(), links.stream().map(Late.Link::to).toList());
                    var rows = new LinkedHashMap<UUID, Map<String, @Nullable Object>>();
                    links.forEach(it -> {
                        if (found(file, it.line(), it.to(), references) instanceof UUID lead) {
                            rows.putIfAbsent(lead, values("id", lead, "opportunity", it.record()));
                        }
                    });
                    stock.take(Kind.LEAD, List.of("opportunity"), List.copyOf(rows.values()), id.value(), viewer);
                });
            }
        }
    }

    private static Map<String, @Nullable Object> values(@Nullable Object... namesAndValues) {
        var values = new HashMap<String, @Nullable Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return values;
    }
}
