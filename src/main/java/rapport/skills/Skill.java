package rapport.skills;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something one can get better at.
 *
 * @param position in the catalogue, from 0
 * @param retiredAt null while it is offered; older blueprints keep its name
 */
public record Skill(SkillId id, Bucket bucket, String name, String definition, int position, @Nullable Instant retiredAt) {

    public boolean isOffered() {
        return retiredAt == null;
    }
}
