package rapport.coaching;

import java.time.Duration;
import org.springframework.stereotype.Component;
import rapport.jobs.WorkspaceJob;
import rapport.kernel.Viewer;

/** Time is always protected eight weeks ahead, whether or not anybody looks. */
@Component
public class KeepFilled implements WorkspaceJob {

    private final Promises promises;

    KeepFilled(Promises promises) {
        this.promises = promises;
    }

    @Override
    public String name() {
        return "coaching-ahead";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run(Viewer system) {
        promises.keepFilled(system);
    }
}
