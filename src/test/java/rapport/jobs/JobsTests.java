package rapport.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** What is due is done in each workspace, in that workspace, and tried again when it fails. */
@WholeTest
class JobsTests {

    @Autowired WorkspaceRegister workspaces;
    @Autowired DataSource database;
    @Autowired TestClock clock;

    @Test
    void everyWorkspaceGetsItsOwnRunEvenWhenOneFails() {
        var here = Workspaces.current().orElseThrow();
        Set<WorkspaceId> done = ConcurrentHashMap.newKeySet();
        var failed = new AtomicInteger();
        var job = new WorkspaceJob() {
            @Override
            public String name() {
                return "test-" + here;
            }

            @Override
            public Duration every() {
                return Duration.ofDays(1);
            }

            @Override
            public void run(Viewer system) {
                assertThat(Workspaces.current()).contains(system.workspace());
                if (system.workspace().equals(here) && failed.getAndIncrement() == 0) {
                    throw new IllegalStateException("the first try of this one fails, on purpose");
                }
                done.add(system.workspace());
            }
        };
        var jobs = new Jobs(List.of(job), workspaces, database, clock, true, Duration.ofMillis(200));
        jobs.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                clock.pass(Duration.ofMinutes(3)); // its time to be tried again comes
                return done.contains(here) && failed.get() == 2;
            });
        } finally {
            jobs.stop();
        }
    }
}
