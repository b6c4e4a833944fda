package rapport.calendar.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.calendar.Absence;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Who;

/** @param address of the feed, on the answer that made it and never again @param people whom one may enter absences for, oneself first */
public record TimePage(PageHead head, Table absences, List<Option> people, List<Option> kinds, FieldView person, FieldView firstDay, FieldView lastDay, FieldView kind,
        boolean hasFeed, @Nullable String wrong, @Nullable String address) implements Part {

    private static final List<Option> KINDS = List.of(Option.of("LEAVE", "Leave"), Option.of("ILLNESS", "Illness"), Option.of("OTHER", "Something else"));

    static TimePage of(List<Absence> absences, Map<PersonId, String> names, List<People.Row> team, boolean hasFeed, @Nullable String wrong, @Nullable String address, Viewer viewer, Clock clock) {
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var people = new ArrayList<Option>(List.of(Option.of(viewer.id().toString(), "I")));
        team.forEach(it -> people.add(Option.of(it.id().toString(), it.name())));
        return new TimePage(PageHead.of("Your time", "Who is away is not coached, and not blamed for it.").under("Coaching", "/coaching"),
                new Table("Absences to come", List.of(Column.of("Who"), Column.of("From"), Column.of("To"), Column.of("For"), Column.of("")),
                        absences.stream().map(it -> row(it, names, today)).toList(),
                        new EmptyState("Nobody is away", "Enter leave before it begins: sessions in it are called off in time, excused, and nobody waits in vain.", null), null),
                people, KINDS, FieldView.of("person", viewer.id().toString()), FieldView.of("firstDay", ""), FieldView.of("lastDay", ""), FieldView.of("kind", "LEAVE"), hasFeed, wrong, address);
    }

    private static Row row(Absence it, Map<PersonId, String> names, LocalDate today) {
        var name = names.getOrDefault(it.person(), "somebody who left");
        return Row.of(new Cell.Person(Who.of(it.person(), name), null, null), Cell.text(Say.day(it.firstDay(), today)), Cell.text(Say.day(it.lastDay(), today)),
                Cell.text(switch (it.kind()) {
                    case LEAVE -> "leave";
                    case ILLNESS -> "illness";
                    case OTHER -> "something else";
                }),
                new Cell.Acts(List.of(Action.quiet("Take back", "/time/absences/%s/end".formatted(it.id())).posting())));
    }

    @Override
    public String template() {
        return "calendar/time/show";
    }
}
