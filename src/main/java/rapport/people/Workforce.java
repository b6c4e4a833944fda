package rapport.people;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Hires people, changes what they are, and lets them go. Each public method is one transaction. */
@Service
@Transactional
public class Workforce {

    public static final History.Kind PERSON = new History.Kind("people", "person");

    /** What an administrator may decide about somebody. */
    public record Position(String fullName, @Nullable String email, Role role, @Nullable PersonId manager, ZoneId timeZone) {}

    private final Persons persons;
    private final ReportingLine line;
    private final History history;
    private final JdbcClient jdbc;
    private final Clock clock;

    Workforce(Persons persons, ReportingLine line, History history, JdbcClient jdbc, Clock clock) {
        this.persons = persons;
        this.line = line;
        this.history = history;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Person hire(Position position, Viewer viewer) {
        viewer.mustAdminister();
        mayGive(position.role, viewer);
        mustBeFree(position.email, null);
        var hired = persons.save(Person.hire(position.fullName, position.email, position.role,
                existing(position.manager), position.timeZone, clock));
        history.changed(PERSON, hired.id(), null, hired, viewer);
        return hired;
    }

    /** Open to every colleague: a name, a role, a manager. */
    @Transactional(readOnly = true)
    public Person person(PersonId id, Viewer viewer) {
        return persons.findById(id).orElseThrow(() -> new PersonNotFound(id));
    }

    @Transactional(readOnly = true)
    public List<History.Change> history(PersonId id, Viewer viewer) {
        mayLookAfter(id, viewer);
        return history.of(PERSON, id, 50);
    }

    public Person change(PersonId id, Position position, Viewer viewer) {
        viewer.mustAdminister();
        var before = person(id, viewer);
        if (before.role() != position.role) {
            mayGive(position.role, viewer);
            mayGive(before.role(), viewer);
            keepAnOwner(before, position.role);
        }
        mustBeFree(position.email, id);
        if (position.manager != null && !position.manager.equals(before.manager())) {
            line.mustNotClose(id, Objects.requireNonNull(existing(position.manager)));
        }
        return save(before, before.with(position.fullName, position.email, position.role, position.manager, position.timeZone), viewer);
    }

    /** Addresses of people who were imported without one; a manager may give those of their own line. */
    public Person giveAddress(PersonId id, String email, Viewer viewer) {
        var before = person(id, viewer);
        mayLetIn(before, viewer);
        mustBeFree(email, id);
        return save(before, before.withEmail(email), viewer);
    }

    /** Ends every session and token at once. What they did stays theirs. */
    public Person deactivate(PersonId id, Viewer viewer) {
        viewer.mustAdminister();
        var before = person(id, viewer);
        if (viewer.is(id)) {
            throw new Refused("people.not-oneself", "You cannot deactivate yourself. Ask another administrator.");
        }
        mayGive(before.role(), viewer);
        keepAnOwner(before, Role.VIEWER);
        var left = save(before, before.leave(clock.instant()), viewer);
        for (var end : List.of(
                "delete from people.web_session s using people.membership m where m.login = s.login and m.workspace = s.workspace and m.workspace = :workspace and m.person = :person",
                "update people.membership set ended_at = :now where workspace = :workspace and person = :person",
                "delete from people.token where workspace = :workspace and person = :person",
                "delete from people.one_time_link where workspace = :workspace and person = :person and used_at is null")) {
            jdbc.sql(end).param("workspace", viewer.workspace().value()).param("person", id.value()).param("now", Utc.of(clock.instant())).update();
        }
        return left;
    }

    public Person reactivate(PersonId id, Viewer viewer) {
        viewer.mustAdminister();
        var before = person(id, viewer);
        jdbc.sql("update people.membership set ended_at = null where workspace = :workspace and person = :person")
                .param("workspace", viewer.workspace().value()).param("person", id.value()).update();
        return save(before, before.leave(null), viewer);
    }

    /** The viewer's own clock. */
    public Person move(ZoneId zone, Viewer viewer) {
        var before = person(viewer.id(), viewer);
        return save(before, before.with(before.fullName(), before.email(), before.role(), before.manager(), zone), viewer);
    }

    /** For the command line: whoever was imported under this name and has no login yet. */
    @Transactional(readOnly = true)
    public List<Person> named(String fullName, Viewer viewer) {
        viewer.mustAdminister();
        return persons.findByFullName(fullName.strip());
    }

    @Transactional(readOnly = true)
    public Optional<Person> withEmail(String email, Viewer viewer) {
        viewer.mustAdminister();
        return persons.findByEmail(email.strip().toLowerCase(java.util.Locale.ROOT));
    }

    /** Whoever leads somebody, and administrators; for everybody else the person exists but is not theirs to look after. */
    void mayLookAfter(PersonId id, Viewer viewer) {
        var theirs = viewer.role().leads() && !viewer.is(id) && line.of(viewer).shows(Optional.of(id));
        if (!theirs && !viewer.role().administers()) {
            throw new Forbidden("people.not-in-your-line", "Only their manager or an administrator may do this.");
        }
    }

    /** A link is a password: nobody makes one for somebody who may do more than they. */
    void mayLetIn(Person person, Viewer viewer) {
        mayLookAfter(person.id(), viewer);
        mayGive(person.role(), viewer);
        if (person.role().administers() && !viewer.role().administers()) {
            throw new Forbidden("people.only-administrators", "Only administrators and owners let in administrators. Ask one of them.");
        }
    }

    private Person save(Person before, Person after, Viewer viewer) {
        if (before.email() != null && !before.email().equals(after.email())) {
            keepTheAddressOfALogin(before);
        }
        var saved = persons.save(after);
        history.changed(PERSON, saved.id(), before, saved, viewer);
        return saved;
    }

    private @Nullable PersonId existing(@Nullable PersonId manager) {
        return manager == null ? null : persons.findById(manager).map(Person::id).orElseThrow(() -> new PersonNotFound(manager));
    }

    /** What somebody signs in with is theirs; and a link to the old address must not work any more. */
    private void keepTheAddressOfALogin(Person before) {
        var signsIn = jdbc.sql("select count(*) from people.membership where person = :person").param("person", before.id().value()).query(Long.class).single();
        if (signsIn > 0) {
            throw new Refused("people.address-in-use", "%s signs in with %s, so the address stays.".formatted(before.fullName(), before.email()));
        }
        jdbc.sql("delete from people.one_time_link where person = :person and used_at is null").param("person", before.id().value()).update();
    }

    private static void mayGive(Role role, Viewer viewer) {
        if (role == Role.OWNER && viewer.role() == Role.ADMIN) {
            throw new Forbidden("people.only-owners", "Only an owner may make, change or remove an owner.");
        }
    }

    private void keepAnOwner(Person before, Role next) {
        if (before.role() != Role.OWNER || next == Role.OWNER) {
            return;
        }
        var others = jdbc.sql("select count(*) from (select id from people.person where role = 'OWNER' and deactivated_at is null and id <> :id for update) others")
                .param("id", before.id().value()).query(Long.class).single();
        if (others == 0) {
            throw new Refused("people.last-owner", "%s is the last owner. Make somebody else an owner first.".formatted(before.fullName()));
        }
    }

    private void mustBeFree(@Nullable String email, @Nullable PersonId but) {
        if (email == null || email.isBlank()) {
            return;
        }
        persons.findByEmail(email.strip().toLowerCase(java.util.Locale.ROOT)).filter(it -> !it.id().equals(but)).ifPresent(it -> {
            throw new Refused("people.address-taken", "%s already has the address %s.".formatted(it.fullName(), it.email()));
        });
    }
}
