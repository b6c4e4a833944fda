package rapport.prospecting.dispatch;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes over from nodes that have died, in the bound workspace. */
@Component
@Transactional
class Recovery {

    private final Lanes lanes;
    private final Claims claims;
    private final List<Heir> heirs;

    Recovery(Lanes lanes, Claims claims, List<Heir> heirs) {
        this.lanes = lanes;
        this.claims = claims;
        this.heirs = List.copyOf(heirs);
    }

    /** @param settling how long what they had begun may still arrive */
    void takeOver(List<Integer> dead, Duration settling) {
        if (!dead.isEmpty()) {
            claims.recover(dead, settling);
            lanes.free(dead);
            heirs.forEach(it -> it.inherit(dead));
        }
    }
}
