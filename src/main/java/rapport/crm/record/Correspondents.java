package rapport.crm.record;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who is behind an address that writes to us. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Correspondents {

    private final JdbcClient jdbc;

    Correspondents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The contact with this address; of several the one that was there first. @param email in small letters */
    public Optional<UUID> contactAt(String email) {
        return jdbc.sql("select id from crm.contact where email = :email and binned_at is null and merged_into is null order by created_at, id limit 1").param("email", email).query(UUID.class).optional();
    }
}
