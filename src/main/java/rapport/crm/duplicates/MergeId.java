package rapport.crm.duplicates;

import java.util.UUID;
import rapport.kernel.TypedId;

public record MergeId(UUID value) implements TypedId {

    public static MergeId of(String text) {
        return new MergeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
