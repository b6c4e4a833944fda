package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.gifts.Gifts;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;
import rapport.web.Who;

/** What was given, and what waits for approval. */
public record GiftsPage(PageHead head, Table table) implements Part {

    static GiftsPage of(List<Gifts.Row> rows, Map<UUID, String> contacts, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var waiting = rows.stream().filter(it -> it.state().equals("WISHED")).count();
        var late = rows.stream().filter(Gifts.Row::reminder).count();
        var lede = rows.isEmpty() ? "Nothing was given yet." : "%s; %s for approval%s.".formatted(Say.count(rows.size(), "gift", "gifts"), Say.count((int) waiting, "waits", "wait"), late == 0 ? "" : "; %s unclaimed for long: say a word".formatted(Say.count((int) late, "lies", "lie")));
        return new GiftsPage(PageHead.of("Gifts", lede).under("By hand", "/prospecting/worklist"), new Table("Gifts", List.of(Column.of("To"), Column.number("Worth"), Column.of("How it stands"), Column.of("Whose"), Column.of("")), rows.stream().map(it -> row(it, contacts, people, viewer, clock)).toList(),
                new EmptyState("Nothing was given yet", "A play with a gift in it asks you when its day has come: a coffee, and a note that names the hour at which you call.", Action.primary("Open the plays", "/prospecting/plays")), null));
    }

    private static Table.Row row(Gifts.Row it, Map<UUID, String> contacts, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        return Table.Row.of(new Cell.Link(contacts.getOrDefault(it.contact(), "Somebody who is gone"), "/contacts/" + it.contact(), null), Cell.number("%s %s".formatted(it.amount().amount().toPlainString(), it.amount().currency())), state(it, viewer, clock),
                new Cell.Person(Who.of(it.wishedBy(), people.getOrDefault(it.wishedBy(), "Somebody who left")), null, null), acts(it, viewer));
    }

    private static Cell state(Gifts.Row it, Viewer viewer, Clock clock) {
        return switch (it.state()) {
            case "WISHED" -> new Cell.Pill(Badge.of("waits for approval", Tone.WARN));
            case "APPROVED" -> new Cell.Text("is being ordered", null);
            case "ORDERED" -> it.reminder() ? new Cell.Text("unclaimed", "ordered %s: say a word".formatted(it.orderedAt() == null ? "" : Say.moment(it.orderedAt(), viewer, clock))) : new Cell.Text("ordered", it.orderedAt() == null ? null : Say.moment(it.orderedAt(), viewer, clock));
            case "CLAIMED" -> new Cell.Pill(Badge.of("claimed", Tone.GOOD));
            case "DECLINED" -> new Cell.Text("declined", null);
            default -> new Cell.Text("not ordered", it.status());
        };
    }

    private static Cell acts(Gifts.Row it, Viewer viewer) {
        var path = "/prospecting/gifts/" + it.touch();
        return switch (it.state()) {
            case "WISHED" -> viewer.role().leads() && !viewer.is(it.wishedBy()) ? new Cell.Acts(List.of(Action.second("Approve", path + "/approval").posting(), Action.late("Decline", path + "/refusal").posting())) : new Cell.None(false);
            case "ORDERED" -> viewer.role().changes() ? new Cell.Acts(List.of(Action.second("They took it", path + "/claim").posting())) : new Cell.None(false);
            default -> new Cell.None(false);
        };
    }

    @Override
    public String template() {
        return "prospecting/gift/index";
    }
}
