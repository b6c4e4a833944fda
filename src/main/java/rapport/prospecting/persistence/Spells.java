package rapport.prospecting.persistence;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How attempts to reach people went, person by person: after how many failures they were reached, or had not been yet.
 *
 * <p>Who refuses, and whose address is wrong, is no failure more: nobody tries them again, and nothing is known of what another attempt
 * would have brought. They count up to the attempt before.
 */
public final class Spells {

    private final SortedMap<Integer, Long> reached = new TreeMap<>();
    private final SortedMap<Integer, Long> open = new TreeMap<>();

    /** @param attempt the one that reached them, 1 or more @param people how many */
    public Spells reached(int attempt, long people) {
        if (attempt < 1 || people < 0) {
            throw new IllegalArgumentException("%d people reached by attempt %d".formatted(people, attempt));
        }
        reached.merge(attempt, people, Long::sum);
        return this;
    }

    /** @param failures without having been reached, 0 or more @param people how many */
    public Spells open(int failures, long people) {
        if (failures < 0 || people < 0) {
            throw new IllegalArgumentException("%d people after %d failures".formatted(people, failures));
        }
        open.merge(failures, people, Long::sum);
        return this;
    }

    public Spells add(Spells more) {
        more.reached.forEach(this::reached);
        more.open.forEach(this::open);
        return this;
    }

    SortedMap<Integer, Long> reached() {
        return reached;
    }

    SortedMap<Integer, Long> open() {
        return open;
    }

    /** How many were reached. */
    public long events() {
        return reached.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Who was tried at least once. */
    public long people() {
        return events() + open.tailMap(1).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Everything that was tried. */
    public long attempts() {
        return reached.entrySet().stream().mapToLong(it -> it.getKey() * it.getValue()).sum() + open.entrySet().stream().mapToLong(it -> it.getKey() * it.getValue()).sum();
    }

    /** The most that anybody was tried. */
    public int longest() {
        return Math.max(reached.isEmpty() ? 0 : reached.lastKey(), open.isEmpty() ? 0 : open.lastKey());
    }

    /** Who got an attempt of this number: all before it had failed. */
    public long atRisk(int attempt) {
        return reached.tailMap(attempt).values().stream().mapToLong(Long::longValue).sum() + open.tailMap(attempt).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whom the attempt of this number reached. */
    public long reachedBy(int attempt) {
        return reached.getOrDefault(attempt, 0L);
    }
}
