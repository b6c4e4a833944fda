package rapport.prospecting.plays;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.Workforce;

/** Whoever reaches people is away: what was promised is handed to whoever they answer to, and plays rest until they are back. */
@Service
@Transactional
public class OwnerAbsences {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private record Step(UUID id, UUID enrolment, Instant dueAt, @Nullable UUID lane) {}

    private final Presence presence;
    private final Workforce workforce;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    OwnerAbsences(Presence presence, Workforce workforce, Audit audit, JdbcClient jdbc, Clock clock) {
        this.presence = presence;
        this.workforce = workforce;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Promises first: they were said to somebody. Told twice it changes nothing more. */
    public void away(PersonId person, LocalDate firstDay, LocalDate lastDay, Viewer system) {
        var zone = presence.zone(person);
        var from = firstDay.atStartOfDay(zone).toInstant();
        var until = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
        var handed = handOver(person, from, until, system);
        var rested = rest(person, from, until);
        if (handed + rested > 0) {
            audit.record("prospecting.owner.away", person.toString(), Map.of("promises handed over", handed, "steps put off", rested), system);
        }
    }

    /** Somebody who answers to nobody keeps their own: it is seen that they are away. */
    private int handOver(PersonId person, Instant from, Instant until, Viewer system) {
        var to = Optional.ofNullable(workforce.person(person, system).manager());
        if (to.isEmpty()) {
            return 0;
        }
        var touches = jdbc.sql("update prospecting.promise set person = :to, handed_from = :person where person = :person and kept_at is null and ended_at is null and promised_at >= :from and promised_at < :until returning coalesce(touch, id)")
                .param("to", to.get().value()).param("person", person.value()).param("from", Utc.of(from)).param("until", Utc.of(until)).query(UUID.class).list();
        jdbc.sql("update prospecting.touch set owner = :to, touched_at = :now where id = any(:touches) and state = 'PLANNED'").param("to", to.get().value()).param("now", Utc.of(clock.instant())).param("touches", touches.toArray(UUID[]::new)).update();
        return touches.size();
    }

    private int rest(PersonId person, Instant from, Instant until) {
        var steps = jdbc.sql("select id, enrolment, due_at, lane from prospecting.touch where owner = :person and enrolment is not null and state = 'PLANNED' and due_at >= :from and due_at < :until order by id for update").param("person", person.value()).param("from", Utc.of(from)).param("until", Utc.of(until)).query(Step.class).list();
        var back = presence.morning(person, until);
        var because = "Whoever reaches them is away; it goes on on %s.".formatted(DAY.format(back.atZone(presence.zone(person))));
        for (var it : steps) {
            jdbc.sql("update prospecting.touch set due_at = :back, touched_at = :now where id = :id").param("back", Utc.of(back)).param("now", Utc.of(clock.instant())).param("id", it.id).update();
            jdbc.sql("update prospecting.enrolment set state = 'PAUSED', until = :back, because = :because where id = :id and state in ('ACTIVE', 'PAUSED')").param("back", Utc.of(back)).param("because", because).param("id", it.enrolment).update();
        }
        return steps.size();
    }
}
