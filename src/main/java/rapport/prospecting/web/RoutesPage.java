package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.WaysAround;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;

/** The ways around one contact. */
public record RoutesPage(PageHead head, String contact, List<Beside> beside, EmptyState nobody, boolean mayAsk, Table asked) implements Part {

    /** Somebody beside them. */
    public record Beside(String id, String name, String what, String attempts) {}

    static RoutesPage of(UUID contact, String name, boolean hard, List<WaysAround.Way> around, List<Introductions.Row> asked, Map<UUID, String> names, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var mark = hard ? Action.second("No longer hard to reach", "/prospecting/routes?contact=%s&hard=false".formatted(contact)).posting() : Action.second("Mark as hard to reach", "/prospecting/routes?contact=" + contact).posting();
        var lede = hard ? "%s is marked as hard to reach. Somebody beside them may open the door.".formatted(name) : "Somebody beside %s may open the door.".formatted(name);
        var head = viewer.role().sells() ? PageHead.of("Ways around", lede, mark) : PageHead.of("Ways around", lede);
        return new RoutesPage(head.under(name, "/contacts/" + contact), contact.toString(),
                around.stream().map(it -> new Beside(it.contact().toString(), it.name(), it.title().isBlank() ? it.function().title() : "%s, %s".formatted(it.function().title(), it.title()), it.attempts() == 0 ? "never tried" : Say.count(it.attempts(), "attempt", "attempts"))).toList(),
                new EmptyState("Nobody beside them is known", "Add people of their company: product management, operations and marketing see the same trouble, and answer more often.", Action.primary("Add a contact", "/contacts/new")), viewer.role().sells(),
                new Table("Introductions to " + name, List.of(Column.of("Who is asked"), Column.of("How it stands"), Column.of("By"), Column.of("Since")),
                        asked.stream().map(it -> Table.Row.of(new Cell.Link(names.getOrDefault(it.via(), "Somebody who is gone"), "/contacts/" + it.via(), it.function().title()), new Cell.Pill(IntroductionsPage.badge(it.state())), Cell.text(people.getOrDefault(it.askedBy(), "Somebody who left")), Cell.text(Say.moment(it.askedAt(), viewer, clock)))).toList(),
                        new EmptyState("Nobody was asked yet", "Ask one of those above: a mail or a call to look over waits in your list then.", null), null));
    }

    @Override
    public String template() {
        return "prospecting/route/show";
    }
}
