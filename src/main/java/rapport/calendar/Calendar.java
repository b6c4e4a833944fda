package rapport.calendar;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    private final JdbcClient jdbc;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    Calendar(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
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
            var clash = inTheWay(slot, ids);
            if (clash.isPresent()) {
                return clash.get();
            } // else it has gone since: ask again
        }
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

    private Optional<Clash> inTheWay(Slot slot, UUID[] people) {
        return jdbc.sql("""
                        select person as who, upper(slot) as until
                          from calendar.block
                         where person = any(:people) and slot && tstzrange(:start, :end)
                         order by until desc, person
                         limit 1""")
                .param("people", people)
                .param("start", Utc.of(slot.start()))
                .param("end", Utc.of(slot.end()))
                .query(Clash.class)
                .optional();
    }
}
