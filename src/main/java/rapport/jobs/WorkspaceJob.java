package rapport.jobs;

import java.time.Duration;
import rapport.kernel.Viewer;

/** Something every workspace has to have done again and again, whoever looks. Running it twice does no more than running it once. */
public interface WorkspaceJob {

    /** Stable, for it names the row that remembers when it is due: {@code coaching-ahead}. */
    String name();

    /** From the end of one run to the beginning of the next. */
    Duration every();

    /** In the bound workspace; what fails is tried again within minutes. */
    void run(Viewer system);
}
