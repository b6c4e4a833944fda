package rapport.crm.record;

import java.util.Optional;
import java.util.UUID;
import rapport.kernel.Viewer;

/** What another module knows of a record, shown beside it. The page asks its address and knows nothing of what comes. */
public interface RecordPanel {

    /** The address of a part; empty where there is nothing to show. */
    Optional<String> href(Kind kind, UUID id, Viewer viewer);
}
