package rapport.imports.web;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.audit.Intake.Outcome;
import rapport.imports.Import;
import rapport.imports.Import.State;
import rapport.imports.NearMiss;
import rapport.imports.Problem;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
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
        List<Near> nearMisses, List<Wrong> problems, List<FileLine> files, String profile, Badge state, List<String> leftAlone, @Nullable String undoWords,
        boolean interrupted, boolean decides) implements Part {

    /** @param state "done", "now" or "" */
    public record Phase(String title, String note, String state) {}

    public record Near(String field, String written, String meant, String records, String reason, boolean same) {}

    public record Wrong(String where, String sentence) {}

    public record FileLine(String name, String kind, String records, @Nullable String skipped) {}

    static ImportBody of(Import it, Viewer viewer, Clock clock) {
        var working = it.state().isWorking() && !it.interrupted();
        return new ImportBody(it.id().toString(), working, phases(it), actions(it), working ? progress(it, clock) : null,
                it.summary().isEmpty() ? null : changes(it), it.nearMisses().stream().map(ImportBody::near).toList(),
                it.problems().stream().map(ImportBody::wrong).toList(), it.files().stream().map(ImportBody::file).toList(),
                it.profile() == null ? "Files" : it.profile(), ImportsPage.badge(it), it.leftAlone(), undoWords(it, clock), it.interrupted(), it.state() == State.REHEARSED);
    }

    private static List<Phase> phases(Import it) {
        var at = switch (it.state()) {
            case REHEARSING -> it.profile() == null ? 0 : 1;
            case REFUSED -> 0;
            case REHEARSED, DISCARDED -> 2;
            case RUNNING -> 3;
            case DONE, UNDONE -> 4;
        };
        var files = it.files().stream().filter(file -> file.skipped() == null).count();
        var seconds = it.millis() == null ? "" : ", %.1f s".formatted(it.millis() / 1000.0);
        return List.of(
                phase("Recognised", Say.count(files, "file", "files"), 0, at),
                phase("Rehearsed", at > 1 ? Say.count(it.records(), "record", "records") + (at == 2 ? seconds : "") : "as if it were meant", 1, at),
                phase("Decide", Say.count(it.nearMisses().size(), "near-miss", "near-misses"), 2, at),
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
            case DONE -> List.of(Action.second("Undo this import", root + "/undo").posting().with("arrow-back-up"), Action.primary("See the pipeline", "/opportunities"));
            case REHEARSING, RUNNING, UNDONE, DISCARDED -> List.of();
        };
    }

    private static Progress progress(Import it, Clock clock) {
        var seconds = Math.max(1, ChronoUnit.SECONDS.between(it.startedAt(), clock.instant()));
        var words = it.phase() == null ? "Reading the files" : it.planned() == 0 ? it.phase()
                : "%s: %s of %s".formatted(it.phase(), Say.count(it.done()), Say.count(it.planned()));
        return new Progress(words, "%d s".formatted(seconds), it.done(), Math.max(1, it.planned()));
    }

    private static Table changes(Import it) {
        var rows = new ArrayList<Row>();
        it.summary().forEach((kind, outcome) -> rows.add(row(it, kind, outcome)));
        return new Table("What would change", List.of(Column.of("Kind"), Column.number("New"), Column.number("Changed"), Column.number("The same"), Column.number("Kept"), Column.of("Worth knowing")),
                rows, new EmptyState("Nothing", "", null), null);
    }

    private static Row row(Import it, String kind, Outcome outcome) {
        return Row.of(new Cell.Text(kind, null), Cell.number(Say.count(outcome.added())), Cell.number(Say.count(outcome.changed())),
                Cell.number(Say.count(outcome.same())), Cell.number(Say.count(outcome.kept())), Cell.text(note(it, kind, outcome)));
    }

    private static @Nullable String note(Import it, String kind, Outcome outcome) {
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

    private static FileLine file(Import.File it) {
        return new FileLine(it.name(), it.kind() == null ? it.layout() == null ? "not read" : it.layout() : "%s · %s".formatted(it.kind(), it.layout()),
                it.records() == null ? "–" : Say.count(it.records(), "row", "rows"), it.skipped());
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
