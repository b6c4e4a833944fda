package rapport.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rapport.imports.Problem.Weight;
import rapport.kernel.Refused;

/** Collects what could not be read, as far as anybody would look at it; from whoever reads and whoever stores. */
final class Problems implements Faults {

    static final int MOST_ROWS = 10_000;
    private static final int MOST_VALUES = 1_000;

    /** A row that stays out. @param position of its file among the files of the import */
    record Turned(int position, long line, List<String> values, String sentence) {}

    private record Told(int position, Problem problem) {}

    private final List<Told> told = new ArrayList<>();
    final List<Turned> rows = new ArrayList<>();
    private long values;

    @Override
    public synchronized void row(Bound file, long line, List<String> cells, String sentence) {
        if (rows.size() >= MOST_ROWS) {
            throw new Refused("imports.too-many-faults", "More than %,d rows cannot come in; the last was line %,d of %s: %s".formatted(MOST_ROWS, line, file.name, sentence));
        }
        rows.add(new Turned(file.position, line, List.copyOf(cells), sentence));
        if (rows.size() <= MOST_VALUES) {
            told.add(new Told(file.position, new Problem(file.name, line, Weight.ROW, sentence)));
        }
    }

    @Override
    public synchronized void value(Bound file, long line, String sentence) {
        values++;
        if (values <= MOST_VALUES) {
            told.add(new Told(file.position, new Problem(file.name, line, Weight.VALUE, sentence)));
        }
    }

    /** In the order of the files and their lines. */
    synchronized List<Problem> told() {
        return told.stream().sorted(Comparator.comparingInt(Told::position).thenComparing(it -> it.problem.line(), Comparator.nullsFirst(Comparator.naturalOrder()))).map(Told::problem).toList();
    }

    /** How many values stayed out of rows that came in. */
    synchronized long values() {
        return values;
    }
}
