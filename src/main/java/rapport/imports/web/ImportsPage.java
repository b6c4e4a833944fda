package rapport.imports.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.imports.Import;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;

/** Where files are dropped, and what was brought in before. */
public record ImportsPage(PageHead head, Table table, @Nullable String wrong) implements Part {

    static ImportsPage of(List<Import> imports, Map<PersonId, String> names, @Nullable String wrong, Viewer viewer, Clock clock) {
        return new ImportsPage(
                PageHead.of("Import", "Drop your CRM’s export files. Rapport recognises them and shows what would change before anything does.").under("Settings", "/settings"),
                new Table("Imports, newest first", List.of(Column.of("From"), Column.of("When"), Column.of("By"), Column.number("Records"), Column.of("State")),
                        imports.stream().map(it -> row(it, names, viewer, clock)).toList(),
                        new EmptyState("Nothing was imported yet", "A rehearsal shows every row and every field that would change; and for 30 days an import can be undone.", null), null),
                wrong);
    }

    private static Row row(Import it, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        return Row.of(new Cell.Link(it.profile() == null ? "Files not recognised" : it.profile(), "/imports/" + it.id(), null),
                Cell.text(Say.moment(it.startedAt(), viewer, clock)), Cell.text(names.get(it.startedBy())), Cell.number(Say.count(it.records())), new Cell.Pill(badge(it)));
    }

    static Badge badge(Import it) {
        if (it.interrupted()) {
            return Badge.of("Interrupted", Tone.WARN);
        }
        return switch (it.state()) {
            case REHEARSING -> Badge.of("Rehearsing", Tone.ACCENT);
            case REHEARSED -> Badge.of("Waits for you", Tone.WARN);
            case ASKING -> Badge.of("Asks something", Tone.WARN);
            case REFUSED -> Badge.of("Has problems", Tone.LATE);
            case RUNNING -> Badge.of("Running", Tone.ACCENT);
            case DONE -> Badge.of("Done", Tone.GOOD);
            case UNDONE -> Badge.of("Undone");
            case DISCARDED -> Badge.of("Discarded");
        };
    }

    @Override
    public String template() {
        return "imports/run/index";
    }
}
