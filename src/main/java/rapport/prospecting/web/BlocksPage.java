package rapport.prospecting.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.blocks.Blocks;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;
import rapport.web.Who;

/** Time set aside, and whether it is kept. @param starts null for whoever does not sell */
public record BlocksPage(PageHead head, List<OutgoingPage.Tab> tabs, List<Coming> coming, Table past, Table integrity, @Nullable FieldView starts, FieldView minutes, FieldView weeks, FieldView goal) implements Part {

    /** @param state RUNNING, PLANNED or null @param startable whether its time has come @param mine whether it is the viewer's */
    public record Coming(String id, String when, String who, String goal, boolean running, boolean startable, boolean mine) {}

    static BlocksPage of(List<Blocks.Row> rows, List<Blocks.Integrity> integrity, Map<PersonId, String> people, long uncertain, @Nullable String fault, Viewer viewer, Clock clock) {
        var now = clock.instant();
        var coming = rows.stream().filter(it -> it.state().equals("RUNNING") || it.state().equals("PLANNED") && it.endsAt().isAfter(now)).toList();
        var starts = FieldView.of("starts", "");
        return new BlocksPage(PageHead.of("Prospecting", coming.isEmpty() ? "No time is set aside for it." : "%s set aside. Nothing else is booked into them.".formatted(Say.count(coming.size(), "block is", "blocks are"))), OutgoingPage.tabs(OutgoingPage.BLOCKS, uncertain),
                coming.stream().map(it -> new Coming(it.id().toString(), "%s to %s".formatted(Say.moment(it.startsAt(), viewer, clock), Say.time(it.endsAt(), viewer)), viewer.is(it.person()) ? "You" : name(it.person(), people), it.goal(), it.state().equals("RUNNING"),
                        it.state().equals("PLANNED") && !it.startsAt().minus(Duration.ofMinutes(15)).isAfter(now), viewer.is(it.person()))).toList(),
                new Table("Blocks of the last two weeks", List.of(Column.of("When"), Column.of("Whose"), Column.of("What became of it"), Column.number("Calls"), Column.number("Reached")), rows.stream().filter(it -> !coming.contains(it)).map(it -> row(it, people, viewer, clock)).toList().reversed(), null, null),
                new Table("Kept, of the last four weeks", List.of(Column.of("Who"), Column.number("Kept"), Column.number("Given up"), Column.number("Reached within"), Column.number("Reached outside")), integrity.stream().map(it -> integrity(it, people)).toList(),
                        new EmptyState("Nothing to say yet", "Set an hour aside each day, begin it on time, and this says what it brings.", null), null),
                !viewer.role().sells() ? null : fault == null ? starts : starts.wrong(fault), FieldView.of("minutes", "60"), FieldView.of("weeks", "4"), FieldView.of("goal", ""));
    }

    private static String name(PersonId person, Map<PersonId, String> people) {
        return people.getOrDefault(person, "Somebody who left");
    }

    private static Table.Row row(Blocks.Row it, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var became = switch (it.state()) {
            case "KEPT" -> new Cell.Pill(Badge.of("kept", Tone.GOOD));
            case "BREACHED" -> new Cell.Text("given up by " + (it.breachedBy() == null ? "somebody" : name(it.breachedBy(), people)), it.reason());
            default -> new Cell.Pill(Badge.of("not begun", Tone.LATE));
        };
        return Table.Row.of(Cell.text(Say.moment(it.startsAt(), viewer, clock)), new Cell.Person(Who.of(it.person(), name(it.person(), people)), null, null), became, Cell.number(Say.count(it.calls())), Cell.number(Say.count(it.reached())));
    }

    private static Table.Row integrity(Blocks.Integrity it, Map<PersonId, String> people) {
        return Table.Row.of(new Cell.Person(Who.of(it.person(), name(it.person(), people)), null, null), new Cell.Number(it.planned() == 0 ? "–" : Say.percent((double) it.kept() / it.planned()), "%s of %s min".formatted(Say.count(it.kept()), Say.count(it.planned()))),
                new Cell.Number(Say.count(it.breached()), "of %s".formatted(Say.count(it.blocks()))), share(it.insideReached(), it.inside()), share(it.outsideReached(), it.outside()));
    }

    private static Cell share(int reached, int calls) {
        return calls < 10 ? new Cell.Number("too few", "%s of %s".formatted(Say.count(reached), Say.count(calls))) : new Cell.Number(Say.percent((double) reached / calls), "%s of %s".formatted(Say.count(reached), Say.count(calls)));
    }

    @Override
    public String template() {
        return "prospecting/block/index";
    }
}
