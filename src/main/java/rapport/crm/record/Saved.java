package rapport.crm.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to change a record. */
public sealed interface Saved {

    record Done(CrmRecord record) implements Saved {}

    /** Somebody changed the same fields since; nothing was saved. */
    record Clashing(CrmRecord theirs, List<Clash> clashes) implements Saved {}

    /** @param mine as it would be kept @param theirs as it is @param who changed it */
    record Clash(Field field, @Nullable String mine, @Nullable String theirs, java.util.UUID who, java.time.Instant at) {}
}
