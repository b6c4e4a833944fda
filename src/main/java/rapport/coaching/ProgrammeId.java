package rapport.coaching;

import java.util.UUID;
import rapport.kernel.TypedId;

public record ProgrammeId(UUID value) implements TypedId {

    public static ProgrammeId of(String text) {
        return new ProgrammeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
