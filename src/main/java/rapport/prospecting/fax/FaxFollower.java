package rapport.prospecting.fax;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import rapport.prospecting.dispatch.Errand;

/** Asks fax servers what became of what they were given. */
@Component
class FaxFollower implements Errand {

    private static final Logger LOG = LoggerFactory.getLogger(FaxFollower.class);

    private final FaxLines lines;
    private final FaxJobs jobs;

    FaxFollower(FaxLines lines, FaxJobs jobs) {
        this.lines = lines;
        this.jobs = jobs;
    }

    @Override
    public List<UUID> due() {
        return jobs.due();
    }

    @Override
    public void run(UUID line) {
        var door = lines.door(line);
        if (door.isEmpty()) {
            return;
        }
        try (var session = HylafaxSession.open(door.get())) {
            for (var it : jobs.of(line)) {
                jobs.learn(it, it.job() == null ? null : session.state(it.job()).orElse(null));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.info("{} cannot be asked about its faxes: {}", door.get().host(), e.getMessage());
        }
    }
}
