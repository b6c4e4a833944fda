package rapport.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Audit;
import rapport.audit.History;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.crm.Stock;
import rapport.imports.Import.Difference;
import rapport.imports.Import.File;
import rapport.imports.Import.State;
import rapport.kernel.Forbidden;
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

    /** A file as it arrives. */
    public record Upload(String name, InputStream content) {}

    private record Recognised(Optional<Profile> profile, Map<String, SourceTable> tables, List<File> files) {}

    private record Loaded(Map<String, Outcome> summary, List<Difference> differences) {}

    private final Journal journal;
    private final Loading loading;
    private final List<Profile> profiles;
    private final Roster roster;
    private final Stock stock;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Path folder;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    Imports(Journal journal, Loading loading, List<Profile> profiles, Roster roster, Stock stock, Audit audit, TransactionOperations transactions,
            Clock clock, @Value("${rapport.data:data}") Path data) {
        this.journal = journal;
        this.loading = loading;
        this.profiles = profiles;
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
        soon(id, viewer, State.REHEARSING, () -> rehearse(id, viewer));
    }

    /** Runs in the background; closing the page does not stop it. */
    public void runSoon(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        if (!journal.move(id, State.REHEARSED, State.RUNNING)) {
            throw new Refused("imports.not-rehearsed", "This import was run or discarded already, or it has problems to mend first.");
        }
        soon(id, viewer, State.RUNNING, () -> run(id, viewer));
    }

    /** Everything as if it were meant, and nothing kept but what it would have changed. */
    public Import rehearse(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        var began = System.nanoTime();
        var plan = plan(id);
        if (plan.isEmpty()) {
            journal.finish(id, State.REFUSED, Map.of(), millis(began));
            return show(id, viewer);
        }
        var loaded = transactions.execute(transaction -> {
            mustBeTheOnly();
            var names = new HashMap<UUID, String>();
            var summary = loading.load(plan.get(), id, names, progress(id), viewer.through(Through.IMPORT));
            var differences = differences(plan.get(), id, names);
            transaction.setRollbackOnly();
            return new Loaded(summary, differences);
        });
        journal.differences(id, loaded.differences);
        journal.finish(id, State.REHEARSED, loaded.summary, millis(began));
        return show(id, viewer);
    }

    /** For good: all of it or nothing. */
    public Import run(ImportId id, Viewer viewer) {
        viewer.mustAdminister();
        var began = System.nanoTime();
        var plan = plan(id);
        if (plan.isEmpty()) {
            journal.finish(id, State.REFUSED, Map.of(), millis(began));
            return show(id, viewer);
        }
        transactions.executeWithoutResult(_ -> {
            mustBeTheOnly();
            var summary = loading.load(plan.get(), id, new HashMap<>(), progress(id), viewer.through(Through.IMPORT));
            audit.record("imports.import.run", id.toString(), Map.of("profile", plan.get().source(), "records", plan.get().records(), "batch", digest(summary)), viewer);
            journal.finish(id, State.DONE, summary, millis(began));
        });
        return show(id, viewer);
    }

    /** Receives and runs without asking: near-misses count as the same, and are listed. */
    public Import runAtOnce(List<Upload> uploads, Viewer viewer) {
        var id = receive(uploads, viewer);
        journal.move(id, State.REHEARSING, State.RUNNING);
        return run(id, viewer);
    }

    /** Receives and rehearses, and answers when it is done. */
    public Import rehearseAtOnce(List<Upload> uploads, Viewer viewer) {
        return rehearse(receive(uploads, viewer), viewer);
    }

    /** Decides about a near-miss and rehearses anew. */
    public void decide(ImportId id, String field, String written, boolean same, Viewer viewer) {
        viewer.mustAdminister();
        if (!journal.move(id, State.REHEARSED, State.REHEARSING)) {
            throw new Refused("imports.not-rehearsed", "This import was run or discarded already.");
        }
        journal.decide(id, field, written, same);
        rehearseSoon(id, viewer);
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
        if (!journal.move(id, State.REHEARSED, State.DISCARDED) && !journal.move(id, State.REFUSED, State.DISCARDED)) {
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
            left.addAll(roster.takeBack(id.value(), viewer));
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

    /** @param after position of the last one seen */
    public List<Difference> differences(ImportId id, long after, int limit, Viewer viewer) {
        viewer.mustAdminister();
        return journal.differences(id, after, limit);
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
        journal.problems(id, List.of(new Problem("", null, sentence)));
        journal.finish(id, State.REFUSED, Map.of(), 0);
    }

    private void mustBeTheOnly() {
        if (!journal.onlyOne()) {
            throw new Refused("imports.another-runs", "Another import is running in this workspace. Wait until it is done.");
        }
    }

    /** What the files say; empty when they say something impossible, which is then in the journal. */
    private Optional<Plan> plan(ImportId id) {
        var problems = new ArrayList<Problem>();
        var recognised = recognise(id, journal.read(id).files(), problems);
        var nearMisses = new NearMisses(journal.decisions(id));
        var plan = recognised.profile.map(it -> it.plan(recognised.tables, transactions.execute(_ -> stock.productsOf(it.name()).keySet()), nearMisses, problems));
        journal.recognised(id, recognised.profile.map(Profile::name).orElse(null), recognised.files);
        journal.problems(id, problems);
        journal.nearMisses(id, nearMisses.found());
        return problems.isEmpty() ? plan : Optional.empty();
    }

    private Recognised recognise(ImportId id, List<File> files, List<Problem> problems) {
        var tables = new LinkedHashMap<String, SourceTable>();
        var shown = new ArrayList<File>();
        Profile chosen = null;
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            try {
                var table = new TableReader(file.name(), file(id, i), problems).read();
                var profile = profiles.stream().filter(it -> it.shapeOf(table.header()).isPresent()).findFirst();
                if (profile.isEmpty() || chosen != null && chosen != profile.get()) {
                    shown.add(new File(file.name(), file.size(), null, (long) table.lines().size(), table.layout(),
                            "Skipped: its columns %s belong to no export Rapport knows.".formatted(shortened(table.header()))));
                    problems.removeIf(it -> it.file().equals(file.name()));
                    continue;
                }
                chosen = profile.get();
                var kind = chosen.shapeOf(table.header()).orElseThrow().kind();
                if (tables.putIfAbsent(kind, table) != null) {
                    problems.add(new Problem(file.name(), null, "Two files hold %s. Leave one of them out.".formatted(kind.toLowerCase(java.util.Locale.ROOT))));
                }
                shown.add(new File(file.name(), file.size(), kind, (long) table.lines().size(), table.layout(), null));
            } catch (Unreadable e) {
                problems.add(e.problem());
                shown.add(new File(file.name(), file.size(), null, null, null, null));
            }
        }
        if (chosen == null && problems.isEmpty()) {
            problems.add(new Problem(files.getFirst().name(), null, "No file is of an export Rapport knows. It knows: %s."
                    .formatted(String.join(", ", profiles.stream().map(Profile::name).toList()))));
        }
        return new Recognised(Optional.ofNullable(chosen), tables, shown);
    }

    /** The change log of the open transaction, with names instead of ids where people read it. */
    private List<Difference> differences(Plan plan, ImportId id, Map<UUID, String> names) {
        var changes = new ArrayList<History.Change>(roster.changes(id.value()));
        changes.addAll(stock.changes(id.value()));
        return IntStream.range(0, changes.size()).mapToObj(i -> {
            var it = changes.get(i);
            var name = names.getOrDefault(it.record(), it.record().toString());
            return new Difference(i + 1L, it.kind(), it.record(), name, it.field(), named(it.before(), names), named(it.after(), names),
                    plan.reasons().get("%s/%s/%s".formatted(it.kind(), name, it.field())));
        }).toList();
    }

    /** A reference reads as what it refers to. */
    private static @Nullable String named(@Nullable String value, Map<UUID, String> names) {
        return value == null || value.length() != 36 || value.charAt(8) != '-' ? value : names.getOrDefault(UUID.fromString(value), value);
    }

    private static String shortened(List<String> header) {
        return header.size() <= 6 ? String.join(", ", header) : String.join(", ", header.subList(0, 6)) + " …";
    }

    private Loading.Listener progress(ImportId id) {
        return (phase, done, planned) -> journal.progress(id, phase, done, planned);
    }

    private static String digest(Map<String, Outcome> summary) {
        return summary.toString();
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
