package rapport.crm.record;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list somebody comes back to.
 *
 * @param key what addresses call it: a word for the ones everybody has, else its id
 * @param owner null for the ones everybody has
 */
public record View(String key, Kind kind, String name, @Nullable UUID owner, boolean shared, Filter filter, ListQuery.Sort sort, List<String> columns) {

    public boolean isBuiltIn() {
        return owner == null;
    }
}
