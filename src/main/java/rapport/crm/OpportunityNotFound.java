package rapport.crm;

import rapport.kernel.NotFound;

public final class OpportunityNotFound extends NotFound {

    OpportunityNotFound(OpportunityId id) {
        super("crm.opportunity-not-found", "There is no opportunity " + id);
    }
}
