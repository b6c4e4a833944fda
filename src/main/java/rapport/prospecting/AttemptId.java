package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record AttemptId(UUID value) implements TypedId {

    public static AttemptId of(String text) {
        return new AttemptId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
