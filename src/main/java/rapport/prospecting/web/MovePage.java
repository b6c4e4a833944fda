package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import rapport.kernel.Viewer;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;

/** Who would go on in the newest version, and with what. */
public record MovePage(PageHead head, Table table) implements Part {

    static MovePage of(Plays.Play play, List<Enrolments.Row> rows, long all, Viewer viewer, Clock clock) {
        var lede = rows.isEmpty() ? "Everybody plays the newest version." : "%s on in version %d, each with the step they are at; what is planned is planned anew. Who needs somebody to look still does.".formatted(Say.count(all, "person goes", "people go"), play.live());
        var head = rows.isEmpty() ? PageHead.of("Move to the newest version", lede) : PageHead.of("Move to the newest version", lede, Action.primary("Move %s".formatted(Say.count(all, "person", "people")), "/prospecting/plays/%s/move".formatted(play.id())).posting());
        return new MovePage(head.under("Plays", "/prospecting/plays").under(play.name(), "/prospecting/plays/" + play.id()),
                new Table("People", List.of(Column.of("Whom"), Column.of("Version"), Column.of("Step"), Column.of("Next, as planned now")), rows.stream().map(it -> Table.Row.of(new Cell.Link(it.name(), "/contacts/" + it.contact(), null), Cell.text("%d → %d".formatted(it.version(), play.live())), Cell.text(String.valueOf(it.place())),
                        Cell.text(it.dueAt() == null ? it.because() : Say.moment(it.dueAt(), viewer, clock)))).toList(), new EmptyState("Nobody is left behind", "Whoever is in the play has its newest words.", null), rows.size() < all ? new Table.Foot("The first %s of %s.".formatted(Say.count(rows.size()), Say.count(all)), null, null, null, "") : null));
    }

    @Override
    public String template() {
        return "prospecting/play/move";
    }
}
