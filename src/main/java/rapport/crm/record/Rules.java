package rapport.crm.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;

/** What one kind of record must keep to, beyond what its fields can say. */
public interface Rules {

    Kind kind();

    /**
     * Before a record is written: completes what follows from the changes, and refuses what cannot be.
     *
     * @param before null for a new record
     * @param changes by column, as they will be written; may be added to
     * @throws Unfit naming the fields
     */
    void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer);

    /** After it was written, in the same transaction. */
    default void written(@Nullable CrmRecord before, CrmRecord after, Viewer viewer) {}
}
