package rapport.prospecting.inbox;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a mailbox's mail lies.
 *
 * @param address the mailbox's own, in small letters
 * @param password opened when it is needed, outside any transaction
 * @param sentFolder null for the one the server calls so (RFC 6154)
 */
record Letterbox(UUID mailbox, UUID person, String address, String host, int port, String security, @Nullable String login, Supplier<@Nullable String> password, @Nullable String sentFolder) {}
