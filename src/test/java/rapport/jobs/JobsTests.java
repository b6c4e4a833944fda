package rapport.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.events.IncompleteEventPublications;
import rapport.coaching.Coaching;
import rapport.coaching.ProtectedTime;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.kernel.Role;
import rapport.support.Team;
import rapport.support.TestDatabase;
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
    @Autowired IncompleteEventPublications events;
    @Autowired Jobs jobs;
    @Autowired Team team;
    @Autowired Coaching coaching;
    @Autowired SessionList sessions;
    @Autowired ProtectedTime time;
    @Autowired TestDatabase testDatabase;

    /** As if the program had been killed between the absence and whoever acts on it. */
    @Test
    void whatAListenerMissedIsDeliveredLater() {
        var maya = team.hire("Maya Lindqvist", Role.MANAGER);
        var ben = team.hire("Ben Okafor", Role.REP, maya);
        coaching.start(new StartProgramme(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), ZoneId.of("UTC"), StartProgramme.EXPECTATIONS, null), maya.viewer());
        var first = new SessionId(sessions.coming(null, null, 1, ben.viewer()).getFirst().id());
        var event = "{\"workspace\": \"%s\", \"absence\": \"%s\", \"person\": \"%s\", \"firstDay\": \"2026-03-09\", \"lastDay\": \"2026-03-09\", \"illness\": false}"
                .formatted(maya.viewer().workspace(), UUID.randomUUID(), ben.id());
        testDatabase.as("rapport_owner").sql("""
                        insert into event_publication (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts)
                        values (?, 'rapport.coaching.OnAbsenceEntered.callOff(rapport.calendar.AbsenceEntered)', 'rapport.calendar.AbsenceEntered', ?, timestamptz '2026-03-02 08:00Z', 'PUBLISHED', 1)""")
                .params(UUID.randomUUID(), event).update();

        jobs.deliverWhatWasMissed();

        await().pollInSameThread().until(() -> time.calledOff(first, maya.viewer()).isPresent());
        assertThat(time.calledOff(first, maya.viewer())).as("leave excuses").contains(true);
    }

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
        var jobs = new Jobs(List.of(job), workspaces, events, database, clock, true, Duration.ofMillis(200));
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
