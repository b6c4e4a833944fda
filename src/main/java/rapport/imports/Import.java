package rapport.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.audit.Intake.Outcome;
import rapport.kernel.PersonId;

/**
 * One attempt to bring files in, as far as it has come.
 *
 * @param profile the system the files come from; null until recognised
 * @param millis how long the last rehearsal or run took
 * @param interrupted it was running when the program ended; nothing of it was kept
 */
public record Import(
        ImportId id, State state, @Nullable String profile, PersonId startedBy, Instant startedAt, @Nullable Instant finishedAt, @Nullable Long millis,
        @Nullable String phase, long done, long planned, Map<String, Outcome> summary, List<File> files, List<Problem> problems, List<NearMiss> nearMisses,
        List<String> leftAlone, boolean interrupted) {

    public static final Duration UNDOABLE = Duration.ofDays(30);

    public enum State {
        REHEARSING,
        REHEARSED,
        REFUSED,
        RUNNING,
        DONE,
        UNDONE,
        DISCARDED;

        public boolean isWorking() {
            return this == REHEARSING || this == RUNNING;
        }
    }

    /** @param skipped why it is left out; null when it is taken in */
    public record File(String name, long size, @Nullable String kind, @Nullable Long records, @Nullable String layout, @Nullable String skipped) {}

    /** @param name of the record, as people know it */
    public record Difference(long position, String kind, java.util.UUID record, String name, String field, @Nullable String before, @Nullable String after, @Nullable String reason) {}

    public long records() {
        return summary.values().stream().mapToLong(it -> it.added() + it.changed() + it.same()).sum();
    }

    public boolean changesNothing() {
        return summary.values().stream().allMatch(it -> it.added() == 0 && it.changed() == 0);
    }
}
