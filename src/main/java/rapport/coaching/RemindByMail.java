package rapport.coaching;

import java.time.Duration;
import org.springframework.stereotype.Component;
import rapport.jobs.WorkspaceJob;
import rapport.kernel.Viewer;

/** Mails those who still have to accept, to prepare or to answer, once for each. */
@Component
public class RemindByMail implements WorkspaceJob {

    private final Reminders reminders;

    RemindByMail(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public String name() {
        return "coaching-reminders";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void run(Viewer system) {
        reminders.mail(system);
    }
}
