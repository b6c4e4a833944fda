package rapport.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.audit.Intake.Outcome;
import rapport.kernel.PersonId;

/**
 * One attempt to bring files in, as far as it has come.
 *
 * @param profile the systems the files come from; null until recognised
 * @param millis how long the last rehearsal or run took
 * @param phaseAt when the loading began
 * @param planned rows of all files @param done of these
 * @param proposals pairs that may be one, which wait for somebody to decide
 * @param leftOut rows that stay out @param leftBlank values that stay out of rows that come in
 * @param interrupted it was running when the program ended; nothing of it was kept
 */
public record Import(
        ImportId id, State state, @Nullable String profile, PersonId startedBy, Instant startedAt, @Nullable Instant finishedAt, @Nullable Long millis,
        @Nullable String phase, @Nullable Instant phaseAt, long done, long planned, int proposals, int leftOut, int leftBlank, Map<String, Outcome> summary, List<File> files, List<Problem> problems,
        List<NearMiss> nearMisses, List<Question> questions, List<StageRead> stages, List<String> leftAlone, boolean interrupted) {

    public static final Duration UNDOABLE = Duration.ofDays(30);

    public enum State {
        REHEARSING,
        /** A file can be read in two ways, and somebody has to say which. */
        ASKING,
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

    /**
     * @param kind what a row of it is @param dialect the system that wrote it
     * @param understood of its {@code columns}, how many mean something here
     * @param skipped why it is left out; null when it is taken in
     */
    public record File(String name, long size, @Nullable String kind, @Nullable Long records, @Nullable String layout, @Nullable String dialect, @Nullable Integer understood, @Nullable Integer columns,
            @Nullable String skipped) {}

    /** What has to be said before a file can be read. @param file its position @param subject the column, for days */
    public record Question(Sort sort, int file, String subject, String example) {
        public enum Sort {
            COLUMNS,
            DAYS
        }
    }

    /** How a stage of a file is read. @param fresh whether the import brings it */
    public record StageRead(String source, String pipeline, String written, long records, String meant, UUID stage, boolean fresh) {}

    /** @param name of the record, as people know it */
    public record Difference(long position, String kind, UUID record, String name, String field, @Nullable String before, @Nullable String after, @Nullable String reason) {}

    public long records() {
        return summary.values().stream().mapToLong(it -> it.added() + it.changed() + it.same()).sum();
    }

    public boolean changesNothing() {
        return summary.values().stream().allMatch(it -> it.added() == 0 && it.changed() == 0);
    }
}
