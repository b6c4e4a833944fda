package rapport.calendar;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Agenda.Due;
import rapport.calendar.Agenda.Found;
import rapport.calendar.Entry.When;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;

/** What all modules know of somebody's days, for themselves and for those they answer to. */
@Service
@Transactional(readOnly = true)
public class Diary {

    private static final int MOST_DAYS = 42;
    private static final int MOST = 200; // of a kind; a week with more is read in lists
    private static final int TO_DO = 20; // of a group
    private static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);
    private static final LocalDate END = LocalDate.of(2999, 12, 31);

    /** @param beyond how many more there are than entries @param all where they are listed; null when nowhere */
    public record Days(PersonId who, String name, List<Entry> entries, long beyond, @Nullable String all) {

        public Days {
            entries = List.copyOf(entries);
        }
    }

    /** By when things are to be done, counted from the viewer's today. Weeks end on Sunday. */
    public enum Group { OVERDUE, TODAY, THIS_WEEK, LATER, NO_DAY }

    public record ToDo(Group group, Found found) {}

    private final ObjectProvider<Agenda> agendas;
    private final Absences absences;
    private final People people;
    private final ReportingLine line;
    private final JdbcClient jdbc;
    private final Clock clock;

    Diary(ObjectProvider<Agenda> agendas, Absences absences, People people, ReportingLine line, JdbcClient jdbc, Clock clock) {
        this.agendas = agendas;
        this.absences = absences;
        this.people = people;
        this.line = line;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** On the viewer's clock, both days included, what lasts the whole day first. */
    public Days days(PersonId who, LocalDate first, LocalDate last, Viewer viewer) {
        var name = nameOf(who, viewer);
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw new Refused("calendar.range", "A calendar is read at most %d days at a time, from the first to the last.".formatted(MOST_DAYS));
        }
        var from = first.atStartOfDay(viewer.zone()).toInstant();
        var until = last.plusDays(1).atStartOfDay(viewer.zone()).toInstant();
        var found = agendas.stream().map(it -> it.between(who, from, until, MOST, viewer)).toList();
        var known = found.stream().flatMap(it -> it.entries().stream()).toList();
        var blocks = known.stream().map(Entry::block).filter(Objects::nonNull).collect(Collectors.toSet());
        var entries = Stream.of(known, blocks(who, from, until, viewer).stream().filter(it -> !blocks.contains(it.id())).toList(), away(who, first, last))
                .flatMap(List::stream).sorted(ORDER).toList();
        return new Days(who, name, entries, found.stream().mapToLong(Found::beyond).sum(), found.stream().filter(it -> it.beyond() > 0).map(Found::all).filter(Objects::nonNull).findFirst().orElse(null));
    }

    /** What waits to be done, group by group, the first of each; groups that are no span of days are left out. */
    public List<ToDo> toDo(PersonId who, Viewer viewer) {
        nameOf(who, viewer);
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        var groups = new ArrayList<ToDo>();
        groups.add(new ToDo(Group.OVERDUE, due(who, new Due.Between(BEGINNING, today.minusDays(1)), viewer)));
        groups.add(new ToDo(Group.TODAY, due(who, new Due.Between(today, today), viewer)));
        if (today.isBefore(sunday)) {
            groups.add(new ToDo(Group.THIS_WEEK, due(who, new Due.Between(today.plusDays(1), sunday), viewer)));
        }
        groups.add(new ToDo(Group.LATER, due(who, new Due.Between(sunday.plusDays(1), END), viewer)));
        groups.add(new ToDo(Group.NO_DAY, due(who, new Due.Never(), viewer)));
        return groups;
    }

    /** Where something new is written into these days, for whoever may. */
    public Optional<Agenda.Blank> blank(PersonId who, Viewer viewer) {
        return agendas.stream().flatMap(it -> it.blank(who, viewer).stream()).findFirst();
    }

    private Found due(PersonId who, Due due, Viewer viewer) {
        var found = agendas.stream().map(it -> it.toDo(who, due, TO_DO, viewer)).toList();
        return new Found(found.stream().flatMap(it -> it.entries().stream()).toList(), found.stream().mapToLong(Found::beyond).sum(),
                found.stream().map(Found::all).filter(Objects::nonNull).findFirst().orElse(null));
    }

    private static final Comparator<Entry> ORDER = Comparator.comparing((Entry it) -> it.when() instanceof When.Hours(var start, _) ? start : Instant.MIN)
            .thenComparing(it -> it.when() instanceof When.Days(var first, _) ? first : LocalDate.MIN)
            .thenComparing(Entry::kind).thenComparing(Entry::id);

    /** One's own, and those of everybody who answers to one. */
    private String nameOf(PersonId who, Viewer viewer) {
        if (viewer.is(who)) {
            return viewer.name();
        }
        return Optional.of(who).filter(it -> line.of(viewer).shows(Optional.of(it))).map(it -> people.namesOf(List.of(it)).get(it))
                .orElseThrow(() -> new NotFound("calendar.person-not-found", "You see your own days and those of people who answer to you."));
    }

    /** What it is protected for is told to nobody else. */
    private List<Entry> blocks(PersonId who, Instant from, Instant until, Viewer viewer) {
        record Row(UUID id, OffsetDateTime start, OffsetDateTime end, String title) {}
        return jdbc.sql("""
                        select id, lower(slot) as start, upper(slot) as end, title from calendar.block
                         where person = :who and slot && tstzrange(:from, :until) order by lower(slot), id limit %d""".formatted(MOST))
                .param("who", who.value()).param("from", Utc.of(from)).param("until", Utc.of(until)).query(Row.class).stream()
                .map(it -> Entry.of(it.id, Entry.Kind.PROTECTED, viewer.is(who) ? it.title : "Protected time", new When.Hours(it.start.toInstant(), it.end.toInstant()))).toList();
    }

    private List<Entry> away(PersonId who, LocalDate first, LocalDate last) {
        return absences.of(List.of(who), first, last).stream().limit(MOST)
                .map(it -> Entry.of(it.id(), Entry.Kind.AWAY, switch (it.kind()) {
                    case LEAVE -> "Leave";
                    case ILLNESS -> "Ill";
                    case OTHER -> "Away";
                }, new When.Days(it.firstDay(), it.lastDay())).on("/time")).toList();
    }
}
