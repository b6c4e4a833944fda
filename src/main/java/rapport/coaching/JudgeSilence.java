package rapport.coaching;

import java.time.Duration;
import org.springframework.stereotype.Component;
import rapport.jobs.WorkspaceJob;
import rapport.kernel.Viewer;

/** When the time to answer has passed a session is judged, whether or not anybody looks. */
@Component
public class JudgeSilence implements WorkspaceJob {

    private final Judging judging;

    JudgeSilence(Judging judging) {
        this.judging = judging;
    }

    @Override
    public String name() {
        return "coaching-verdicts";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run(Viewer system) {
        judging.overdue(system).forEach(it -> judging.verdict(it, system));
    }
}
