package rapport.imports;

import java.util.UUID;
import rapport.kernel.TypedId;

public record ImportId(UUID value) implements TypedId {

    public static ImportId of(String text) {
        return new ImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
