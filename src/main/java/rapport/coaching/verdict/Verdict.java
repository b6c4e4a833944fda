package rapport.coaching.verdict;

import java.util.List;
import java.util.Optional;

/** Whether a session counts, under which policy, and why. */
public record Verdict(Result result, int policyVersion, List<Check> checks) {

    public enum Result { COUNTS, DOES_NOT_COUNT, PENDING }

    /** From a signature to a whole preparation: what it would have cost to make the check pass. */
    private static final List<String> CHEAPEST_FIRST = List.of("C2", "C1", "C9", "C8", "C6", "C7", "C5", "C4", "C3");

    public Verdict {
        checks = List.copyOf(checks);
    }

    public List<Check> failed() {
        return checks.stream().filter(Check::failed).toList();
    }

    /** The one thing that would have helped most cheaply; empty when nothing failed. */
    public Optional<String> cheapestFix() {
        return CHEAPEST_FIRST.stream().flatMap(id -> failed().stream().filter(it -> it.id().equals(id))).findFirst().map(Check::fix);
    }
}
