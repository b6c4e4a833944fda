package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
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

/** What waits for one's own hand, and who keeps what they promise. @param kept null while no promise's time has come */
public record WorklistPage(PageHead head, List<OutgoingPage.Tab> tabs, Table table, @Nullable Table kept) implements Part {

    static WorklistPage of(List<Worklist.Row> rows, List<CallPromises.Kept> rates, Map<PersonId, String> people, long uncertain, Viewer viewer, Clock clock) {
        var promised = rows.stream().filter(it -> it.promisedAt() != null).count();
        var lede = rows.isEmpty() ? "Nothing waits for your hand." : "%s for your hand%s.".formatted(Say.count(rows.size(), "thing waits", "things wait"), promised == 0 ? "" : ", %s first".formatted(Say.count(promised, "promised call", "promised calls")));
        var call = rows.stream().filter(it -> it.kind().equals("CALL")).findFirst();
        var actions = new java.util.ArrayList<Action>();
        if (rows.stream().anyMatch(it -> it.kind().equals("LETTER"))) {
            actions.add(Action.second("Print letters", "/prospecting/letters").with("note"));
        }
        actions.add(Action.second("Introductions", "/prospecting/introductions").with("users"));
        if (rows.stream().anyMatch(it -> it.kind().equals("GIFT")) || viewer.role().leads()) {
            actions.add(Action.second("Gifts", "/prospecting/gifts").with("gift"));
        }
        call.ifPresent(it -> actions.add(Action.primary("Call " + it.name(), "/prospecting/calls/" + it.contact()).with("phone")));
        var head = new PageHead("Prospecting", lede, List.of(), actions);
        return new WorklistPage(head, OutgoingPage.tabs(OutgoingPage.HAND, uncertain),
                new Table("Worklist", List.of(Column.of("Whom"), Column.of("What"), Column.of("When"), Column.number("Calls so far")), rows.stream().map(it -> row(it, viewer, clock)).toList(),
                        new EmptyState("Nothing waits for your hand", "Calls you promised and steps of plays that need you stand here, promised calls first. Open a contact and call them: say when you call again, and it appears.", Action.primary("Open the contacts", "/contacts")), null),
                rates.isEmpty() ? null : kept(rates, people));
    }

    private static Table.Row row(Worklist.Row it, Viewer viewer, Clock clock) {
        var href = href(it);
        var late = it.dueAt().plus(java.time.Duration.ofMinutes(15)).isBefore(clock.instant());
        var when = Say.moment(it.promisedAt() == null ? it.dueAt() : it.promisedAt(), viewer, clock);
        return Table.Row.of(new Cell.Link(it.name(), href, below(it)), it.promisedAt() == null ? Cell.text(it.what().isEmpty() ? "Call" : it.what()) : new Cell.Pill(Badge.of("promised call", late ? Tone.LATE : Tone.ACCENT)),
                new Cell.Text(when, late ? "late" : it.handedOver() ? "promised by a colleague who is away" : null), Cell.number(Say.count(it.failures())));
    }

    private static @Nullable String below(Worklist.Row it) {
        var below = Stream.of(Objects.requireNonNullElse(it.company(), ""), it.stratum()).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        return below.isEmpty() ? null : below;
    }

    static String href(Worklist.Row it) {
        return it.kind().equals("CALL") ? "/prospecting/calls/" + it.contact() : "/prospecting/touches/" + it.touch();
    }

    private static Table kept(List<CallPromises.Kept> rates, Map<PersonId, String> people) {
        return new Table("Promises kept", List.of(Column.of("Who"), Column.number("Kept"), Column.number("Share")), rates.stream().map(it -> Table.Row.of(new Cell.Person(Who.of(it.person(), people.getOrDefault(it.person(), "Somebody who left")), null, null),
                Cell.number("%s of %s".formatted(Say.count(it.kept()), Say.count(it.due()))), Cell.number(it.due() < 5 ? "too few to say" : Say.percent((double) it.kept() / it.due())))).toList(), null, null);
    }

    @Override
    public String template() {
        return "prospecting/worklist/show";
    }
}
