package rapport.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.people.Workforce;

/** Who is away when. Everybody enters their own; those above them may do it for them. */
@Service
@Transactional
public class Absences {

    private static final int LONGEST_DAYS = 366;

    private final ReportingLine line;
    private final Workforce workforce;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    Absences(ReportingLine line, Workforce workforce, Audit audit, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.line = line;
        this.workforce = workforce;
        this.audit = audit;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Absence enter(PersonId person, LocalDate firstDay, LocalDate lastDay, Absence.Kind kind, Viewer viewer) {
        viewer.mustChange();
        workforce.person(person, viewer);
        mayEnterFor(person, viewer);
        if (lastDay.isBefore(firstDay)) {
            throw new Refused("calendar.absence-order", "The last day lies before the first. Swap them.");
        }
        if (firstDay.plusDays(LONGEST_DAYS).isBefore(lastDay)) {
            throw new Refused("calendar.absence-length", "That is longer than a year. Enter a year at a time.");
        }
        var absence = new Absence(Ids.next(clock, uuid -> uuid), person, firstDay, lastDay, kind);
        jdbc.sql("""
                        insert into calendar.absence (id, person, first_day, last_day, kind, entered_by, entered_at)
                        values (:id, :person, :first, :last, :kind, :by, :now)""")
                .param("id", absence.id()).param("person", person.value()).param("first", firstDay).param("last", lastDay).param("kind", kind.name())
                .param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        audit.record("calendar.absence.entered", person.toString(), Map.of("from", firstDay.toString(), "to", lastDay.toString()), viewer);
        events.publishEvent(new AbsenceEntered(viewer.workspace(), absence.id(), person, firstDay, lastDay, kind == Absence.Kind.ILLNESS));
        return absence;
    }

    /** What was called off because of it stays called off; sessions can be moved back one by one. */
    public void takeBack(UUID absence, Viewer viewer) {
        var person = jdbc.sql("select person from calendar.absence where id = :id").param("id", absence).query(UUID.class).optional().map(PersonId::new)
                .filter(it -> mayEnter(it, viewer))
                .orElseThrow(() -> new NotFound("calendar.absence-not-found", "There is no such absence."));
        jdbc.sql("delete from calendar.absence where id = :id").param("id", absence).update();
        audit.record("calendar.absence.taken-back", person.toString(), Map.of(), viewer);
    }

    /** The viewer's own and those of everybody below them, from today on, earliest first. */
    @Transactional(readOnly = true)
    public List<Absence> coming(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select id, person, first_day, last_day, kind from calendar.absence
                         where (%s or person = :me) and last_day >= :today order by first_day, id limit 200""".formatted(visible.sql("person")))
                .param("visible", visible.ids()).param("me", viewer.id().value())
                .param("today", LocalDate.ofInstant(clock.instant(), viewer.zone()))
                .query(Absences::read).list();
    }

    /** Absences of these people that touch the days. In the caller's transaction: who asks has decided who may know. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY, readOnly = true)
    public List<Absence> of(Collection<PersonId> people, LocalDate from, LocalDate to) {
        return jdbc.sql("select id, person, first_day, last_day, kind from calendar.absence where person = any(:people) and first_day <= :to and last_day >= :from order by first_day, id")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new)).param("from", from).param("to", to)
                .query(Absences::read).list();
    }

    private static Absence read(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Absence(row.getObject(1, UUID.class), new PersonId(row.getObject(2, UUID.class)), row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class),
                Absence.Kind.valueOf(row.getString(5)));
    }

    private void mayEnterFor(PersonId person, Viewer viewer) {
        if (!mayEnter(person, viewer)) {
            throw new NotFound("calendar.absence-not-yours", "You enter your own absences and those of people who answer to you.");
        }
    }

    private boolean mayEnter(PersonId person, Viewer viewer) {
        return viewer.is(person) || viewer.role().leads() && line.of(viewer).shows(Optional.of(person));
    }
}
