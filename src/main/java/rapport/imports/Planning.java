package rapport.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.Stock;
import rapport.crm.record.Fields;
import rapport.imports.Import.File;
import rapport.imports.Import.Question;
import rapport.imports.Import.Question.Sort;
import rapport.imports.Import.StageRead;
import rapport.imports.Problem.Weight;
import rapport.imports.dialect.Dialect;
import rapport.imports.dialect.Dialects;
import rapport.imports.dialect.Headers;
import rapport.imports.dialect.Sheet;
import rapport.imports.dialect.Target;
import rapport.imports.dialect.Words;
import rapport.imports.reading.TableFile;
import rapport.imports.reading.Unreadable;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** Understands files before anything is loaded: which system wrote them, how, and what has to be asked. What it finds stands in the journal. */
@Component
public class Planning {

    /** The column a file of rejected rows has more than the file it came from. */
    static final String REASON = "Why it was left out";

    private static final int MOST_STAGES = 60;

    /** @param plan empty when something has to be mended or said first */
    record Planned(Optional<Plan> plan, boolean asks) {}

    /** What can be said about the columns of a file. @param header as it stands there @param samples a value of each column, by header @param guesses what they would mean in each kind */
    public record Asked(String file, List<String> header, Map<String, String> samples, Matching matching, Map<Target, Map<String, String>> guesses, Map<Target, List<String>> meanings, boolean remembered) {}

    private record Spoken(Dialect dialect, Sheet sheet) {}

    private final Dialects dialects;
    private final Journal journal;
    private final Fields fields;
    private final Stock stock;
    private final TransactionOperations transactions;

    Planning(Dialects dialects, Journal journal, Fields fields, Stock stock, TransactionOperations transactions) {
        this.dialects = dialects;
        this.journal = journal;
        this.fields = fields;
        this.stock = stock;
        this.transactions = transactions;
    }

    /** @param guess spreadsheets are read as their headers suggest, and what cannot be known is refused instead of asked */
    Planned plan(ImportId id, List<File> files, IntFunction<Path> content, boolean guess, Viewer viewer) {
        var problems = new ArrayList<Problem>();
        var questions = new ArrayList<Question>();
        var shown = new ArrayList<>(files);
        var bound = recognise(files, content, guess, shown, questions, problems);
        var survey = new Survey(problems);
        bound.removeIf(it -> !survey.read(it));
        settleDays(bound, guess, questions, problems);
        mustBeStages(survey, bound, problems);
        var near = nearMisses(id, bound, survey);
        var plan = new Plan(bound, survey, nearly(near), journal.stageMeanings());
        bound.forEach(it -> shown.set(it.position, new File(it.name, files.get(it.position).size(), it.sheet.title(), it.rows, it.layout(), it.dialect.name(),
                (int) it.bindings.stream().map(Bound.Binding::index).distinct().count(), it.table.header().size(), null)));
        journal.recognised(id, bound.isEmpty() ? null : plan.source(), shown);
        journal.problems(id, problems);
        journal.nearMisses(id, near);
        journal.questions(id, questions);
        journal.stages(id, stages(id, plan, viewer));
        var ready = problems.isEmpty() && questions.isEmpty() && !bound.isEmpty();
        return new Planned(ready ? Optional.of(plan) : Optional.empty(), problems.isEmpty() && !questions.isEmpty());
    }

    private List<Bound> recognise(List<File> files, IntFunction<Path> content, boolean guess, List<File> shown, List<Question> questions, List<Problem> problems) {
        var bound = new ArrayList<Bound>();
        var strange = new LinkedHashMap<Integer, TableFile>();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            try {
                var table = TableFile.open(content.apply(i));
                var spoken = spoken(table.header());
                if (spoken.isPresent()) {
                    bound.add(bind(i, file.name(), table, spoken.get()));
                } else {
                    strange.put(i, table);
                }
            } catch (Unreadable e) {
                problems.add(new Problem(file.name(), e.line(), Weight.FILE, e.sentence()));
            }
        }
        var alone = bound.isEmpty();
        strange.forEach((position, table) -> {
            var file = files.get(position);
            var guessed = guess || !alone ? guessed(table.header(), alone) : Optional.<Spoken>empty();
            if (guessed.isPresent()) {
                bound.add(bind(position, file.name(), table, guessed.get()));
                return;
            }
            shown.set(position, new File(file.name(), file.size(), null, null, table.layout(), null, null, table.header().size(), "Skipped: its columns %s belong to no export Rapport knows.".formatted(some(table.header()))));
            if (alone && !guess) {
                questions.add(new Question(Sort.COLUMNS, position, file.name(), some(table.header())));
            }
        });
        if (bound.isEmpty() && questions.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(files.getFirst().name(), null, Weight.FILE, "No file is of an export Rapport knows, and its columns say no name, address or company. It knows: %s.".formatted(String.join(", ", dialects.systems()))));
        }
        return bound;
    }

    private Bound bind(int position, String name, TableFile table, Spoken spoken) {
        return new Bound(position, name, table, spoken.dialect, spoken.sheet, spoken.sheet.target().kind().map(fields::of).orElse(null));
    }

    /** A system's sheet; else what somebody said about these headers. */
    private Optional<Spoken> spoken(List<String> header) {
        var vocabulary = dialects.spreadsheet();
        var recognised = dialects.recognise(header).map(it -> new Spoken(it.dialect(), it.sheet()));
        return recognised.or(() -> journal.matching(Matching.digest(withoutReason(header))).map(it -> new Spoken(vocabulary, it.sheet(vocabulary))));
    }

    /** Beside the files of a system only a table that is understood for the better part: the rest is no part of an export. */
    private Optional<Spoken> guessed(List<String> header, boolean alone) {
        var vocabulary = dialects.spreadsheet();
        return Optional.of(Matching.guess(header, vocabulary)).filter(Matching::isUsable).filter(it -> alone || it.columns().size() * 2 > header.size()).map(it -> new Spoken(vocabulary, it.sheet(vocabulary)));
    }

    private static List<String> withoutReason(List<String> header) {
        return header.stream().filter(it -> !it.equals(REASON)).toList();
    }

    private void settleDays(List<Bound> bound, boolean guess, List<Question> questions, List<Problem> problems) {
        var said = journal.dayMeanings();
        var answers = new HashMap<String, Boolean>();
        bound.forEach(file -> file.manners.keySet().forEach(index -> Optional.ofNullable(said.get(Headers.normal(subject(file, index)))).ifPresent(it -> answers.put("%s/%s".formatted(file.name, file.header(index)), it))));
        Survey.settle(bound, answers);
        for (var file : bound) {
            file.manners.entrySet().stream().filter(it -> it.getValue().isOpen()).findFirst().ifPresent(it -> {
                if (guess) {
                    problems.add(new Problem(file.name, null, Weight.FILE, "“%s” in column %s may be two days, and no other value tells which of its numbers is the month. Write days as 2026-04-03, or import on the page, where you are asked."
                            .formatted(it.getValue().example(), file.header(it.getKey()))));
                } else {
                    questions.add(new Question(Sort.DAYS, file.position, subject(file, it.getKey()), it.getValue().example()));
                }
            });
        }
    }

    private static String subject(Bound file, int index) {
        return "%s: %s".formatted(file.dialect.name(), file.header(index));
    }

    /** A column with as many words as rows was taken for the stages by mistake. */
    private static void mustBeStages(Survey survey, List<Bound> bound, List<Problem> problems) {
        if (survey.stages.size() > MOST_STAGES) {
            bound.stream().filter(it -> it.speaksOf("stage")).findFirst().ifPresent(file -> problems.add(new Problem(file.name, null, Weight.FILE,
                    "The column of stages holds %,d different words. Stages are a few; is it another column?".formatted(survey.stages.size()))));
        }
    }

    private List<NearMiss> nearMisses(ImportId id, List<Bound> bound, Survey survey) {
        var decided = journal.decisions(id);
        var near = new ArrayList<NearMiss>();
        survey.words.forEach((field, words) -> near.addAll(NearMisses.find(field, words, known(field, bound, survey), decided)));
        return near;
    }

    private Set<String> known(String field, List<Bound> bound, Survey survey) {
        if (!field.equals("product")) {
            return Words.all(field);
        }
        var known = new HashSet<String>();
        survey.products.values().forEach(known::addAll);
        bound.stream().map(it -> it.dialect.name()).distinct().forEach(source -> known.addAll(transactions.execute(_ -> stock.productsOf(source))));
        return known;
    }

    private static Nearly nearly(List<NearMiss> near) {
        var meant = new HashMap<String, Map<String, String>>();
        near.stream().filter(NearMiss::same).forEach(it -> meant.computeIfAbsent(it.field(), _ -> new HashMap<>()).put(it.written(), it.meant()));
        return new Nearly(meant);
    }

    private List<StageRead> stages(ImportId id, Plan plan, Viewer viewer) {
        var book = new StageBook(id, transactions.execute(_ -> stock.pipelines(viewer)));
        book.read(plan.files().stream().map(it -> it.dialect).distinct().toList(), plan.survey().stages, plan.stages());
        return book.places().entrySet().stream().map(it -> new StageRead(it.getKey().source(), it.getKey().pipeline(), it.getKey().stage(), plan.survey().stages.get(it.getKey()).rows(),
                it.getValue().name(), it.getValue().stage(), it.getValue().fresh())).toList();
    }

    Asked asked(String name, Path content) {
        try {
            var table = TableFile.open(content);
            var vocabulary = dialects.spreadsheet();
            var header = withoutReason(table.header());
            var remembered = journal.matching(Matching.digest(header));
            var meanings = new LinkedHashMap<Target, List<String>>();
            var guesses = new LinkedHashMap<Target, Map<String, String>>();
            vocabulary.sheets().forEach(it -> {
                meanings.put(it.target(), withCustom(it.target(), Matching.meanings(it.target(), vocabulary)));
                guesses.put(it.target(), Matching.guess(header, it));
            });
            remembered.ifPresent(it -> guesses.put(it.target(), it.columns()));
            return new Asked(name, header, samples(table), remembered.orElseGet(() -> Matching.guess(header, vocabulary)), guesses, meanings, remembered.isPresent());
        } catch (Unreadable e) {
            throw new Refused("imports.unreadable", "%s: %s".formatted(name, e.sentence()));
        }
    }

    private List<String> withCustom(Target target, List<String> meanings) {
        var all = new ArrayList<>(meanings);
        target.kind().ifPresent(kind -> fields.of(kind).all().stream().filter(it -> it.isCustom() && !it.type().isReference()).forEach(it -> all.add(it.column())));
        return all;
    }

    /** The first value of each column, so that people see what they speak of. */
    private static Map<String, String> samples(TableFile table) throws Unreadable {
        var samples = new LinkedHashMap<String, String>();
        table.read(new TableFile.Rows() {
            private int seen;

            @Override
            public void row(long line, List<String> values) {
                for (var i = 0; seen < 200 && i < values.size(); i++) {
                    if (!values.get(i).isBlank()) {
                        samples.putIfAbsent(table.header().get(i), Drafting.shortened(values.get(i).strip()));
                    }
                }
                seen++;
            }

            @Override
            public void fault(long line, List<String> values, String sentence) {
                seen++; // told when it is read for good
            }
        });
        return samples;
    }

    void remember(Path content, Matching matching) {
        try {
            journal.match(Matching.digest(withoutReason(TableFile.open(content).header())), matching);
        } catch (Unreadable e) {
            throw new Refused("imports.unreadable", e.sentence());
        }
    }

    private static String some(List<String> header) {
        return header.size() <= 6 ? String.join(", ", header) : String.join(", ", header.subList(0, 6)) + " …";
    }

    static @Nullable UUID uuid(String text) {
        return text.matches("[0-9a-f-]{36}") ? UUID.fromString(text) : null;
    }
}
