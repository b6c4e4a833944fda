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
 * @param sequence of its time: one more with each move
 * @param version null until first saved
 */
@Table(schema = "coaching", value = "session")
public record Session(
        @Id SessionId id, ProgrammeId programme, PersonId coach, PersonId rep, LocalDate dueOn, Instant startsAt, int minutes, @Nullable UUID block, int sequence,
        @Version @Nullable Integer version) {

    boolean isOpenTo(Viewer viewer) {
        return viewer.isSystem() || viewer.is(coach) || viewer.is(rep);
    }

    public Slot slot() {
        return Slot.of(startsAt, Duration.ofMinutes(minutes));
    }

    /** The same at another time: a yes to the former is no yes to this one. */
    Session at(Instant start, int minutes, UUID block) {
        return new Session(id, programme, coach, rep, dueOn, start, minutes, block, sequence + 1, version);
    }

    Session withoutTime() {
        return new Session(id, programme, coach, rep, dueOn, startsAt, minutes, null, sequence + 1, version);
    }

    Session coachedBy(PersonId substitute, UUID block) {
        return new Session(id, programme, substitute, rep, dueOn, startsAt, minutes, block, sequence + 1, version);
    }

    public PersonId other(PersonId one) {
        return one.equals(coach) ? rep : coach;
    }
}
