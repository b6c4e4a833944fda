package rapport.ops.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;
import rapport.ops.CannotRun;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claims;
import rapport.prospecting.dispatch.Lanes;
import rapport.prospecting.dispatch.Round;

/** Workers of the dispatch queue for a time, as many as asked for, on carriers of choice. */
final class Hands {

    private static final int NODE = 1_000_000; // no other is that late

    private final BooleanSupplier work;
    private final WorkspaceId workspace;
    private final int workers;
    private final LongSupplier gone;

    /** @param gone how many have gone out so far */
    Hands(ApplicationContext context, WorkspaceId workspace, List<Carrier> carriers, int workers, LongSupplier gone) {
        this(workspace, workers, gone, work(new Round(context.getBean(Lanes.class), context.getBean(Claims.class), carriers, context.getBean(TransactionOperations.class), context.getBean(Clock.class))));
    }

    /** @param work what each does again and again, until there is none */
    Hands(WorkspaceId workspace, int workers, LongSupplier gone, BooleanSupplier work) {
        this.work = work;
        this.workspace = workspace;
        this.workers = workers;
        this.gone = gone;
    }

    private static BooleanSupplier work(Round round) {
        return () -> round.work(NODE);
    }

    /** @return how many went out */
    long run(Duration time) {
        var before = gone.getAsLong();
        var end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var runs = IntStream.range(0, workers).<Future<?>>mapToObj(_ -> threads.submit(() -> Workspaces.in(workspace, () -> {
                while (System.nanoTime() < end && work.getAsBoolean()) {
                    // the next portion
                }
                return true;
            }))).toList();
            for (var run : runs) {
                run.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new CannotRun("A worker failed: " + e.getMessage(), e);
        }
        if (gone.getAsLong() == before) {
            throw new CannotRun("Nothing is left to send. Ask for more with --touches.");
        }
        return gone.getAsLong() - before;
    }
}
