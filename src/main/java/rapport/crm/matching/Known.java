package rapport.crm.matching;

import java.util.List;

/**
 * A record whose values are ready to be compared.
 *
 * @param values in the order of the shape's fields; missing ones are empty values
 */
record Known(String id, List<Value> values) {

    static Known of(Item item, Shape shape) {
        var values = shape.traits().entrySet().stream()
                .map(it -> Value.of(it.getValue(), item.values().getOrDefault(it.getKey(), "")))
                .toList();
        return new Known(item.id(), values);
    }
}
