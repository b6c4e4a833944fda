package rapport.coaching;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface Programmes extends Repository<Programme, ProgrammeId> {

    Programme save(Programme programme);

    Optional<Programme> findById(ProgrammeId id);
}
