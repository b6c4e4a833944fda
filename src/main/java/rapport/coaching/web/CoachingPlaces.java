package rapport.coaching.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import rapport.coaching.Promises;
import rapport.coaching.Reminders;
import rapport.coaching.SessionList;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Action;
import rapport.web.Nav;
import rapport.web.NavItem;
import rapport.web.Say;
import rapport.web.TodayCard;
import rapport.web.TodayCards;
import rapport.web.WeekStrip;
import rapport.web.Who;

/** Where coaching shows outside its own pages: in the navigation, on Today, in the week above it. */
@Component
class CoachingPlaces implements Nav, TodayCards, WeekStrip {

    private static final Duration SOON = Duration.ofDays(10);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d", Locale.UK);

    private final SessionList sessions;
    private final Reminders reminders;
    private final Promises promises;
    private final People people;
    private final Clock clock;

    CoachingPlaces(SessionList sessions, Reminders reminders, Promises promises, People people, Clock clock) {
        this.sessions = sessions;
        this.reminders = reminders;
        this.promises = promises;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public List<NavItem> items(Viewer viewer) {
        return viewer.role() == Role.MARKETER ? List.of() : List.of(new NavItem(20, "Coaching", "message-circle", "/coaching"));
    }

    /** Acceptances that run out, agreements nobody has signed, sessions without a time. */
    @Override
    public List<TodayCard> of(Viewer viewer) {
        var cards = new ArrayList<TodayCard>();
        sessions.unsigned(viewer).forEach(it -> cards.add(new TodayCard(clock.instant(), "today", "before the first session", "Sign what coaching means here",
                "Until both have signed, no session of the programme can count.", null, List.of(Action.primary("Read and sign", "/coaching/programmes/" + it.programme())))));
        var coming = sessions.coming(null, null, 50, viewer).stream().filter(it -> it.startsAt().isBefore(clock.instant().plus(SOON))).toList();
        var names = names(coming);
        coming.stream().filter(it -> it.state() == SessionList.State.NEEDS_A_TIME).forEach(it -> {
            var other = other(it, viewer);
            var name = names.getOrDefault(other, "somebody who left");
            cards.add(new TodayCard(it.startsAt(), "today", "it is due", "Coaching with %s needs a time".formatted(name),
                    "Something else is in the way on %s; a day without it is a day lost.".formatted(Say.moment(it.startsAt(), viewer, clock)), Who.of(other, name),
                    List.of(Action.second("Find a time", "/coaching/sessions/%s/time".formatted(it.id())))));
        });
        var due = reminders.own(SOON, viewer);
        var people = this.people.namesOf(due.stream().map(it -> new PersonId(it.other())).toList());
        due.forEach(it -> cards.add(card(it, people.getOrDefault(new PersonId(it.other()), "somebody who left"), viewer)));
        promises.uncoached(viewer).forEach(it -> cards.add(new TodayCard(clock.instant().plus(SOON), "this week", "nobody coaches them", "%s has no coaching".formatted(it.name()),
                "They answer to you and no programme names them.", Who.of(it.id(), it.name()), List.of(Action.second("Change that", programme(viewer))))));
        return cards;
    }

    private TodayCard card(Reminders.Due it, String name, Viewer viewer) {
        var page = "/coaching/sessions/" + it.session();
        var who = Who.of(new PersonId(it.other()), name);
        var starts = Say.moment(it.startsAt(), viewer, clock);
        var until = Say.moment(it.until(), viewer, clock);
        return switch (it.duty()) {
            case ACCEPT -> new TodayCard(it.until(), until, "your yes is due", "Say yes to coaching with " + name, "%s. Accepted later than that, it cannot count.".formatted(starts), who,
                    List.of(Action.second("Accept", page + "/acceptance").posting(), Action.quiet("See it", page)));
            case PREPARE -> new TodayCard(it.until(), until, "preparation is due", "Prepare for " + name, "Coaching %s. Unprepared it cannot count.".formatted(starts), who,
                    List.of(Action.second("Prepare", page + "/preparation")));
            case CONFIRM -> new TodayCard(it.until(), until, "then it is judged without you", "Was it coaching with %s?".formatted(name),
                    "Each answers once, and sees the other’s answer only afterwards.", who, List.of(Action.second("Answer", page)));
        };
    }

    private String programme(Viewer viewer) {
        return promises.own(viewer).stream().findFirst().map(it -> "/coaching/programmes/" + it.id()).orElse("/coaching/programmes/new");
    }

    /** Five working days, from Monday; at the weekend the next. */
    @Override
    public List<Day> week(Viewer viewer) {
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var monday = today.getDayOfWeek().getValue() > 5 ? today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var coming = sessions.coming(null, null, 50, viewer);
        if (coming.isEmpty()) {
            return List.of();
        }
        var names = names(coming);
        return IntStream.range(0, 5).mapToObj(monday::plusDays).map(day -> day(day, today, coming, names, viewer)).toList();
    }

    private Day day(LocalDate day, LocalDate today, List<SessionList.Row> coming, Map<PersonId, String> names, Viewer viewer) {
        var appointments = coming.stream().filter(it -> !it.calledOff() && it.startsAt().atZone(viewer.zone()).toLocalDate().equals(day)).map(it -> {
            var other = other(it, viewer);
            var name = names.getOrDefault(other, "somebody");
            return new Appointment(Who.of(other, name), "%s %s".formatted(name.split(" ")[0], Say.time(it.startsAt(), viewer)), it.protectedTime() ? "next" : "moved", "/coaching/sessions/" + it.id());
        }).toList();
        return new Day(DAY.format(day), day.equals(today), appointments);
    }

    private Map<PersonId, String> names(List<SessionList.Row> rows) {
        return people.namesOf(rows.stream().flatMap(it -> Stream.of(it.coach(), it.rep())).map(PersonId::new).toList());
    }

    private static PersonId other(SessionList.Row it, Viewer viewer) {
        return new PersonId(viewer.id().value().equals(it.coach()) ? it.rep() : it.coach());
    }
}
