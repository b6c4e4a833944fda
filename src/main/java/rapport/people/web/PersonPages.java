package rapport.people.web;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.Person;
import rapport.people.ReportingLine;
import rapport.people.Visibility;
import rapport.people.Workforce;
import rapport.web.Entry;
import rapport.web.Option;
import rapport.web.Say;

/** Puts the pages of one person together: names looked up, changes in words. */
@Component
class PersonPages {

    private final People people;
    private final Workforce workforce;
    private final ReportingLine line;
    private final Clock clock;

    PersonPages(People people, Workforce workforce, ReportingLine line, Clock clock) {
        this.people = people;
        this.workforce = workforce;
        this.line = line;
        this.clock = clock;
    }

    PersonPage show(Person person, Viewer viewer) {
        var looksAfter = looksAfter(person.id(), viewer);
        var names = people.namesOf(java.util.stream.Stream.of(person.manager()).filter(java.util.Objects::nonNull).toList());
        var history = looksAfter ? entries(workforce.history(person.id(), viewer), viewer) : List.<Entry>of();
        return PersonPage.of(person, Optional.ofNullable(names.get(person.manager())), looksAfter, history, viewer);
    }

    PersonFormPage blank(Viewer viewer) {
        return PersonFormPage.of(null, "", "", Role.REP.name(), viewer.id().toString(), viewer.zone().getId(), managers(viewer));
    }

    PersonFormPage edit(Person it, Viewer viewer) {
        return PersonFormPage.of(it, it.fullName(), it.email(), it.role().name(),
                it.manager() == null ? "" : it.manager().toString(), it.timeZone().getId(), managers(viewer));
    }

    PersonFormPage newAgain(Errors errors, Viewer viewer) {
        return PersonFormPage.again(null, errors, managers(viewer));
    }

    PersonFormPage editAgain(Person person, Errors errors, Viewer viewer) {
        return PersonFormPage.again(person, errors, managers(viewer));
    }

    Person lookedAfter(PersonId id, Viewer viewer) {
        var person = workforce.person(id, viewer);
        if (!looksAfter(id, viewer)) {
            throw new Forbidden("people.not-in-your-line", "Only their manager or an administrator may do this.");
        }
        return person;
    }

    void mustLead(Viewer viewer) {
        if (!viewer.role().leads()) {
            throw new Forbidden("people.only-managers", "Only managers and administrators give out addresses.");
        }
    }

    private boolean looksAfter(PersonId id, Viewer viewer) {
        return viewer.role().administers()
                || viewer.role() == Role.MANAGER && !viewer.is(id) && line.of(viewer).shows(Optional.of(id));
    }

    private List<Option> managers(Viewer viewer) {
        return people.team(new Visibility.Everyone(), viewer).stream()
                .filter(it -> it.active() && it.role().leads())
                .map(it -> Option.of(it.id().toString(), it.name()))
                .toList();
    }

    private List<Entry> entries(List<rapport.audit.History.Change> changes, Viewer viewer) {
        var ids = changes.stream().map(it -> new PersonId(it.who())).distinct().toList();
        var names = people.namesOf(ids);
        return changes.stream()
                .map(it -> Entry.of("pencil", "%s: %s".formatted(field(it.field()), it.after() == null ? "taken away" : value(it)),
                        Say.moment(it.at(), viewer, clock),
                        "%s%s".formatted(names.getOrDefault(new PersonId(it.who()), "Rapport"), it.before() == null ? "" : ", before: " + it.before())))
                .toList();
    }

    private static String value(rapport.audit.History.Change change) {
        return switch (change.field()) {
            case "role" -> Role.valueOf(change.after()).word();
            case "manager", "team" -> "another one";
            default -> change.after();
        };
    }

    private static String field(String field) {
        return switch (field) {
            case "full_name" -> "Name";
            case "email" -> "Address";
            case "time_zone" -> "Time zone";
            case "deactivated_at" -> "Deactivated";
            case "source", "source_id" -> "Imported from";
            case String it -> Character.toUpperCase(it.charAt(0)) + it.substring(1);
        };
    }

}
