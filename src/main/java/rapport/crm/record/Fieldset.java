package rapport.crm.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rapport.kernel.Refused;

/** All fields of one kind in one workspace, the invented ones last. */
public record Fieldset(Kind kind, Map<String, Field> byName) {

    static Fieldset of(Kind kind, List<Field> custom) {
        return new Fieldset(kind, Stream.concat(BuiltIn.FIELDS.get(kind).stream(), custom.stream())
                .collect(Collectors.toMap(Field::name, Function.identity(), (first, _) -> first, LinkedHashMap::new)));
    }

    public Optional<Field> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws Refused naming the fields there are */
    public Field get(String name) {
        return named(name).orElseThrow(() -> new Refused("crm.field", "%s have no field “%s”. They have: %s.".formatted(kind.many(), name, String.join(", ", byName.keySet()))));
    }

    public List<Field> all() {
        return List.copyOf(byName.values());
    }

    public List<Field> written() {
        return byName.values().stream().filter(Field::isWritten).toList();
    }

    /** By what the table and the history call it. */
    public Optional<Field> ofColumn(String column) {
        return byName.values().stream().filter(it -> it.column().equals(column)).findFirst();
    }
}
