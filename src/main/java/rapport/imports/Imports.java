package rapport.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Audit;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.audit.Intake.Told;
import rapport.crm.Stock;
import rapport.imports.Import.Difference;
import rapport.imports.Import.State;
import rapport.imports.Planning.Planned;
import rapport.imports.Problem.Weight;
import rapport.imports.dialect.Headers;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Roster;

/**
 * Brings files in. A rehearsal is the run itself in a transaction that is rolled back; a run is one transaction, so that a
 * killed one leaves nothing; an undo takes back what nobody has touched since.
 */
@Service
public class Imports implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int PORTION = 2_000;

    /** A file as it arrives. */
    public record Upload(String name, InputStream content) {}

    /**
     * What may be decided for whoever cannot be asked.
     *
     * @param guess spreadsheets are read as their headers suggest
     * @param leaveOut rows that cannot come in stay out and do not keep the others out
     */
    public record Terms(boolean guess, boolean leaveOut) {
        /** Somebody sits before the page. */
        public static final Terms ASK = new Terms(false, true);

        /** Nothing is asked, and a row that cannot come in keeps everything out. */
        public static final Terms WHOLE = new Terms(true, false);
    }

    private final Journal journal;
    private final Planning planning;
    private final Loading loading;
    private final Late late;
    private final Roster roster;
    private final Stock stock;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Path folder;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    Imports(Journal journal, Planning planning, Loading loading, Late late, Roster roster, Stock stock, Audit audit, TransactionOperations transactions,
            Clock clock, @Value("${rapport.data:data}") Path data) {
        this.journal = journal;
        this.planning = planning;
        this.loading = loading;
        this.late = late;
        this.roster = roster;
        this.stock = stock;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.folder = data.resolve("files/imports");
    }

    /** Keeps the files and opens an import for them. */
    public ImportId receive(List<Upload> uploads, Viewer viewer) {
        viewer.mustAdminister();
        if (uploads.isEmpty()) {
            throw new Refused("imports.no-file", "Choose at least one file.");
        }
        var id = Ids.next(clock, ImportId::new);
        var sizes = new ArrayList<Long>();
        try {
            Files.createDirectories(folder.resolve(id.toString()));
            for (var upload : uploads) {
                sizes.add(Files.copy(upload.content, file(id, sizes.size())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files cannot be kept in " + folder, e);
        }
        journal.begin(id, uploads.stream().map(Upload::name).toList(), sizes, viewer);
        return id;
    }

    /** Rehearses in the background. */
    public void rehearseSoon(ImportId id, Viewer viewer) {
        soon(id, viewer, State.REHEARSING, () -> rehearse(id, Terms.ASK, viewer));
    }

    /** Runs in the background; closing the page does not stop it. */
    public void runSoon(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        if (!journal.move(id, State.REHEARSED, State.RUNNING)) {
            throw new Refused("imports.not-rehearsed", "This import was run or discarded already, or it has problems to mend first.");
        }
        soon(id, viewer, State.RUNNING, () -> run(id, Terms.ASK, viewer));
    }

    /** Everything as if it were meant, and nothing kept but what it would have changed. */
    public Import rehearse(ImportId id, Terms terms, Viewer viewer) {
        viewer.mustAdminister();
        var began = System.nanoTime();
        var planned = plan(id, terms, viewer);
        if (planned.plan().isEmpty()) {
            return stopped(id, planned, began, viewer);
        }
        var problems = new Problems();
        journal.forget(id);
        var summary = transactions.execute(transaction -> {
            mustBeTheOnly();
            var loaded = loading.load(planned.plan().get(), id, problems, progress(id), viewer.through(Through.IMPORT));
            journal.proposals(id, stock.propose(id.value()));
            tell(id);
            transaction.setRollbackOnly();
            return loaded;
        });
        journal.turned(id, problems);
        journal.finish(id, refuses(problems, terms) ? State.REFUSED : State.REHEARSED, summary, millis(began));
        return show(id, viewer);
    }

    /** For good: all of it or nothing. */
    public Import run(ImportId id, Terms terms, Viewer viewer) {
        viewer.mustAdminister();
        var began = System.nanoTime();
        var planned = plan(id, terms, viewer);
        if (planned.plan().isEmpty()) {
            return stopped(id, planned, began, viewer);
        }
        var problems = new Problems();
        var refused = transactions.execute(transaction -> {
            mustBeTheOnly();
            var summary = loading.load(planned.plan().get(), id, problems, progress(id), viewer.through(Through.IMPORT));
            if (refuses(problems, terms)) {
                transaction.setRollbackOnly();
                return true;
            }
            var proposals = stock.propose(id.value());
            audit.record("imports.import.run", id.toString(), Map.of("profile", planned.plan().get().source(), "rows", planned.plan().get().rows(), "leftOut", problems.rows.size(), "batch", summary.toString()), viewer);
            journal.ran(id, proposals, planned.plan().get().stages());
            journal.finish(id, State.DONE, summary, millis(began));
            return false;
        });
        journal.turned(id, problems);
        if (Boolean.TRUE.equals(refused)) {
            journal.finish(id, State.REFUSED, Map.of(), millis(began));
        }
        return show(id, viewer);
    }

    private static boolean refuses(Problems problems, Terms terms) {
        return !terms.leaveOut && !problems.rows.isEmpty();
    }

    private Import stopped(ImportId id, Planned planned, long began, Viewer viewer) {
        journal.finish(id, planned.asks() ? State.ASKING : State.REFUSED, Map.of(), millis(began));
        return show(id, viewer);
    }

    private Planned plan(ImportId id, Terms terms, Viewer viewer) {
        return planning.plan(id, journal.read(id).files(), position -> file(id, position), terms.guess, viewer);
    }

    /** The change log of the open transaction, written where it survives. */
    private void tell(ImportId id) {
        var portion = new ArrayList<Told>(PORTION);
        Consumer<Told> keep = it -> {
            portion.add(it);
            if (portion.size() >= PORTION) {
                journal.differences(id, portion, late.reasonsOf(portion.stream().map(Told::record).toList()));
                portion.clear();
            }
        };
        roster.tell(id.value(), keep);
        stock.tell(id.value(), keep);
        journal.differences(id, portion, late.reasonsOf(portion.stream().map(Told::record).toList()));
    }

    /** Receives and runs without asking: near-misses count as the same, and are listed. */
    public Import runAtOnce(List<Upload> uploads, Terms terms, Viewer viewer) {
        var id = receive(uploads, viewer);
        journal.move(id, State.REHEARSING, State.RUNNING);
        return guarded(id, () -> run(id, terms, viewer), viewer);
    }

    /** Receives and rehearses, and answers when it is done. */
    public Import rehearseAtOnce(List<Upload> uploads, Terms terms, Viewer viewer) {
        var id = receive(uploads, viewer);
        return guarded(id, () -> rehearse(id, terms, viewer), viewer);
    }

    private Import guarded(ImportId id, java.util.function.Supplier<Import> work, Viewer viewer) {
        try {
            return work.get();
        } catch (Refused e) {
            fail(id, e.getMessage());
            return show(id, viewer);
        }
    }

    /** Decides about a near-miss and rehearses anew. */
    public void decide(ImportId id, String field, String written, boolean same, Viewer viewer) {
        reopen(id, viewer);
        journal.decide(id, field, written, same);
        rehearseSoon(id, viewer);
    }

    /** Says which stage a word of another system means, for this and every later import, and rehearses anew. */
    public void readStage(ImportId id, String source, String written, UUID stage, Viewer viewer) {
        reopen(id, viewer);
        journal.mean(source, "stage", Headers.normal(written), stage.toString());
        rehearseSoon(id, viewer);
    }

    /** Says how the days of a column are written, and rehearses anew. */
    public void readDays(ImportId id, String subject, boolean monthFirst, Viewer viewer) {
        reopen(id, viewer);
        journal.mean("", "days", Headers.normal(subject), monthFirst ? "month-first" : "day-first");
        rehearseSoon(id, viewer);
    }

    /** Says what the columns of a file mean, for this and every later file with the same headers, and rehearses anew. */
    public void readColumns(ImportId id, int position, Matching matching, Viewer viewer) {
        if (!matching.isUsable()) {
            throw new Refused("imports.nothing-to-know-by", "Match at least a column that says what a record is called: a name, an e-mail address or a company.");
        }
        reopen(id, viewer);
        planning.remember(file(id, position), matching);
        rehearseSoon(id, viewer);
    }

    /** What may be said about the columns of a file, and what was said or guessed. */
    public Planning.Asked columns(ImportId id, int position, Viewer viewer) {
        var shown = show(id, viewer);
        if (position < 0 || position >= shown.files().size()) {
            throw new rapport.kernel.NotFound("imports.file-not-found", "There is no such file in this import");
        }
        return planning.asked(shown.files().get(position).name(), file(id, position));
    }

    private void reopen(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        if (!journal.move(id, State.REHEARSED, State.REHEARSING) && !journal.move(id, State.ASKING, State.REHEARSING) && !journal.move(id, State.REFUSED, State.REHEARSING)) {
            throw new Refused("imports.not-rehearsed", "This import was run or discarded already.");
        }
    }

    /** Once more from the start, after the program ended in the middle. */
    public void again(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        if (!show(id, viewer).interrupted()) {
            throw new Refused("imports.not-interrupted", "This import was not interrupted.");
        }
        if (!journal.move(id, State.RUNNING, State.REHEARSING)) {
            journal.move(id, State.REHEARSING, State.REHEARSING); // ours from now on
        }
        rehearseSoon(id, viewer);
    }

    public void discard(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        if (!journal.move(id, State.REHEARSED, State.DISCARDED) && !journal.move(id, State.REFUSED, State.DISCARDED) && !journal.move(id, State.ASKING, State.DISCARDED)) {
            throw new Refused("imports.too-late", "This import was run already. Undo it instead.");
        }
    }

    /** Puts back and takes away, except what somebody has changed since; that is listed. */
    public Import undo(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        var done = show(id, viewer);
        if (done.state() != State.DONE || done.finishedAt() == null) {
            throw new Refused("imports.not-done", "Only an import that was run can be undone.");
        }
        if (done.finishedAt().plus(Import.UNDOABLE).isBefore(clock.instant())) {
            throw new Refused("imports.too-old", "An import can be undone for 30 days; this one is older.");
        }
        transactions.executeWithoutResult(_ -> {
            mustBeTheOnly();
            if (!journal.move(id, State.DONE, State.UNDONE)) {
                throw new Refused("imports.not-done", "Somebody undid it a moment ago.");
            }
            var left = new ArrayList<LeftAlone>(stock.takeBack(id.value(), viewer));
            left.addAll(roster.takeBack(id.value(), Stock.OWNERS, viewer));
            journal.leftAlone(id, left);
            audit.record("imports.import.undone", id.toString(), Map.of("leftAlone", left.size()), viewer);
        });
        return show(id, viewer);
    }

    public Import show(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        return journal.read(id);
    }

    public List<Import> newest(Viewer viewer) {
        viewer.mustAdminister();
        return journal.newest(20);
    }

    /** @param after position of the last one seen @param limit records, each with all its fields */
    public List<Difference> differences(ImportId id, long after, int limit, Viewer viewer) {
        viewer.mustAdminister();
        return journal.differences(id, after, limit, ids -> {
            var names = roster.names(ids, viewer);
            names.putAll(stock.names(ids, viewer));
            return names;
        });
    }

    /** The rows of a file that stay out, under its header and with the reason, to be mended and brought again. */
    public void turned(ImportId id, int position, Consumer<List<String>> line, Viewer viewer) {
        viewer.mustAdminister();
        var header = new ArrayList<>(columns(id, position, viewer).header());
        header.add(Planning.REASON);
        line.accept(header);
        journal.turned(id, position, header.size() - 1, line);
    }

    private void soon(ImportId id, Viewer viewer, State working, Runnable work) {
        background.submit(() -> Workspaces.in(viewer.workspace(), () -> {
            try {
                work.run();
            } catch (Refused e) {
                fail(id, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("The import {} failed while {}; nothing of it was kept", id, working, e);
                fail(id, "This is our mistake, and nothing was imported. It has been written down; try again, or send us the file's header.");
            }
            return id;
        }));
    }

    private void fail(ImportId id, String sentence) {
        journal.problems(id, List.of(new Problem("", null, Weight.FILE, sentence)));
        journal.finish(id, State.REFUSED, Map.of(), 0);
    }

    private void mustBeTheOnly() {
        if (!journal.onlyOne()) {
            throw new Refused("imports.another-runs", "Another import is running in this workspace. Wait until it is done.");
        }
    }

    private Loading.Listener progress(ImportId id) {
        return (phase, done, planned) -> journal.progress(id, phase, done, planned);
    }

    private static long millis(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private Path file(ImportId id, int position) {
        return folder.resolve(id.toString()).resolve(String.valueOf(position));
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
