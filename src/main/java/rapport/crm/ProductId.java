package rapport.crm;

import java.util.UUID;
import rapport.kernel.TypedId;

public record ProductId(UUID value) implements TypedId {

    public static ProductId of(String text) {
        return new ProductId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
