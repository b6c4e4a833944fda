package rapport.crm;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface Opportunities extends Repository<Opportunity, OpportunityId> {

    Opportunity save(Opportunity opportunity);

    Optional<Opportunity> findById(OpportunityId id);
}
