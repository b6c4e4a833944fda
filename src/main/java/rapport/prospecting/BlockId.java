package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record BlockId(UUID value) implements TypedId {

    public static BlockId of(String text) {
        return new BlockId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
