package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record EnrolmentId(UUID value) implements TypedId {

    public static EnrolmentId of(String text) {
        return new EnrolmentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
