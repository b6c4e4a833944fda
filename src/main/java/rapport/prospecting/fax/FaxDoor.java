package rapport.prospecting.fax;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a HylaFAX server is found. @param password opened when it is needed, outside any transaction */
record FaxDoor(UUID line, String host, int port, String login, Supplier<@Nullable String> password) {}
