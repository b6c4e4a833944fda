package rapport.prospecting.dispatch;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes over from nodes that have died, in the bound workspace. */
@Component
@Transactional
class Recovery {

    private final Lanes lanes;
    private final Queue queue;

    Recovery(Lanes lanes, Queue queue) {
        this.lanes = lanes;
        this.queue = queue;
    }

    void takeOver(List<Integer> dead) {
        queue.recover(dead);
        lanes.free(dead);
    }
}
