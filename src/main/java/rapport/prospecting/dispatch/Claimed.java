package rapport.prospecting.dispatch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A touch somebody works on. @param tries begun so far, without the coming one */
public record Claimed(UUID id, UUID contact, UUID owner, String kind, @Nullable UUID enrolment, @Nullable Integer step, int tries) {}
