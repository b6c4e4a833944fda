package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record PlayId(UUID value) implements TypedId {

    public static PlayId of(String text) {
        return new PlayId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
