package rapport.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;

/** What a module knows to be in somebody's days. It tells only what the viewer may know of that person. */
public interface Agenda {

    /**
     * @param beyond how many more there are than entries
     * @param all where all of them are listed; null when nowhere
     */
    record Found(List<Entry> entries, long beyond, @Nullable String all) {

        public static final Found NOTHING = new Found(List.of(), 0, null);

        public Found {
            entries = List.copyOf(entries);
        }
    }

    /** By when something is to be done. */
    sealed interface Due {

        /** Both ends included. */
        record Between(LocalDate first, LocalDate last) implements Due {}

        record Never() implements Due {}
    }

    /** What touches the time between the two, earliest first. */
    Found between(PersonId who, Instant from, Instant until, int limit, Viewer viewer);

    /** What waits to be done, the most urgent first. */
    default Found toDo(PersonId who, Due due, int limit, Viewer viewer) {
        return Found.NOTHING;
    }

    /** A form for something new. */
    interface Blank {

        /** @param moment on the viewer's clock; null for any time @return its address */
        String at(@Nullable LocalDateTime moment);
    }

    /** Where something new is written into these days, for whoever may. */
    default Optional<Blank> blank(PersonId who, Viewer viewer) {
        return Optional.empty();
    }
}
