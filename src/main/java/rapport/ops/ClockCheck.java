package rapport.ops;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import rapport.audit.AuditLog;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;

/** A clock that is set back or forward is for demos: real workspaces must not get facts of another time. */
@Component
class ClockCheck implements ApplicationRunner {

    private final WorkspaceRegister workspaces;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration offset;

    ClockCheck(WorkspaceRegister workspaces, AuditLog audit, Clock clock, @Value("${rapport.clock.offset:PT0S}") Duration offset) {
        this.workspaces = workspaces;
        this.audit = audit;
        this.clock = clock;
        this.offset = offset;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (offset.isZero()) {
            return;
        }
        for (var workspace : workspaces.all()) {
            if (!workspace.demo()) {
                throw new CannotRun("RAPPORT_CLOCK_OFFSET is for demos, and %s is not one. Unset it.".formatted(workspace.name()));
            }
            Workspaces.in(workspace.id(), () -> audit.newestEntry()).filter(clock.instant()::isBefore).ifPresent(newest -> {
                throw new CannotRun("RAPPORT_CLOCK_OFFSET would take the clock behind %s, when something was last written in %s. Use a later one."
                        .formatted(newest, workspace.name()));
            });
        }
    }
}
