package rapport.prospecting.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Vault;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.sender.Senders;

/** The addresses people here write to customers from. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Mailboxes {

    /** Whom a mail is from. */
    record Sender(UUID id, String address, String shownAs) {}

    private final Vault vault;
    private final Senders senders;
    private final JdbcClient jdbc;

    Mailboxes(Vault vault, Senders senders, JdbcClient jdbc) {
        this.vault = vault;
        this.senders = senders;
        this.jdbc = jdbc;
    }

    Sender sender(UUID lane) {
        return jdbc.sql("select id, address, shown_as from prospecting.mailbox where id = :lane").param("lane", lane).query(Sender.class).single();
    }

    Door door(UUID lane) {
        return jdbc.sql("select address, host, port, security, login, password from prospecting.mailbox where id = :lane").param("lane", lane)
                .query((row, _) -> {
                    var sealed = row.getBytes("password");
                    return new Door(row.getString("host"), row.getInt("port"), row.getString("security"), row.getString("login"), () -> sealed == null ? null : vault.open(sealed), senders.signers(row.getString("address")));
                }).single();
    }

    /** Empty for a lane that is no mailbox. */
    Optional<Round.Pace> pace(UUID lane) {
        return jdbc.sql("select daily, gap_seconds from prospecting.mailbox where id = :lane").param("lane", lane)
                .query((row, _) -> new Round.Pace(row.getInt("daily"), Duration.ofSeconds(row.getInt("gap_seconds")))).optional();
    }
}
