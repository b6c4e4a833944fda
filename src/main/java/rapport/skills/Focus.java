package rapport.skills;

import rapport.kernel.Refused;

/**
 * One skill a rep works on.
 *
 * @param target what both will see when it works
 * @param why this one, now; may be empty
 */
public record Focus(SkillId skill, String target, String why, Treatment treatment) {

    public Focus {
        target = target.strip();
        why = why.strip();
        if (target.isEmpty()) {
            throw new Refused("skills.no-target", "Say what both of you will see when it works: without a target nobody knows that it is reached.");
        }
    }
}
