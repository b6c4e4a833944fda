package rapport.audit;

import java.time.Duration;
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

/** Seals every second what has come, once a minute whatever another node may have left, and all of it at shutdown. */
@Component
class SealingRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SealingRounds.class);
    private static final int ROUNDS_BETWEEN_ALL = 60;

    private final Seals seals;
    private final WorkspaceRegister workspaces;
    private final Duration pause;
    private volatile boolean running;
    private volatile Thread rounds = Thread.currentThread();

    SealingRounds(Seals seals, WorkspaceRegister workspaces, @Value("${rapport.audit.seal-every:PT1S}") Duration pause) {
        this.pause = pause;
        this.seals = seals;
        this.workspaces = workspaces;
    }

    @Override
    public void start() {
        running = true;
        rounds = Thread.ofVirtual().name("audit-seals").start(this::goRound);
    }

    private void goRound() {
        for (var round = 0; running; round++) {
            sealAll(round % ROUNDS_BETWEEN_ALL == 0);
            try {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return; // stop() says goodbye
            }
        }
    }

    private void sealAll(boolean everywhere) {
        try {
            var wanted = seals.takeWanted();
            (everywhere ? workspaces.all().stream().map(WorkspaceRegister.Workspace::id).toList() : wanted).forEach(this::seal);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The audit log waits for its seal: {}", e.getMessage()); // the next round tries again
        }
    }

    private void seal(WorkspaceId workspace) {
        try {
            while (Workspaces.in(workspace, seals::seal) > 0) {
                // ten thousand a seal; until nothing waits
            }
        } catch (DataAccessException | TransactionException e) {
            seals.wanted(workspace);
            LOG.warn("The audit log of workspace {} waits for its seal: {}", workspace, e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        rounds.interrupt();
        sealAll(true);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server, which writes, and before the pool closes. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }
}
