package rapport.crm.matching;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which fields of a kind of record are compared, and as what. */
public record Shape(Map<String, Trait> traits) {

    public Shape {
        traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
        if (traits.isEmpty()) {
            throw new IllegalArgumentException("Name at least one field to compare");
        }
    }

    List<String> fields() {
        return List.copyOf(traits.keySet());
    }
}
