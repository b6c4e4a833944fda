package rapport.people;

import java.util.UUID;
import rapport.kernel.TypedId;

public record TeamId(UUID value) implements TypedId {

    public static TeamId of(String text) {
        return new TeamId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
