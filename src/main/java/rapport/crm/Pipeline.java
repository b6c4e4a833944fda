package rapport.crm;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** Everything one can do with opportunities. They follow their owner: who does not see the owner's records sees no such opportunity. */
@Service
@Transactional
public class Pipeline {

    public static final History.Kind OPPORTUNITY = new History.Kind("crm", "opportunity");

    private final Opportunities opportunities;
    private final ReportingLine line;
    private final History history;
    private final Clock clock;

    Pipeline(Opportunities opportunities, ReportingLine line, History history, Clock clock) {
        this.opportunities = opportunities;
        this.line = line;
        this.history = history;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Opportunity opportunity(OpportunityId id, Viewer viewer) {
        return opportunities.findById(id)
                .filter(it -> line.of(viewer).shows(Optional.ofNullable(it.owner())))
                .orElseThrow(() -> new OpportunityNotFound(id));
    }

    public Opportunity begin(Opportunity.Draft draft, Viewer viewer) {
        maySell(viewer);
        mayGiveTo(draft, viewer);
        var begun = opportunities.save(Opportunity.begin(draft, today(viewer), clock));
        history.changed(OPPORTUNITY, begun.id(), null, begun, viewer);
        return begun;
    }

    public Opportunity change(OpportunityId id, Opportunity.Draft draft, Viewer viewer) {
        maySell(viewer);
        var before = opportunity(id, viewer);
        mayGiveTo(draft, viewer);
        var after = opportunities.save(before.with(draft, today(viewer)));
        history.changed(OPPORTUNITY, id, before, after, viewer);
        return after;
    }

    /** Newest first, at most fifty. */
    @Transactional(readOnly = true)
    public List<History.Change> history(OpportunityId id, Viewer viewer) {
        return history.of(OPPORTUNITY, opportunity(id, viewer).id(), 50);
    }

    private LocalDate today(Viewer viewer) {
        return clock.instant().atZone(viewer.zone()).toLocalDate();
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Opportunities are changed by reps, managers and administrators.");
        }
    }

    /** Not away to somebody whose records one cannot see: it would be gone the moment it is saved. */
    private void mayGiveTo(Opportunity.Draft draft, Viewer viewer) {
        if (!line.of(viewer).shows(Optional.ofNullable(draft.owner()))) {
            throw new Refused("crm.owner-out-of-line", "You would not see it any more. Choose an owner among your own people, or ask an administrator.");
        }
    }
}
