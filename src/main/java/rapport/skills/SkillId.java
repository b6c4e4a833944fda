package rapport.skills;

import java.util.UUID;
import rapport.kernel.TypedId;

public record SkillId(UUID value) implements TypedId {

    public static SkillId of(String text) {
        return new SkillId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
