package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import rapport.kernel.Viewer;
import rapport.prospecting.sender.Senders;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;

/** The domains people here write from. */
public record SendersPage(PageHead head, Table table) implements Part {

    static SendersPage of(List<Senders.Domain> domains, Viewer viewer, Clock clock) {
        var missing = domains.stream().filter(Senders.Domain::isMissingSomething).count();
        return new SendersPage(PageHead.of("Domains", domains.isEmpty() ? "Nobody writes to customers yet." : missing == 0 ? "Nothing is known to be missing." : "%s lets receivers doubt that mail is yours.".formatted(missing == 1 ? "One" : Say.count(missing))).under("Settings", "/settings"),
                new Table("Domains", List.of(Column.of("Domain"), Column.of("Looked up"), Column.of("Its mail")), domains.stream().map(it -> row(it, viewer, clock)).toList(),
                        new EmptyState("No domain yet", "A domain appears here when somebody sets up a mailbox in it.", null), null));
    }

    private static Table.Row row(Senders.Domain it, Viewer viewer, Clock clock) {
        return Table.Row.of(new Cell.Link(it.name(), "/settings/domains/" + it.name(), null),
                it.lookedAt() == null ? new Cell.Text("never", null) : new Cell.Text(Say.moment(it.lookedAt(), viewer, clock), it.isMissingSomething() ? "something is missing" : "nothing is missing"),
                new Cell.Pill(it.signs() ? Badge.of("signed", Tone.GOOD) : Badge.of("not signed here", Tone.NORMAL)));
    }

    @Override
    public String template() {
        return "prospecting/sender/index";
    }
}
