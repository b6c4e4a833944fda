package rapport.prospecting.fax;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.paper.FaxPages;

/** Takes faxes to a HylaFAX server. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FaxCarrier implements Carrier {

    private final FaxLines lines;
    private final FaxJobs jobs;
    private final FaxPages pages;

    FaxCarrier(FaxLines lines, FaxJobs jobs, FaxPages pages) {
        this.lines = lines;
        this.jobs = jobs;
        this.pages = pages;
    }

    @Override
    public Optional<Round.Pace> pace(UUID lane) {
        return lines.pace(lane);
    }

    @Override
    public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
        return pages.load(touches);
    }

    @Override
    public Route route(UUID lane) {
        return new FaxRoute(lines.door(lane).orElseThrow(), jobs, pages);
    }
}
