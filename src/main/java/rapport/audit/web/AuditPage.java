package rapport.audit.web;

import java.time.Clock;
import java.util.List;
import rapport.audit.AuditLog;
import rapport.kernel.Viewer;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

public record AuditPage(PageHead head, Table table) implements Part {

    static AuditPage of(List<AuditLog.Line> lines, int limit, Viewer viewer, Clock clock) {
        var next = lines.size() < limit ? null : "/settings/audit?before=" + lines.getLast().at();
        return new AuditPage(
                PageHead.of("Audit log", "Every second what is new is sealed; “./rapport audit verify” proves that nothing was altered or taken out.").under("Settings", "/settings"),
                new Table("Audit log, newest first", List.of(Column.of("What"), Column.of("When"), Column.of("To what"), Column.of("Through"), Column.of("From"), Column.of("Values")),
                        lines.stream().map(it -> row(it, viewer, clock)).toList(),
                        new EmptyState("Nothing has happened yet", "From the first change on, everything that matters is written down here.", null),
                        new Table.Foot("Newest first", null, null, next, "Older")));
    }

    private static Row row(AuditLog.Line it, Viewer viewer, Clock clock) {
        return Row.of(new Cell.Text(words(it.action()), null), Cell.text(Say.moment(it.at(), viewer, clock)), Cell.text(shortened(it.subject(), 8)),
                Cell.text(it.through().toLowerCase(java.util.Locale.ROOT)), Cell.text(it.origin()), Cell.text(it.content() == null ? "erased" : shortened(it.content(), 80)));
    }

    /** "people.person.invited" reads as "Person invited". */
    private static String words(String action) {
        var words = action.replaceFirst("^[a-z]+\\.", "").replace('.', ' ').replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    @Override
    public String template() {
        return "audit/log/index";
    }
}
