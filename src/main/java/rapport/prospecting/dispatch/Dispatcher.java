package rapport.prospecting.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.web.Heard;

/**
 * Sends what is due, on every node at once. It sleeps until the earliest moment any workspace has something due, or until somebody says
 * that there is something earlier; nothing is asked again and again.
 */
@Component
public class Dispatcher implements SmartLifecycle, Heard {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Round round;
    private final Recovery recovery;
    private final Nodes nodes;
    private final WorkspaceRegister workspaces;
    private final Timetable timetable;
    private final Clock clock;
    private final boolean wanted;
    private final int workers;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean running;
    private volatile Thread clockwork = Thread.currentThread();
    private volatile int node; // none until the first beat

    /** A worker died and left what it held: this node gives itself up, and takes over from itself as another. */
    private volatile boolean failed;

    Dispatcher(Round round, Recovery recovery, Nodes nodes, WorkspaceRegister workspaces, Timetable timetable, Clock clock,
            @Value("${rapport.dispatch:true}") boolean wanted, @Value("${rapport.dispatch.workers:8}") int workers) {
        this.round = round;
        this.recovery = recovery;
        this.nodes = nodes;
        this.workspaces = workspaces;
        this.timetable = timetable;
        this.clock = clock;
        this.wanted = wanted;
        this.workers = workers;
        this.free = new Semaphore(workers);
    }

    @Override
    public String channel() {
        return Lanes.CHANNEL;
    }

    @Override
    public void heard(String payload) {
        news.release();
    }

    @Override
    public void start() {
        if (wanted) {
            running = true;
            clockwork = Thread.ofVirtual().name("dispatch").start(this::run);
        }
    }

    /** This node's number; 0 before it has one. Another after it was given up. */
    public int node() {
        return node;
    }

    private void run() {
        var beaten = Instant.MIN;
        while (running) {
            try {
                if (failed) {
                    pause(Duration.ofSeconds(1)); // whatever it was, it is not tried again in the same breath
                }
                if (failed || beaten.plus(Nodes.BEAT).isBefore(clock.instant())) {
                    if (node == 0) {
                        node = nodes.begin();
                    } else if (failed || !nodes.beat(node)) {
                        goOnAsAnother();
                    }
                    takeOver(nodes.dead().stream().filter(it -> it.id() != node).toList());
                    beaten = clock.instant();
                }
                timetable.due().forEach(this::send);
                sleep();
            } catch (DataAccessException | TransactionException | IllegalStateException e) {
                LOG.warn("Nothing is sent for a moment: {}", e.getMessage());
                pause(Duration.ofSeconds(1));
            }
        }
    }

    /** The other workers of the former one may still be handing over: they are doubted as those of a silent node are, and end what they have begun. */
    private void goOnAsAnother() {
        var former = node;
        node = nodes.beginAnew();
        failed = false;
        takeOver(List.of(new Nodes.Dead(former, false, false)));
    }

    /** What others began and cannot end. */
    private void takeOver(List<Nodes.Dead> dead) {
        if (dead.isEmpty()) {
            return;
        }
        var gone = dead.stream().filter(Nodes.Dead::surely).map(Nodes.Dead::id).toList();
        var silent = dead.stream().filter(it -> !it.surely()).map(Nodes.Dead::id).toList();
        for (var workspace : workspaces.all()) {
            Workspaces.in(workspace.id(), () -> {
                recovery.takeOver(gone, Nodes.SETTLING);
                recovery.takeOver(silent, Nodes.DOUBT);
                return dead;
            });
        }
        nodes.forget(dead.stream().filter(it -> it.surely() || it.before()).map(Nodes.Dead::id).toList());
        nodes.giveUp(dead.stream().filter(it -> !it.surely() && !it.before()).map(Nodes.Dead::id).toList());
    }

    /** As many workers as there are lanes due and hands free. */
    private void send(UUID workspace) {
        Workspaces.in(new WorkspaceId(workspace), () -> {
            var lanes = timetable.lanes(workers);
            for (var hand = 0; hand < Math.max(1, lanes) && free.tryAcquire(); hand++) {
                working.incrementAndGet();
                Thread.ofVirtual().name("carrier").start(() -> {
                    try {
                        Workspaces.in(new WorkspaceId(workspace), this::untilNothingIsDue);
                    } catch (RuntimeException e) {
                        LOG.error("A worker of workspace {} has stopped", workspace, e);
                        failed = true;
                    } finally {
                        working.decrementAndGet();
                        free.release();
                        news.release();
                    }
                });
            }
            return lanes;
        });
    }

    private boolean untilNothingIsDue() {
        var worked = false;
        while (running && round.work(node)) {
            worked = true;
        }
        return worked;
    }

    /** Until something is due, something is said, or the next beat. */
    private void sleep() {
        var beat = Nodes.BEAT.toMillis();
        var wait = Math.clamp(Duration.between(clock.instant(), timetable.first()).toMillis(), working.get() > 0 ? 50 : 1, beat);
        try {
            if (news.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever is being handed over is settled first; what was only claimed waits for the next node. */
    @Override
    public void stop() {
        running = false;
        news.release();
        try {
            clockwork.join(Duration.ofSeconds(2));
            if (free.tryAcquire(workers, 8, TimeUnit.SECONDS)) {
                nodes.end(node);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
