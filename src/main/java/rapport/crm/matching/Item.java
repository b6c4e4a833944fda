package rapport.crm.matching;

import java.util.Map;

/**
 * A record to compare: its id and its fields as text.
 *
 * @param values by field name; an absent or blank value is neither for nor against anything
 */
public record Item(String id, Map<String, String> values) {

    public Item {
        values = Map.copyOf(values);
    }
}
