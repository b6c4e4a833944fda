package rapport.crm;

import java.time.Duration;
import org.springframework.stereotype.Component;
import rapport.crm.record.Bin;
import rapport.jobs.WorkspaceJob;
import rapport.kernel.Viewer;

/** Once a day what has lain in the bin for 90 days is taken away. */
@Component
class EmptyBin implements WorkspaceJob {

    private final Bin bin;

    EmptyBin(Bin bin) {
        this.bin = bin;
    }

    @Override
    public String name() {
        return "crm-bin";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run(Viewer system) {
        bin.empty(system);
    }
}
