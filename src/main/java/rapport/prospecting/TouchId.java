package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record TouchId(UUID value) implements TypedId {

    public static TouchId of(String text) {
        return new TouchId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
