package rapport.crm.record;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list somebody comes back to.
 *
 * @param key what addresses call it: a word for the ones everybody has, else its id
 * @param owner null for the ones everybody has
 * @param retired labels of fields it named that are asked for no more; what is here goes without them
 * @param isWider whether its filter named one, so that it shows more than whoever saved it wanted
 */
public record View(String key, Kind kind, String name, @Nullable UUID owner, boolean shared, Filter filter, ListQuery.Sort sort, List<String> columns, List<String> retired, boolean isWider) {

    View(String key, Kind kind, String name, @Nullable UUID owner, boolean shared, Filter filter, ListQuery.Sort sort, List<String> columns) {
        this(key, kind, name, owner, shared, filter, sort, columns, List.of(), false);
    }

    public boolean isBuiltIn() {
        return owner == null;
    }
}
