package rapport.prospecting.inbox;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
import rapport.prospecting.dispatch.Dispatcher;
import rapport.prospecting.dispatch.Errand;
import rapport.web.Heard;

/**
 * Reads all mailboxes that have an IMAP server, each on one node and over one line that waits for news. Also runs errands when their
 * time has come.
 */
@Component
public class Watcher implements SmartLifecycle, Heard {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** Many networks forget a silent line after some minutes (RFC 2177 allows 29). */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(4);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Watches watches;
    private final Collector collector;
    private final List<Errand> errands;
    private final Dispatcher dispatcher;
    private final WorkspaceRegister workspaces;
    private final boolean wanted;
    private final Semaphore news = new Semaphore(0);
    private final Map<UUID, ImapLine> lines = new ConcurrentHashMap<>();
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Watcher(Watches watches, Collector collector, List<Errand> errands, Dispatcher dispatcher, WorkspaceRegister workspaces, @Value("${rapport.dispatch:true}") boolean wanted) {
        this.watches = watches;
        this.collector = collector;
        this.errands = errands;
        this.dispatcher = dispatcher;
        this.workspaces = workspaces;
        this.wanted = wanted;
    }

    @Override
    public String channel() {
        return Watches.CHANNEL;
    }

    /** A mailbox was set up or closed. */
    @Override
    public void heard(String payload) {
        news.release();
    }

    @Override
    public void start() {
        if (wanted) {
            running = true;
            Thread.ofVirtual().name("watch").start(this::run);
        }
    }

    private void run() {
        var nudged = System.nanoTime();
        while (running) {
            try {
                if (dispatcher.node() != 0) {
                    workspaces.all().forEach(it -> round(it.id()));
                }
                var said = news.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS);
                if (said || System.nanoTime() - nudged > LONGEST_SILENCE.toNanos()) {
                    news.drainPermits();
                    lines.values().forEach(ImapLine::nudge);
                    nudged = System.nanoTime();
                }
            } catch (DataAccessException | TransactionException | IllegalStateException e) {
                LOG.warn("No mailbox is looked after for a moment: {}", e.getMessage());
                pause(SHORTEST_PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void round(WorkspaceId workspace) {
        var node = dispatcher.node();
        Workspaces.in(workspace, () -> {
            watches.take(node).forEach(it -> Thread.ofVirtual().name("mailbox").start(() -> Workspaces.in(workspace, () -> {
                watch(it, node);
                return it;
            })));
            errands.forEach(errand -> errand.due().stream().filter(underWay::add).forEach(it -> Thread.ofVirtual().name("errand").start(() -> run(errand, it, workspace))));
            return node;
        });
    }

    private void run(Errand errand, UUID where, WorkspaceId workspace) {
        try {
            Workspaces.in(workspace, () -> {
                errand.run(where);
                return where;
            });
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Something is looked into later: {}", e.getMessage());
        } finally {
            underWay.remove(where);
        }
    }

    private void watch(UUID mailbox, int node) {
        var pause = SHORTEST_PAUSE;
        while (running) {
            try {
                var box = watches.letterbox(mailbox);
                if (box.isEmpty()) {
                    return; // closed
                }
                try (var line = ImapLine.open(box.get())) {
                    lines.put(mailbox, line);
                    while (running && collector.look(box.get(), node, line)) {
                        pause = SHORTEST_PAUSE;
                        line.awaitNews();
                    }
                    return; // not ours any more
                } finally {
                    lines.remove(mailbox);
                }
            } catch (MessagingException | DataAccessException | TransactionException | IllegalStateException e) {
                fault(mailbox, e);
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void fault(UUID mailbox, Exception e) {
        if (!running) {
            return;
        }
        LOG.info("A mailbox cannot be read: {}", Collector.words(e));
        try {
            watches.fault(mailbox, Collector.words(e));
        } catch (DataAccessException | TransactionException database) {
            LOG.warn("Nor can that be noted: {}", database.getMessage());
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        news.release();
        lines.values().forEach(ImapLine::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
