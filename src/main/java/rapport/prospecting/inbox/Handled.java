package rapport.prospecting.inbox;

import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;

/** Whoever is written to, or talked to, has had their answer. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Handled {

    private final JdbcClient jdbc;
    private final Clock clock;

    Handled(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void of(UUID contact, PersonId person) {
        jdbc.sql("update prospecting.inbound set handled_at = :now, handled_by = :person where contact = :contact and kind = 'HUMAN' and handled_at is null").param("now", Utc.of(clock.instant())).param("person", person.value()).param("contact", contact).update();
    }
}
