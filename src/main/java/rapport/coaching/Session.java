package rapport.coaching;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import rapport.kernel.PersonId;
import rapport.kernel.Slot;
import rapport.kernel.Viewer;

/**
 * A talk both parties have in their calendar as coaching.
 *
 * @param dueOn its day of the cadence, in the programme's zone
 * @param block the protected time of both; null while it needs one
 * @param version null until first saved
 */
@Table(schema = "coaching", value = "session")
public record Session(
        @Id SessionId id, ProgrammeId programme, PersonId coach, PersonId rep, LocalDate dueOn, Instant startsAt, int minutes, @Nullable UUID block,
        @Version @Nullable Integer version) {

    boolean isOpenTo(Viewer viewer) {
        return viewer.isSystem() || viewer.is(coach) || viewer.is(rep);
    }

    public Slot slot() {
        return Slot.of(startsAt, Duration.ofMinutes(minutes));
    }

    public PersonId other(PersonId one) {
        return one.equals(coach) ? rep : coach;
    }
}
