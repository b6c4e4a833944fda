package rapport.calendar.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts what happens at the same time side by side. */
final class Lanes {

    private static final int MOST = 3; // narrower than a third of a day nobody can read

    private Lanes() {}

    /** @param from quarter of an hour of the day, 0 to 95 @param until the first quarter it leaves free */
    record Span<T>(T of, int from, int until) {}

    /** @param lane from 0 @param lanes how many stand beside each other */
    record Placed<T>(Span<T> span, int lane, int lanes) {}

    /** Those beyond the third of a crowd are left out. */
    static <T> List<Placed<T>> of(List<Span<T>> spans) {
        var placed = new ArrayList<Placed<T>>();
        var crowd = new ArrayList<Span<T>>();
        var end = 0;
        for (var span : spans.stream().sorted(Comparator.comparingInt((Span<T> it) -> it.from).thenComparing(it -> -it.until)).toList()) {
            if (span.from >= end) {
                placed.addAll(beside(crowd));
                crowd.clear();
            }
            crowd.add(span);
            end = Math.max(end, span.until);
        }
        placed.addAll(beside(crowd));
        return placed;
    }

    private static <T> List<Placed<T>> beside(List<Span<T>> crowd) {
        var free = new int[MOST];
        var lanes = new ArrayList<Placed<T>>();
        for (var span : crowd) {
            for (var lane = 0; lane < MOST; lane++) {
                if (free[lane] <= span.from) {
                    free[lane] = span.until;
                    lanes.add(new Placed<>(span, lane, 0));
                    break;
                }
            }
        }
        var used = lanes.stream().mapToInt(Placed::lane).max().orElse(0) + 1;
        return lanes.stream().map(it -> new Placed<>(it.span, it.lane, used)).toList();
    }
}
