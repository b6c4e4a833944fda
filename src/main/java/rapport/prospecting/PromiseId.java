package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record PromiseId(UUID value) implements TypedId {

    public static PromiseId of(String text) {
        return new PromiseId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
