package rapport.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing in somebody's days.
 *
 * @param about with whom or what about
 * @param path its page; null when it has none
 * @param tick where a POST says that it is done; null for whoever may not say so, and when there is nothing to say
 * @param block the protected time it stands in, so that the two are told once
 */
public record Entry(UUID id, Kind kind, String title, @Nullable String about, When when, Standing standing, @Nullable String path, @Nullable String tick, @Nullable UUID block) {

    public enum Kind { HOLIDAY, AWAY, PROTECTED, COACHING, MEETING, CALL, TASK, OTHER }

    /** Whether it waits to be done; most things only happen. */
    public enum Standing { HAPPENS, TO_DO, DONE }

    /** When it is: by the clock, by the day, or not said. */
    public sealed interface When {

        /** @param end null when nobody said how long it takes */
        record Hours(Instant start, @Nullable Instant end) implements When {

            private static final Duration USUAL = Duration.ofMinutes(30);

            /** Half an hour is kept for what has no length. */
            public Instant until() {
                return Objects.requireNonNullElse(end, start.plus(USUAL));
            }
        }

        /** Whole days, both ends included. */
        record Days(LocalDate first, LocalDate last) implements When {}

        record Someday() implements When {}
    }

    public static Entry of(UUID id, Kind kind, String title, When when) {
        return new Entry(id, kind, title, null, when, Standing.HAPPENS, null, null, null);
    }

    public Entry about(@Nullable String about) {
        return new Entry(id, kind, title, about, when, standing, path, tick, block);
    }

    public Entry on(@Nullable String path) {
        return new Entry(id, kind, title, about, when, standing, path, tick, block);
    }

    public Entry standing(Standing standing, @Nullable String tick) {
        return new Entry(id, kind, title, about, when, standing, path, tick, block);
    }

    public Entry in(@Nullable UUID block) {
        return new Entry(id, kind, title, about, when, standing, path, tick, block);
    }

    /** To be done on a day that is over. */
    public boolean isLate(LocalDate today) {
        return standing == Standing.TO_DO && when instanceof When.Days(_, var last) && last.isBefore(today);
    }
}
