package rapport.prospecting.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.prospecting.dispatch.Heir;

/** Which node reads which mailbox, and how far it has come. */
@Component
@Transactional
class Watches implements Heir {

    static final String CHANNEL = "rapport_watch";

    /** @param validity null before the first look */
    record Position(@Nullable Long validity, long lastUid, @Nullable Instant lookedAt) {}

    private final Vault vault;
    private final JdbcClient jdbc;
    private final Clock clock;

    Watches(Vault vault, JdbcClient jdbc, Clock clock) {
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Mailboxes nobody reads: they are the node's from now on. */
    List<UUID> take(int node) {
        return jdbc.sql("update prospecting.watch set node = :node where (workspace, mailbox) in (select workspace, mailbox from prospecting.watch where node is null order by mailbox for update skip locked) returning mailbox").param("node", node).query(UUID.class).list();
    }

    @Override
    public void inherit(List<Integer> dead) {
        jdbc.sql("update prospecting.watch set node = null where node = any(:dead)").param("dead", dead.toArray(Integer[]::new)).update();
    }

    /** Empty when another node reads it now, or nobody is to. */
    @Transactional(readOnly = true)
    public Optional<Position> position(UUID mailbox, int node) {
        return jdbc.sql("select uid_validity, last_uid, looked_at from prospecting.watch where mailbox = :mailbox and node = :node").param("mailbox", mailbox).param("node", node)
                .query((row, _) -> new Position((Long) row.getObject(1), row.getLong(2), row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant())).optional();
    }

    /** @param lastUid everything up to it was looked at, or came in before there was anything to look for @return false when it is another's meanwhile */
    boolean begin(UUID mailbox, int node, long validity, long lastUid) {
        return jdbc.sql("update prospecting.watch set uid_validity = :validity, last_uid = :last where mailbox = :mailbox and node = :node").param("validity", validity).param("last", lastUid).param("mailbox", mailbox).param("node", node).update() > 0;
    }

    /** In the transaction that keeps what was looked at. @throws NotOurs when another node reads it meanwhile: then nothing of it happened */
    void passed(UUID mailbox, int node, long uid, boolean kept) {
        var moved = jdbc.sql("update prospecting.watch set last_uid = :uid, looked = looked + 1, kept = kept + :kept where mailbox = :mailbox and node = :node and last_uid < :uid")
                .param("uid", uid).param("kept", kept ? 1 : 0).param("mailbox", mailbox).param("node", node).update();
        if (moved == 0) {
            throw new NotOurs();
        }
    }

    void passOver(UUID mailbox, Reason reason) {
        jdbc.sql("insert into prospecting.passed_over (mailbox, reason, mails) values (:mailbox, :reason, 1) on conflict (workspace, mailbox, reason) do update set mails = passed_over.mails + 1").param("mailbox", mailbox).param("reason", reason.name()).update();
    }

    /** Everything there was to look at was looked at. */
    void well(UUID mailbox, int node) {
        jdbc.sql("update prospecting.watch set looked_at = :now, fault = null, fault_at = null where mailbox = :mailbox and node = :node").param("now", Utc.of(clock.instant())).param("mailbox", mailbox).param("node", node).update();
    }

    void fault(UUID mailbox, String words) {
        jdbc.sql("update prospecting.watch set fault = :fault, fault_at = :now where mailbox = :mailbox").param("fault", words).param("now", Utc.of(clock.instant())).param("mailbox", mailbox).update();
    }

    @Transactional(readOnly = true)
    public Optional<Letterbox> letterbox(UUID mailbox) {
        return jdbc.sql("select id, person, address, imap_host, imap_port, imap_security, login, password, sent_folder from prospecting.mailbox where id = :id and closed_at is null and imap_host is not null").param("id", mailbox)
                .query((row, _) -> {
                    var sealed = row.getBytes("password");
                    return new Letterbox(row.getObject("id", UUID.class), row.getObject("person", UUID.class), row.getString("address"), row.getString("imap_host"), row.getInt("imap_port"), row.getString("imap_security"),
                            row.getString("login"), () -> sealed == null ? null : vault.open(sealed), row.getString("sent_folder"));
                }).optional();
    }

    /** Why a mail was looked at and not kept. */
    enum Reason { STRANGER, BROADCAST, RECEIPT, UNREADABLE, TOO_LARGE, KNOWN }

    /** Another node reads it. */
    static final class NotOurs extends RuntimeException {
        NotOurs() {
            super("Another node reads this mailbox");
        }
    }
}
