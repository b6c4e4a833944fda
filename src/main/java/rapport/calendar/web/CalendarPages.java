package rapport.calendar.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.calendar.Agenda.Blank;
import rapport.calendar.Agenda.Found;
import rapport.calendar.Diary;
import rapport.calendar.Diary.Group;
import rapport.calendar.Entry;
import rapport.calendar.Entry.Kind;
import rapport.calendar.Entry.Standing;
import rapport.calendar.Entry.When;
import rapport.calendar.FreeTime;
import rapport.kernel.PersonId;
import rapport.kernel.Slot;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Say;

/** Makes pages out of somebody's days. */
@Component
class CalendarPages {

    private static final int NAMES = 200;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("d MMMM", Locale.UK);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Diary diary;
    private final People people;
    private final ReportingLine line;
    private final Clock clock;

    CalendarPages(Diary diary, People people, ReportingLine line, Clock clock) {
        this.diary = diary;
        this.people = people;
        this.line = line;
        this.clock = clock;
    }

    WeekPage week(LocalDate monday, PersonId who, Viewer viewer) {
        var today = today(viewer);
        var isNow = Around.isIn(today, monday);
        var days = diary.days(who, monday, monday.plusDays(6), viewer);
        var toDo = diary.toDo(who, viewer);
        var late = late(toDo);
        var entries = days.entries().stream().filter(it -> !isNow || !it.isLate(today)).toList(); // collected above this week, not told twice
        var blank = diary.blank(who, viewer).orElse(null);
        var columns = columns(monday, today, entries, blank, other(who, viewer), viewer);
        var tasks = TasksPart.of(toDo, today, Around.href(monday, other(who, viewer)) + "#tasks", viewer);
        var isEmpty = tasks.isEmpty() && columns.stream().allMatch(DayColumn::hasNothing);
        return new WeekPage(new PageHead(title(range(monday, today), days, viewer), lede(entries, late), List.of(), add(blank)),
                Around.week(monday, today, other(who, viewer), people(viewer), FieldView.of("who", who.toString())),
                isNow && !late.entries().isEmpty() ? TasksPart.Tasks.of("Overdue", true, first(late), today, viewer) : null,
                columns.getFirst().hours(), columns, columns.stream().skip(5).allMatch(DayColumn::hasNothing), beyond(days), days.all(), tasks, isEmpty ? nothing(days, blank, viewer) : null);
    }

    private List<DayColumn> columns(LocalDate monday, LocalDate today, List<Entry> entries, @Nullable Blank blank, @Nullable PersonId other, Viewer viewer) {
        var days = IntStream.range(0, 7).mapToObj(monday::plusDays).toList();
        var frame = DayColumn.Frame.of(days, entries, viewer.zone());
        return days.stream().map(it -> DayColumn.of(it, today, clock.instant(), entries, frame, Around.dayHref(it, other), blank, viewer)).toList();
    }

    private static Found late(List<Diary.ToDo> toDo) {
        return toDo.stream().filter(it -> it.group() == Group.OVERDUE).findFirst().map(Diary.ToDo::found).orElse(Found.NOTHING);
    }

    DayPage day(LocalDate day, PersonId who, Viewer viewer) {
        var today = today(viewer);
        var days = diary.days(who, day, day, viewer);
        var timed = days.entries().stream().filter(it -> it.when() instanceof When.Hours).toList();
        var wholeDay = days.entries().stream().filter(it -> it.when() instanceof When.Days && it.standing() == Standing.HAPPENS).toList();
        var free = free(day, timed, wholeDay, viewer);
        var tasks = new TasksPart(due(day, today, days, who, viewer), Around.dayHref(day, other(who, viewer)) + "#tasks");
        var blank = diary.blank(who, viewer).orElse(null);
        var isEmpty = days.entries().isEmpty() && tasks.isEmpty() && free.isEmpty();
        return new DayPage(new PageHead(title(Say.longDay(day) + (day.getYear() == today.getYear() ? "" : " " + day.getYear()), days, viewer), lede(timed, free), List.of(), add(blank)),
                Around.day(day, today, other(who, viewer), people(viewer), FieldView.of("who", who.toString())), wholeDay.stream().map(it -> EntryView.of(it, today, viewer)).toList(),
                lines(timed, free, today, blank, viewer), tasks, isEmpty ? nothing(days, blank, viewer) : null, beyond(days), days.all());
    }

    /** Nobody is free to work while away, nor on a holiday. */
    private List<Slot> free(LocalDate day, List<Entry> timed, List<Entry> wholeDay, Viewer viewer) {
        return wholeDay.stream().anyMatch(it -> it.kind() == Kind.AWAY || it.kind() == Kind.HOLIDAY) ? List.of()
                : FreeTime.of(day, timed.stream().map(CalendarPages::hours).map(it -> new Slot(it.start(), it.until())).toList(), viewer.zone(), clock.instant());
    }

    private List<TasksPart.Tasks> due(LocalDate day, LocalDate today, Diary.Days days, PersonId who, Viewer viewer) {
        var late = day.equals(today) ? late(diary.toDo(who, viewer)) : Found.NOTHING;
        var due = new Found(days.entries().stream().filter(it -> it.when() instanceof When.Days && it.standing() != Standing.HAPPENS).toList(), 0, null);
        return Stream.of(TasksPart.Tasks.of("Overdue", true, late, today, viewer), TasksPart.Tasks.of(day.equals(today) ? "Today" : "Due on this day", false, due, today, viewer))
                .filter(it -> !it.rows().isEmpty()).toList();
    }

    private List<DayPage.Line> lines(List<Entry> timed, List<Slot> free, LocalDate today, @Nullable Blank blank, Viewer viewer) {
        record At(Instant start, DayPage.Line line) {}
        var booked = timed.stream().map(it -> {
            var hours = hours(it);
            return new At(hours.start(), new DayPage.Line(Say.time(hours.start(), viewer), hours.end() == null ? "" : length(hours.start(), hours.end()), EntryView.of(it, today, viewer), null, isNow(hours.start(), hours.until())));
        });
        var left = free.stream().map(it -> new At(it.start(), new DayPage.Line(Say.time(it.start(), viewer), length(it.start(), it.end()), null,
                blank == null ? null : blank.at(LocalDateTime.ofInstant(it.start(), viewer.zone()).truncatedTo(ChronoUnit.MINUTES)), isNow(it.start(), it.end()))));
        return Stream.concat(booked, left).sorted(Comparator.comparing(At::start)).map(At::line).toList();
    }

    private boolean isNow(Instant start, Instant end) {
        return !clock.instant().isBefore(start) && clock.instant().isBefore(end);
    }

    private static When.Hours hours(Entry it) {
        return (When.Hours) it.when();
    }

    private static String length(Instant start, Instant end) {
        return Say.minutes(Duration.between(start, end).toMinutes());
    }

    private static List<Action> add(@Nullable Blank blank) {
        return blank == null ? List.of() : List.of(Action.primary("Add an activity", blank.at(null)).with("plus"));
    }

    /** As many as fit one line. */
    private static Found first(Found late) {
        var shown = late.entries().stream().limit(3).toList();
        return new Found(shown, late.beyond() + late.entries().size() - shown.size(), late.all());
    }

    private List<Option> people(Viewer viewer) {
        if (!viewer.role().leads()) {
            return List.of();
        }
        return Stream.concat(Stream.of(Option.of(viewer.id().toString(), "Me")), people.team(line.of(viewer), viewer).stream().filter(it -> it.active() && !viewer.is(it.id())).limit(NAMES)
                .map(it -> Option.of(it.id().toString(), it.name()))).toList();
    }

    private static @Nullable PersonId other(PersonId who, Viewer viewer) {
        return viewer.is(who) ? null : who;
    }

    private LocalDate today(Viewer viewer) {
        return LocalDate.ofInstant(clock.instant(), viewer.zone());
    }

    private static String title(String when, Diary.Days days, Viewer viewer) {
        return viewer.is(days.who()) ? when : "%s: %s".formatted(days.name(), when);
    }

    private static String range(LocalDate monday, LocalDate today) {
        var sunday = monday.plusDays(6);
        var end = (sunday.getYear() == today.getYear() ? MONTH : YEAR).format(sunday);
        return monday.getMonth() == sunday.getMonth() ? monday.getDayOfMonth() + "–" + end : MONTH.format(monday) + " – " + end;
    }

    private static String lede(List<Entry> entries, Found late) {
        var booked = entries.stream().filter(it -> it.when() instanceof When.Hours).count();
        var due = entries.stream().filter(it -> it.when() instanceof When.Days && it.standing() == Standing.TO_DO).count();
        var overdue = late.entries().size() + late.beyond();
        return (booked == 0 ? "Nothing is booked" : Say.count(booked, "appointment", "appointments")) + (due == 0 ? "" : ", %s to do".formatted(Say.count(due, "thing", "things")))
                + (overdue == 0 ? "." : ". %s overdue.".formatted(overdue == 1 ? "One is" : Say.count(overdue) + " are"));
    }

    private static String lede(List<Entry> timed, List<Slot> free) {
        var minutes = free.stream().mapToLong(it -> it.length().toMinutes()).sum();
        return (timed.isEmpty() ? "Nothing is booked" : Say.count(timed.size(), "appointment", "appointments")) + (minutes == 0 ? "." : "; %s of the working day free.".formatted(Say.minutes(minutes)));
    }

    private static @Nullable String beyond(Diary.Days days) {
        return days.beyond() == 0 ? null : Say.count(days.beyond()) + " more";
    }

    private static EmptyState nothing(Diary.Days days, @Nullable Blank blank, Viewer viewer) {
        var step = blank == null ? null : Action.second("Write something down", blank.at(null));
        return viewer.is(days.who())
                ? new EmptyState("Nothing stands here yet", "A deal without a next conversation waits for somebody else’s. Write down when you speak next, or by which day you promised something; coaching and absences come by themselves.", step)
                : new EmptyState("Nothing stands here that you may see", "Activities show with the opportunities and accounts they are about; coaching shows to the two who take part.", step);
    }
}
