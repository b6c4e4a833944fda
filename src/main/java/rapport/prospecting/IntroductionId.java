package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record IntroductionId(UUID value) implements TypedId {

    public static IntroductionId of(String text) {
        return new IntroductionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
