package rapport.ops.bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import rapport.ops.CannotRun;
import rapport.ops.bench.CrashBench.Company;
import tools.jackson.databind.json.JsonMapper;

/** Imports that are killed on their way, each of records nobody has brought before, and then brought once more as a person would. */
@Command(name = "import", description = "While files are imported: all of them are in, or nothing is", mixinStandardHelpOptions = true)
final class ImportCrash implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String STORED = """
            select (select count(*) from crm.opportunity o where o.workspace = w.id and o.source_id = any(?)),
                   (select count(*) from crm.opportunity o where o.workspace = w.id) + (select count(*) from crm.account a where a.workspace = w.id)
                       + (select count(*) from crm.product p where p.workspace = w.id) + (select count(*) from people.person p where p.workspace = w.id)
                       + (select count(*) from people.team t where t.workspace = w.id)
              from kernel.workspace w where w.id = ?""";

    /** @param opportunities of one export, by their ids in it @param records of every kind that an export has, in the whole workspace */
    private record Stored(long opportunities, long records) {}

    @ParentCommand CrashBench crash;

    @Option(names = "--rows", description = "opportunities in an import; ${DEFAULT-VALUE} by default") int rows = 6_000;

    private final JsonMapper json = JsonMapper.builder().build();
    private int acknowledged;
    private int found;
    private int partial;
    private long doubled;
    private long missing;

    @Override
    public void run() {
        var company = crash.prepare();
        var random = new Random(crash.seed);
        try (var program = ServedProgram.start(crash.data(), crash.port); var api = new ApiCaller(crash.port)) {
            crash.say("Imports of %,d opportunities, %d kills, seed %d".formatted(rows, crash.kills, crash.seed));
            for (var kill = 1; kill <= crash.kills; kill++) {
                interrupt(kill, CrmExport.of(kill, rows, random), random.nextLong(200, 3_000), program, api, company);
            }
        }
        report();
    }

    private void interrupt(int kill, CrmExport export, long moment, ServedProgram program, ApiCaller api, Company company) {
        var before = stored(export, company);
        var all = new Stored(rows, before.records + export.records());
        var began = System.nanoTime();
        var answer = api.upload("/imports", company.owner(), export.files());
        await(answer, moment);
        var killedAfter = (System.nanoTime() - began) / 1e9;
        var seconds = crash.killAndStart(program);
        var isIn = isIn(answer);
        var left = stored(export, company);
        importAgain(export, api, company);
        var after = stored(export, company);

        acknowledged += isIn ? 1 : 0;
        found += isIn && left.equals(all) ? 1 : 0;
        partial += left.equals(all) || left.equals(before) ? 0 : 1;
        doubled += Math.max(0, after.records - all.records);
        missing += Math.max(rows - after.opportunities, all.records - after.records);
        crash.say("Kill %2d after %.2f s, %s; %,d of %,d opportunities there, %,d of %,d records in all; started again in %.1f s; the same import again: %,d and %,d"
                .formatted(kill, killedAfter, isIn ? "acknowledged" : "not acknowledged", left.opportunities, rows, left.records - before.records,
                        export.records(), seconds, after.opportunities, after.records - before.records));
    }

    /** Until the moment has come or the answer has: nothing is more worth a kill than what was acknowledged just now. */
    private static void await(Future<?> answer, long millis) {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!answer.isDone() && System.nanoTime() < end) {
            ServedProgram.pause(5);
        }
    }

    /** False when the program died before it could say, and nobody knows. */
    private boolean isIn(Future<HttpResponse<String>> answer) {
        try {
            var it = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (it.statusCode() == 201 && json.readTree(it.body()).path("state").asString().equals("DONE")) {
                return true;
            }
            if (it.statusCode() < 500) {
                throw new CannotRun("The import is refused with %d: %s".formatted(it.statusCode(), it.body()));
            }
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted", e);
        }
    }

    private void importAgain(CrmExport export, ApiCaller api, Company company) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isIn(api.upload("/imports", company.owner(), export.files()))) {
            if (System.nanoTime() > end) {
                throw new CannotRun("After the crash the same import does not succeed any more. The data is still in %s.".formatted(crash.data()));
            }
            ServedProgram.pause();
        }
    }

    private Stored stored(CrmExport export, Company company) {
        return crash.stored(connection -> {
            try (var statement = connection.prepareStatement(STORED)) {
                statement.setArray(1, connection.createArrayOf("text", export.ids().toArray(String[]::new)));
                statement.setObject(2, company.workspace());
                try (var row = statement.executeQuery()) {
                    row.next();
                    return new Stored(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    private void report() {
        var lost = acknowledged - found;
        crash.say("%d imports: %d acknowledged, %d found, %d lost, %d there in part; with the same import again %,d records doubled, %,d missing"
                .formatted(crash.kills, acknowledged, found, lost, partial, doubled, missing));
        crash.say(crash.restarts());
        if (lost > 0 || partial > 0 || doubled > 0 || missing > 0) {
            throw new CannotRun("%d acknowledged imports are not there, %d are there in part, %,d records are there twice and %,d not at all. The data is still in %s."
                    .formatted(lost, partial, doubled, missing, crash.data()));
        }
    }
}
