package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record InboundId(UUID value) implements TypedId {

    public static InboundId of(String text) {
        return new InboundId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
