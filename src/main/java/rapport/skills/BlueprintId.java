package rapport.skills;

import java.util.UUID;
import rapport.kernel.TypedId;

public record BlueprintId(UUID value) implements TypedId {

    public static BlueprintId of(String text) {
        return new BlueprintId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
