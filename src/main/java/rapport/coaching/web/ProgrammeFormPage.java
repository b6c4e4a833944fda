package rapport.coaching.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import rapport.coaching.StartProgramme;
import rapport.calendar.Holidays;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Who;

/** Whom, how often, how long, from when on: all of it on one page, with what most teams choose filled in. */
public record ProgrammeFormPage(
        PageHead head, FieldView reps, List<Candidate> candidates, FieldView everyWeeks, FieldView minutes, FieldView firstSlot, FieldView expectations,
        FieldView overCapacity, boolean overCapacityAsked, List<Option> cadences, FieldView holidays, List<Option> countries, String zone) implements Part {

    public record Candidate(String id, Who who, String role, boolean chosen) {}

    private static final List<Option> CADENCES = List.of(Option.of("1", "Every week"), Option.of("2", "Every 2 weeks"), Option.of("3", "Every 3 weeks"), Option.of("4", "Every 4 weeks"));

    /** One's own reps are chosen to begin with; the first slot is next Monday morning. */
    static ProgrammeFormPage blank(List<People.Row> people, Viewer viewer, Clock clock) {
        var monday = clock.instant().atZone(viewer.zone()).toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atTime(9, 0);
        return new ProgrammeFormPage(heading(), FieldView.of("reps", ""),
                people.stream().map(it -> candidate(it, viewer.id().equals(it.managerId()))).toList(),
                FieldView.of("everyWeeks", "2"), FieldView.of("minutes", "45"), FieldView.of("firstSlot", local(monday)),
                FieldView.of("expectations", StartProgramme.EXPECTATIONS), FieldView.of("overCapacity", ""), false, CADENCES, FieldView.of("holidays", usual(viewer)), known(), viewer.zone().getId());
    }

    static ProgrammeFormPage again(Errors errors, @Nullable List<PersonId> chosen, List<People.Row> people, boolean overCapacityAsked, Viewer viewer) {
        var reps = Objects.requireNonNullElse(chosen, List.<PersonId>of());
        return new ProgrammeFormPage(heading(), new FieldView("reps", "", FieldView.of(errors, "reps").error()),
                people.stream().map(it -> candidate(it, reps.contains(it.id()))).toList(),
                FieldView.of(errors, "everyWeeks"), FieldView.of(errors, "minutes"), FieldView.of(errors, "firstSlot"), FieldView.of(errors, "expectations"),
                FieldView.of(errors, "overCapacity"), overCapacityAsked, CADENCES, FieldView.of(errors, "holidays"), known(), "your");
    }

    /** The country of the reader's language settings, if its holidays are known. */
    private static String usual(Viewer viewer) {
        return Holidays.knows(viewer.locale().getCountry()) ? viewer.locale().getCountry() : "";
    }

    private static List<Option> known() {
        var countries = new ArrayList<Option>(List.of(Option.of("", "None")));
        Holidays.countries().stream().map(it -> Option.of(it, Locale.of("", it).getDisplayCountry(Locale.UK))).sorted(java.util.Comparator.comparing(Option::label)).forEach(countries::add);
        return countries;
    }

    private static PageHead heading() {
        return PageHead.of("Start a programme", "Choose whom, how often and how long; Rapport protects the time in both calendars.").under("Coaching", "/coaching");
    }

    private static Candidate candidate(People.Row it, boolean chosen) {
        return new Candidate(it.id().toString(), Who.of(it.id(), it.name()), it.role().word(), chosen);
    }

    private static String local(LocalDateTime moment) {
        return moment.toString();
    }

    @Override
    public String template() {
        return "coaching/programme/new";
    }
}
