package rapport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rapport.imports.Bound.Binding;

/** The cells of one row that say something, by what they mean. */
final class RowCells {

    /** @param header of its column, as the file writes it */
    record Cell(String text, Manner manner, String header) {}

    private static final Manner PLAIN = new Manner();
    private static final int LONGEST = 20_000;

    private final Map<String, List<Cell>> cells = new HashMap<>();
    private final Map<String, List<Cell>> references = new HashMap<>();
    private final Bound file;

    RowCells(Bound file, List<String> values) {
        this.file = file;
        file.bindings.forEach(it -> add(it, values.get(it.index()).strip()));
    }

    private void add(Binding it, String text) {
        if (text.isEmpty()) {
            return;
        }
        var short_ = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        var cell = new Cell(short_.replace("\u0000", ""), file.manners.getOrDefault(it.index(), PLAIN), file.header(it.index()));
        (it.column().isReference() ? references : cells).computeIfAbsent(it.column().isReference() ? it.column().target() + " by " + it.column().by() : it.column().target(), _ -> new ArrayList<>()).add(cell);
    }

    /** In the order in which the dialect prefers them. */
    List<Cell> all(String target) {
        return cells.getOrDefault(target, List.of());
    }

    Optional<Cell> first(String target) {
        return all(target).stream().findFirst();
    }

    Optional<String> text(String target) {
        return first(target).map(Cell::text).or(() -> Optional.ofNullable(file.sheet.always().get(target)));
    }

    Optional<String> reference(String target, String by) {
        return references(target, by).stream().findFirst();
    }

    List<String> references(String target, String by) {
        return references.getOrDefault(target + " by " + by, List.of()).stream().map(Cell::text).toList();
    }

    boolean isEmpty() {
        return cells.isEmpty() && references.isEmpty();
    }
}
