package rapport.coaching;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Absences;
import rapport.calendar.Calendar;
import rapport.calendar.Hold.Clash;
import rapport.calendar.Hold.Granted;
import rapport.calendar.Holidays;
import rapport.coaching.Programme.Rep;
import rapport.kernel.Ids;

/** Books the sessions of a programme ahead: on its days, at the same time on the wall clock in summer and in winter. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Ahead {

    /** How far ahead time is protected. */
    static final Period WEEKS = Period.ofWeeks(8);

    private final Sessions sessions;
    private final Calendar calendar;
    private final Absences absences;
    private final Invites invites;
    private final JdbcClient jdbc;
    private final Clock clock;

    Ahead(Sessions sessions, Calendar calendar, Absences absences, Invites invites, JdbcClient jdbc, Clock clock) {
        this.sessions = sessions;
        this.calendar = calendar;
        this.absences = absences;
        this.invites = invites;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is not there yet of the next {@link #WEEKS}. Holidays and absences of either are left out: nobody owes a session then.
     * Two who do this at once wait for each other.
     */
    List<Session> book(Programme programme) {
        jdbc.sql("select 1 from coaching.programme where id = :id for update").param("id", programme.id().value()).query(Integer.class).list();
        return programme.reps().stream().flatMap(rep -> missing(programme, rep).map(slot -> booked(programme, rep, slot))).toList();
    }

    private Stream<LocalDateTime> missing(Programme programme, Rep rep) {
        var now = clock.instant();
        var until = now.atZone(programme.zone()).plus(WEEKS).toLocalDateTime();
        var there = new HashSet<>(jdbc.sql("select due_on from coaching.session where programme = :programme and rep = :rep")
                .param("programme", programme.id().value()).param("rep", rep.person().value()).query(LocalDate.class).list());
        var away = absences.of(List.of(programme.coach(), rep.person()), now.atZone(programme.zone()).toLocalDate(), until.toLocalDate());
        return Stream.iterate(rep.firstSlot(), it -> !it.isAfter(until), it -> it.plusWeeks(programme.everyWeeks()))
                .filter(it -> it.atZone(programme.zone()).toInstant().isAfter(now) && !there.contains(it.toLocalDate()))
                .filter(it -> !Holidays.on(programme.holidays(), it.toLocalDate()))
                .filter(it -> away.stream().noneMatch(absence -> absence.covers(it.toLocalDate())));
    }

    private Session booked(Programme programme, Rep rep, LocalDateTime slot) {
        var startsAt = slot.atZone(programme.zone()).toInstant();
        var planned = new Session(Ids.next(clock, SessionId::new), programme.id(), programme.coach(), rep.person(), slot.toLocalDate(), startsAt, programme.minutes(), null, 0, null);
        var block = switch (calendar.protect(planned.slot(), ProtectedTime.TITLE, Set.of(programme.coach(), rep.person()))) {
            case Granted(var granted) -> granted;
            case Clash _ -> null;
        };
        var session = sessions.save(new Session(planned.id(), planned.programme(), planned.coach(), planned.rep(), planned.dueOn(), startsAt, planned.minutes(), block, 0, null));
        invites.invite(session);
        return session;
    }
}
