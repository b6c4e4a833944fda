package rapport.skills.web;

import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.skills.Blueprint;
import rapport.web.Badge;
import rapport.web.Tone;

/**
 * How a blueprint stands.
 *
 * @param signed by the rep and by somebody who leads them
 * @param mine it is the viewer who is waited for
 * @param who is waited for; "nobody" once both have signed
 */
record Standing(boolean signed, boolean mine, String who) {

    /** @param manager whom the rep answers to; null for nobody @param managerName null likewise */
    static Standing of(Blueprint it, String repName, @Nullable PersonId manager, @Nullable String managerName, Viewer viewer) {
        if (it.signedAt().isPresent()) {
            return new Standing(true, false, "nobody");
        }
        if (!it.isSignedBy(it.rep())) {
            return viewer.is(it.rep()) ? new Standing(false, true, "you") : new Standing(false, false, repName);
        }
        if (manager == null || managerName == null) {
            return new Standing(false, false, viewer.is(it.rep()) ? "somebody who leads you" : "somebody who leads them");
        }
        return viewer.is(manager) ? new Standing(false, true, "you") : new Standing(false, false, managerName);
    }

    Badge badge() {
        return signed ? new Badge("Signed by both", Tone.ACCENT, "shield-check") : Badge.of("Waits for " + who, mine ? Tone.WARN : Tone.NORMAL);
    }
}
