package rapport.crm.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A module that keeps something about contacts: it tells them all of it, and forgets it when they ask (GDPR articles 15 and 17). In the caller's transaction. */
public interface Remembers {

    /** What the module is called, for people. */
    String keeper();

    /** All that is kept about them, by what it is. */
    Map<String, List<Map<String, @Nullable Object>>> recall(UUID contact, Set<String> emails);

    /** Nothing of it leads back to them afterwards; that something was done may stay, as a number. @param emails in small letters */
    void forget(UUID contact, Set<String> emails);
}
