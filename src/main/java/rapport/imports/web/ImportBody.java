package rapport.imports.web;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.audit.Intake.Outcome;
import rapport.imports.Import;
import rapport.imports.Import.State;
import rapport.imports.NearMiss;
import rapport.imports.Problem;
import rapport.imports.Problem.Weight;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.Option;
import rapport.web.Part;
import rapport.web.Progress;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

/**
 * What moves on an import's page.
 *
 * @param poll asks for itself again while something is under way
 */
public record ImportBody(
        String id, boolean poll, List<Phase> phases, List<Action> actions, @Nullable Progress progress, @Nullable Table changes,
        List<Near> nearMisses, List<Asks> questions, List<StageChoice> stageChoices, List<Option> known, List<Wrong> problems, List<Wrong> leftOut, List<Wrong> leftBlank, String leftOutWords, @Nullable String leftBlankWords, @Nullable String pairs,
        List<Action> turned, List<FileLine> files, String profile, Badge state, List<String> leftAlone, @Nullable String undoWords,
        boolean interrupted, boolean decides) implements Part {

    public static final int FEW = 5;

    private static final int SHOWN = 50;

    /** @param state "done", "now" or "" */
    public record Phase(String title, String note, String state) {}

    public record Near(String field, String written, String meant, String records, String reason, boolean same) {}

    /** @param link where it is answered; null when two buttons do */
    public record Asks(String sentence, @Nullable String link, String subject) {}

    /** A stage of a file that may mean another one. */
    public record StageChoice(String source, String written, String rows, String meant, @Nullable String stage, String note) {}

    public record Wrong(String where, String sentence) {}

    public record FileLine(String name, String kind, String records, @Nullable String skipped, @Nullable String match) {}

    /** @param stages that words may be said to mean */
    static ImportBody of(Import it, List<Option> stages, Viewer viewer, Clock clock) {
        var working = it.state().isWorking() && !it.interrupted();
        return new ImportBody(it.id().toString(), working, phases(it), actions(it), working ? progress(it, clock) : null,
                it.summary().isEmpty() ? null : changes(it), it.nearMisses().stream().map(ImportBody::near).toList(),
                it.questions().stream().map(question -> asks(it, question)).toList(), it.stages().stream().map(ImportBody::stage).toList(), stages, wrongs(it, Weight.FILE), wrongs(it, Weight.ROW), wrongs(it, Weight.VALUE), leftOutWords(it), leftBlankWords(it), pairs(it), turned(it),
                IntStream.range(0, it.files().size()).mapToObj(i -> file(it, i)).toList(),
                it.profile() == null ? "Files" : it.profile(), ImportsPage.badge(it), it.leftAlone(), undoWords(it, clock), it.interrupted(), it.state() == State.REHEARSED || it.state() == State.ASKING);
    }

    private static List<Phase> phases(Import it) {
        var at = switch (it.state()) {
            case REHEARSING -> it.profile() == null ? 0 : 1;
            case REFUSED, ASKING -> 0;
            case REHEARSED, DISCARDED -> 2;
            case RUNNING -> 3;
            case DONE, UNDONE -> 4;
        };
        var files = it.files().stream().filter(file -> file.skipped() == null).count();
        var seconds = it.millis() == null ? "" : ", %.1f s".formatted(it.millis() / 1000.0);
        return List.of(
                phase("Recognised", Say.count(files, "file", "files"), 0, at),
                phase("Rehearsed", at > 1 ? Say.count(it.records(), "record", "records") + (at == 2 ? seconds : "") : "as if it were meant", 1, at),
                phase("Decide", it.leftOut() > 0 ? Say.count(it.leftOut(), "row", "rows") + " left out" : Say.count(it.nearMisses().size(), "near-miss", "near-misses"), 2, at),
                phase("Import", at == 4 ? "all at once" + seconds : "all or nothing", 3, at));
    }

    private static Phase phase(String title, String note, int number, int at) {
        return new Phase(title, note, number < at ? "done" : number == at ? "now" : "");
    }

    private static List<Action> actions(Import it) {
        var root = "/imports/" + it.id();
        if (it.interrupted()) {
            return List.of(Action.primary("Run it again", root + "/again").posting());
        }
        return switch (it.state()) {
            case REHEARSED -> List.of(Action.quiet("Discard", root + "/discard").posting(),
                    Action.primary("Import %s".formatted(Say.count(it.records(), "record", "records")), root + "/run").posting());
            case REFUSED -> List.of(Action.primary("Choose files again", "/imports"));
            case ASKING -> List.of(Action.quiet("Discard", root + "/discard").posting());
            case DONE -> List.of(Action.second("Undo this import", root + "/undo").posting().with("arrow-back-up"), seen(it));
            case REHEARSING, RUNNING, UNDONE, DISCARDED -> List.of();
        };
    }

    private static Action seen(Import it) {
        return it.summary().containsKey("Opportunities") ? Action.primary("See the pipeline", "/opportunities")
                : it.summary().containsKey("Leads") ? Action.primary("See the leads", "/leads") : it.summary().containsKey("Contacts") ? Action.primary("See the contacts", "/contacts") : Action.primary("See the accounts", "/accounts");
    }

    /** How fast it goes, and how long it will take at that speed. */
    private static Progress progress(Import it, Clock clock) {
        var began = it.phaseAt() == null ? it.startedAt() : it.phaseAt();
        var millis = Math.max(1, ChronoUnit.MILLIS.between(began, clock.instant()));
        var words = it.phase() == null ? "Reading the files" : it.planned() == 0 ? it.phase() : "%s: %s of %s rows".formatted(it.phase(), Say.count(it.done()), Say.count(it.planned()));
        var rate = it.done() * 1000 / millis;
        var time = it.done() < 1_000 || rate == 0 ? "%d s".formatted(millis / 1000) : "%s rows a second, about %d s left".formatted(Say.count(rate), Math.ceilDiv(Math.max(0, it.planned() - it.done()), rate));
        return new Progress(words, time, it.done(), Math.max(1, it.planned()));
    }

    private static List<Wrong> wrongs(Import it, Weight weight) {
        return it.problems().stream().filter(problem -> problem.weight() == weight).limit(SHOWN).map(ImportBody::wrong).toList();
    }

    private static String leftOutWords(Import it) {
        return it.leftOut() == 0 ? "" : it.leftOut() > SHOWN ? "%s, the first %d of them here".formatted(Say.count(it.leftOut(), "row", "rows"), SHOWN) : Say.count(it.leftOut(), "row", "rows");
    }

    /** What is known of the values left blank beyond the first few. */
    private static @Nullable String leftBlankWords(Import it) {
        return it.leftBlank() <= FEW ? null : it.leftBlank() > SHOWN ? "The first %d of %s".formatted(SHOWN, Say.count(it.leftBlank())) : "All %s".formatted(Say.count(it.leftBlank()));
    }

    private static @Nullable String pairs(Import it) {
        return it.proposals() == 0 ? null : it.state() == State.REHEARSED ? "%s may be one with another; they would wait under Duplicates for somebody to decide.".formatted(Say.count(it.proposals(), "pair", "pairs"))
                : it.state() == State.DONE ? "%s may be one with another.".formatted(Say.count(it.proposals(), "pair", "pairs")) : null;
    }

    /** One file for each that has rows left out. */
    private static List<Action> turned(Import it) {
        var named = it.problems().stream().filter(problem -> problem.weight() == Weight.ROW).map(Problem::file).distinct().toList();
        return IntStream.range(0, it.files().size()).filter(i -> named.contains(it.files().get(i).name()))
                .mapToObj(i -> Action.second("Rows of %s to mend".formatted(it.files().get(i).name()), "/imports/%s/files/%d/left-out.csv".formatted(it.id(), i)).with("download")).toList();
    }

    private static Asks asks(Import it, Import.Question question) {
        return question.sort() == Import.Question.Sort.COLUMNS
                ? new Asks("%s is of no export Rapport knows. Say what its columns mean; that is remembered.".formatted(it.files().get(question.file()).name()), "/imports/%s/files/%d".formatted(it.id(), question.file()), "")
                : new Asks("“%s” in %s may be two days, and no other value tells which number is the month.".formatted(question.example(), question.subject()), null, question.subject());
    }

    private static StageChoice stage(Import.StageRead it) {
        return new StageChoice(it.source(), it.written(), Say.count(it.records(), "row", "rows"), it.meant(), it.fresh() ? null : it.stage().toString(), it.fresh() ? "comes with the import" : "is here");
    }

    private static Table changes(Import it) {
        var rows = new ArrayList<Row>();
        it.summary().forEach((kind, outcome) -> rows.add(row(kind, outcome)));
        return new Table("What would change", List.of(Column.of("Kind"), Column.number("New"), Column.number("Changed"), Column.number("The same"), Column.number("Kept"), Column.of("Worth knowing")),
                rows, new EmptyState("Nothing", "", null), null);
    }

    private static Row row(String kind, Outcome outcome) {
        return Row.of(new Cell.Text(kind, null), Cell.number(Say.count(outcome.added())), Cell.number(Say.count(outcome.changed())),
                Cell.number(Say.count(outcome.same())), Cell.number(Say.count(outcome.kept())), Cell.text(note(kind, outcome)));
    }

    private static @Nullable String note(String kind, Outcome outcome) {
        if (outcome.kept() > 0) {
            return "%s somebody here had changed stay as they are".formatted(Say.count(outcome.kept(), "field", "fields"));
        }
        return "People".equals(kind) && outcome.added() > 0 ? "nobody can sign in until invited" : null;
    }

    private static Near near(NearMiss it) {
        return new Near(it.field(), it.written(), it.meant(), Say.count(it.records(), "row", "rows"), "A %s. %s".formatted(it.field(), it.reason()), it.same());
    }

    private static Wrong wrong(Problem it) {
        var where = it.line() == null ? it.file() : "%s, line %s".formatted(it.file(), Say.count(it.line()));
        return new Wrong(where, it.sentence());
    }

    private static FileLine file(Import whole, int position) {
        var it = whole.files().get(position);
        var open = whole.state() == State.REHEARSED || whole.state() == State.ASKING || whole.state() == State.REFUSED;
        var unknown = it.skipped() != null || "Spreadsheet".equals(it.dialect());
        return new FileLine(it.name(), it.kind() == null ? it.layout() == null ? "not read" : it.layout()
                : "%s: %s · %s columns of %s understood · %s".formatted(it.dialect(), it.kind(), it.understood(), it.columns(), it.layout()),
                it.records() == null ? "–" : Say.count(it.records(), "row", "rows"), it.skipped(), open && unknown && it.layout() != null ? "/imports/%s/files/%d".formatted(whole.id(), position) : null);
    }

    private static @Nullable String undoWords(Import it, Clock clock) {
        if (it.state() == State.DONE && it.finishedAt() != null) {
            var days = Import.UNDOABLE.toDays() - ChronoUnit.DAYS.between(it.finishedAt(), clock.instant());
            return "Undo puts everything back for another %d days, except what someone has changed since. Those are listed, and stay.".formatted(Math.max(0, days));
        }
        return it.state() == State.UNDONE ? null
                : "Undo within 30 days puts everything back, except what someone has changed since. Those are listed, and stay.";
    }

    @Override
    public String template() {
        return "imports/run/_body";
    }
}
