package rapport.imports.web;

import java.util.List;
import rapport.imports.Import.Difference;
import rapport.imports.ImportId;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Foot;
import rapport.web.Table.Row;

/** Every row and field a rehearsal would change. */
public record DifferencesPage(PageHead head, Table table) implements Part {

    static DifferencesPage of(ImportId id, List<Difference> differences, long after, int limit) {
        var here = "/imports/%s/differences".formatted(id);
        var shown = differences.stream().map(Difference::position).distinct().count();
        var next = shown < limit ? null : here + "?after=" + differences.getLast().position();
        return new DifferencesPage(PageHead.of("Every change", "Row by row and field by field, as the rehearsal made them.").under("Import", "/imports").under("Rehearsal", "/imports/" + id),
                new Table("Changes", List.of(Column.of("Record"), Column.of("Field"), Column.of("Before"), Column.of("After"), Column.of("Why")),
                        differences.stream().map(DifferencesPage::row).toList(),
                        new EmptyState("Nothing would change", "What the files say is here already.", null),
                        differences.isEmpty() ? null : new Foot("%d to %d".formatted(differences.getFirst().position(), differences.getLast().position()), null,
                                after == 0 ? null : here, next, "Next %d".formatted(limit))));
    }

    private static Row row(Difference it) {
        return Row.of(new Cell.Text(it.name(), it.kind()), Cell.text("id".equals(it.field()) ? "new" : it.field().replace('_', ' ')), Cell.text(it.before()),
                Cell.text("id".equals(it.field()) ? "a record of its own" : it.after()), Cell.text(it.reason()));
    }

    @Override
    public String template() {
        return "imports/run/differences";
    }
}
