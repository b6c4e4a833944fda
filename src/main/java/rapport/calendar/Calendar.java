package rapport.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import rapport.calendar.Hold.Clash;
import rapport.calendar.Hold.Granted;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Slot;
import rapport.kernel.Utc;

/** Protects people's time: for all who are needed, or for none. */
@Service
public class Calendar {

    private static final UUID NO_BLOCK = new UUID(0, 0);
    private static final int HALF_HOURS = 17;

    private final Absences absences;
    private final JdbcClient jdbc;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    Calendar(Absences absences, JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.absences = absences;
        this.jdbc = jdbc;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /**
     * Protects the slot for all of these people, or for none and says what is in the way.
     * Joins the caller's transaction, so a session and its time are booked together or not at all.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Hold protect(Slot slot, String title, Set<PersonId> people) {
        var ids = people.stream().map(PersonId::value).toArray(UUID[]::new);
        while (true) {
            var block = Ids.next(clock, uuid -> uuid);
            if (book(block, slot, title, ids)) {
                return new Granted(block);
            }
            var clash = inTheWay(slot, ids, NO_BLOCK);
            if (clash.isPresent()) {
                return clash.get();
            } // else it has gone since: ask again
        }
    }

    /** Takes the place of an earlier block in one step: what cannot be had leaves that one as it was. @param former null when there was none */
    @Transactional(propagation = Propagation.MANDATORY)
    public Hold move(@Nullable UUID former, Slot slot, String title, Set<PersonId> people) {
        if (former == null) {
            return protect(slot, title, people);
        }
        var ids = people.stream().map(PersonId::value).toArray(UUID[]::new);
        while (true) {
            var block = Ids.next(clock, uuid -> uuid);
            var moved = savepoint.execute(attempt -> {
                release(former);
                if (!book(block, slot, title, ids)) {
                    attempt.setRollbackOnly();
                    return false;
                }
                return true;
            });
            if (Boolean.TRUE.equals(moved)) {
                return new Granted(block);
            }
            var clash = inTheWay(slot, ids, former);
            if (clash.isPresent()) {
                return clash.get();
            }
        }
    }

    /**
     * Times at which all of them are free: half hours of working days, begun from 9 and ended by 17:30 on the zone's clock, not on a day one of them is away.
     *
     * @param minutes 1 and up
     * @param limit most answers
     */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public List<Slot> free(Set<PersonId> people, int minutes, Instant from, Instant until, ZoneId zone, String country, int limit) {
        record Busy(OffsetDateTime from, OffsetDateTime until) {}
        var ids = people.stream().map(PersonId::value).toArray(UUID[]::new);
        var busy = jdbc.sql("select lower(slot) as from, upper(slot) as until from calendar.block where person = any(:people) and slot && tstzrange(:start, :end)")
                .param("people", ids).param("start", Utc.of(from)).param("end", Utc.of(until)).query(Busy.class).stream()
                .map(it -> new Slot(it.from.toInstant(), it.until.toInstant())).toList();
        var first = from.atZone(zone).toLocalDate();
        var days = first.datesUntil(until.atZone(zone).toLocalDate().plusDays(1)).toList();
        var away = absences.of(people, first, days.getLast());
        return days.stream()
                .filter(day -> FreeTime.isWorkingDay(day) && !Holidays.on(country, day) && away.stream().noneMatch(it -> it.covers(day)))
                .flatMap(day -> IntStream.range(0, HALF_HOURS).mapToObj(half -> Slot.of(FreeTime.morning(day).plusMinutes(30L * half).atZone(zone).toInstant(), Duration.ofMinutes(minutes)))
                        .filter(slot -> endsBy(slot.end().atZone(zone), day)))
                .filter(slot -> slot.start().isAfter(from) && busy.stream().noneMatch(it -> it.start().isBefore(slot.end()) && slot.start().isBefore(it.end())))
                .limit(limit).toList();
    }

    private static boolean endsBy(ZonedDateTime end, LocalDate day) {
        return !end.toLocalDateTime().isAfter(FreeTime.evening(day));
    }

    /** Gives the time back to all of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(UUID block) {
        jdbc.sql("delete from calendar.block where id = :block").param("block", block).update();
    }

    /** Everybody books people in the order of their ids, so that two who want the same people wait and never deadlock. */
    private boolean book(UUID block, Slot slot, String title, UUID[] people) {
        return Boolean.TRUE.equals(savepoint.execute(attempt -> {
            var booked = jdbc.sql("""
                            insert into calendar.block (id, person, slot, title)
                            select :id, person, tstzrange(:start, :end), :title
                              from unnest(:people) as person
                             order by person
                                on conflict do nothing""")
                    .param("id", block)
                    .param("start", Utc.of(slot.start()))
                    .param("end", Utc.of(slot.end()))
                    .param("title", title)
                    .param("people", people)
                    .update();
            if (booked < people.length) {
                attempt.setRollbackOnly();
            }
            return booked == people.length;
        }));
    }

    private Optional<Clash> inTheWay(Slot slot, UUID[] people, UUID except) {
        return jdbc.sql("""
                        select person as who, upper(slot) as until
                          from calendar.block
                         where person = any(:people) and slot && tstzrange(:start, :end) and id <> :except
                         order by until desc, person
                         limit 1""")
                .param("people", people)
                .param("start", Utc.of(slot.start()))
                .param("end", Utc.of(slot.end()))
                .param("except", except)
                .query(Clash.class)
                .optional();
    }
}
