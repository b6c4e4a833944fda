package rapport.ops.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import rapport.ops.CannotRun;
import rapport.ops.bench.CrashBench.Company;

/** Notes of one session, written as fast as they are acknowledged. Whoever gets no answer sends the same note again, also across a crash. */
@Command(name = "notes", description = "While notes are written: each that was acknowledged is there, once", mixinStandardHelpOptions = true)
final class NotesCrash implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(5); // a restart takes three at most

    /** @param words like no other's, so that a note kept twice under two ids shows */
    private record Note(UUID id, String words) {}

    @ParentCommand CrashBench crash;

    @Option(names = "--clients", description = "${DEFAULT-VALUE} by default") int clients = 8;

    private final Set<Note> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong sentAgain = new AtomicLong();
    private volatile boolean enough;

    @Override
    public void run() {
        var company = crash.prepare();
        try (var program = ServedProgram.start(crash.data(), crash.port); var api = new ApiCaller(crash.port)) {
            var notes = "/coaching/sessions/%s/notes/".formatted(session(api, company));
            crash.say("%d clients write notes, %d kills, seed %d".formatted(clients, crash.kills, crash.seed));
            interrupt(program, client -> write(client, api, notes, client % 2 == 0 ? company.manager() : company.rep()));
            report(stored(company));
        }
    }

    private static String session(ApiCaller api, Company company) {
        api.post("/coaching/programmes", company.manager(), """
                {"reps": ["%s"], "everyWeeks": 2, "minutes": 45, "firstSlot": "%s"}""".formatted(company.coached(), company.firstSlot()));
        return api.get("/coaching/sessions", company.manager()).get("items").get(0).get("id").asString();
    }

    private void interrupt(ServedProgram program, IntConsumer writing) {
        var random = new Random(crash.seed);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, clients).<Future<?>>mapToObj(i -> threads.submit(() -> writing.accept(i))).toList();
            try {
                for (var kill = 1; kill <= crash.kills && writers.stream().noneMatch(Future::isDone); kill++) {
                    var moment = random.nextLong(300, 3_000);
                    ServedProgram.pause(moment);
                    var soFar = acknowledged.size();
                    var seconds = crash.killAndStart(program);
                    crash.say("Kill %2d after %.2f s, %,d notes acknowledged so far; started again in %.1f s".formatted(kill, moment / 1e3, soFar, seconds));
                }
                enough = true;
                writers.forEach(NotesCrash::finish);
            } catch (RuntimeException e) {
                threads.shutdownNow(); // else they go on asking a program that is not there
                throw e;
            }
        }
    }

    private void write(int client, ApiCaller api, String notes, String token) {
        for (var i = 0; !enough; i++) {
            var note = new Note(UUID.randomUUID(), "Client %d, note %d: the buyer names a maximum".formatted(client, i));
            deliver(note, api, notes, token);
            acknowledged.add(note);
        }
    }

    /** The same note under the same id until somebody says that it is kept. */
    private void deliver(Note note, ApiCaller api, String notes, String token) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var attempt = 0; !api.put(notes + note.id, token, "{\"shared\": true, \"words\": \"%s\"}".formatted(note.words)); attempt++) {
            if (System.nanoTime() > end) {
                throw new CannotRun("Nobody acknowledged it within five minutes.");
            }
            if (attempt == 0) {
                sentAgain.incrementAndGet();
            }
            ServedProgram.pause(20);
        }
    }

    private static void finish(Future<?> writer) {
        try {
            writer.get();
        } catch (ExecutionException e) {
            throw new CannotRun("A note cannot be written. " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted", e);
        }
    }

    private List<Note> stored(Company company) {
        return crash.stored(connection -> {
            try (var statement = connection.prepareStatement("select id, words from coaching.entry where workspace = ?")) {
                statement.setObject(1, company.workspace());
                try (var row = statement.executeQuery()) {
                    var notes = new ArrayList<Note>();
                    while (row.next()) {
                        notes.add(new Note(row.getObject(1, UUID.class), row.getString(2)));
                    }
                    return notes;
                }
            }
        });
    }

    private void report(List<Note> stored) {
        var kept = Set.copyOf(stored);
        var found = acknowledged.stream().filter(kept::contains).count();
        var lost = acknowledged.size() - found;
        var doubled = stored.size() - Math.min(stored.stream().map(Note::id).distinct().count(), stored.stream().map(Note::words).distinct().count());
        crash.say("%,d notes acknowledged, %,d found, %,d lost, %,d doubled; %,d had to be sent again".formatted(
                acknowledged.size(), found, lost, doubled, sentAgain.get()));
        crash.say(crash.restarts());
        if (lost > 0 || doubled > 0) {
            throw new CannotRun("%,d acknowledged notes are not there, and %,d are there twice. The data is still in %s.".formatted(lost, doubled, crash.data()));
        }
    }
}
