package rapport.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;

/**
 * Runs each {@link WorkspaceJob} in each workspace. When it is due stands in the database, so that of several nodes one does it
 * and a missed night is made up for; db-scheduler's heartbeat takes over what a killed node had begun.
 */
@Component
class Jobs implements SmartLifecycle {

    private static final Duration MISSED = Duration.ofMinutes(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final int MISSED_BEATS = 4; // the library wants four at least: after two minutes another node takes over
    private static final Duration AGAIN = Duration.ofMinutes(2);
    private static final int THREADS = 2;

    private final List<WorkspaceJob> jobs;
    private final WorkspaceRegister workspaces;
    private final IncompleteEventPublications events;
    private final Clock clock;
    private final Scheduler scheduler;
    private final boolean wanted;
    private final List<CustomTask<Void>> tasks;

    Jobs(List<WorkspaceJob> jobs, WorkspaceRegister workspaces, IncompleteEventPublications events, DataSource database, Clock clock, @Value("${rapport.jobs:true}") boolean wanted,
            @Value("${rapport.jobs.look:PT10S}") Duration look) {
        this.jobs = List.copyOf(jobs);
        this.workspaces = workspaces;
        this.events = events;
        this.clock = clock;
        this.wanted = wanted;
        this.tasks = this.jobs.stream().map(this::task).toList();
        this.scheduler = builder(database, look).build();
    }

    private SchedulerBuilder builder(DataSource database, Duration look) {
        var housekeeping = Tasks.recurring("workspaces", FixedDelay.of(Duration.ofMinutes(1))).execute((_, _) -> everyWorkspaceHasItsRows());
        var events = Tasks.recurring("events", FixedDelay.of(Duration.ofMinutes(10))).execute((_, _) -> deliverWhatWasMissed());
        var builder = new SchedulerBuilder(database, new ArrayList<Task<?>>(tasks)).clock(clock::instant).heartbeatInterval(HEARTBEAT).missedHeartbeatsLimit(MISSED_BEATS);
        return builder.startTasks(housekeeping, events).tableName("jobs.scheduled_task").pollingInterval(look).threads(THREADS)
                .executorService(Executors.newFixedThreadPool(THREADS, Thread.ofVirtual().name("job-", 0).factory()))
                .shutdownMaxWait(Duration.ofSeconds(5));
    }

    private CustomTask<Void> task(WorkspaceJob job) {
        return Tasks.custom(job.name(), Void.class)
                .onFailureReschedule(FixedDelay.of(AGAIN))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    var workspace = new WorkspaceId(UUID.fromString(instance.getId()));
                    if (!workspaces.exists(workspace)) {
                        return new OnCompleteRemove<>(); // taken out since
                    }
                    Workspaces.in(workspace, () -> {
                        job.run(Viewer.system(workspace, job.name()));
                        return job;
                    });
                    return new OnCompleteReschedule<>(FixedDelay.of(job.every()));
                });
    }

    /** What no listener has finished, because the program ended in between or the listener failed. They may run twice. */
    void deliverWhatWasMissed() {
        events.resubmitIncompletePublicationsOlderThan(MISSED);
    }

    /** A workspace that was opened since gets its rows; one that has them keeps them. */
    private void everyWorkspaceHasItsRows() {
        for (var workspace : workspaces.all()) {
            for (var task : tasks) {
                scheduler.scheduleIfNotExists(task.instance(workspace.id().toString()), clock.instant());
            }
        }
    }

    @Override
    public void start() {
        if (wanted) {
            scheduler.start();
        }
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return scheduler.getSchedulerState().isStarted() && !scheduler.getSchedulerState().isShuttingDown();
    }
}
