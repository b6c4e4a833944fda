package rapport.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** The outbox. A letter is part of the change it tells of: both are there or neither. */
@Service
@Transactional
public class Mail {

    /** A claim older than this was not finished: what became of it nobody knows. */
    static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** After that somebody has to look: about four hours later. */
    public static final int MOST_TRIES = 8;

    /** @param state QUEUED, FAILED or UNCERTAIN */
    public record Stuck(UUID id, String address, String subject, String state, java.time.Instant touchedAt, int tries, @Nullable String fault) {}

    record Claimed(UUID id, String address, String subject, @Nullable String words, @Nullable String invitation, @Nullable String method, int tries) {}

    private final Server server;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Mail(Server server, Audit audit, JdbcClient jdbc, Clock clock) {
        this.server = server;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Queues it in the caller's transaction; the same key twice is there once. Without a server nothing is queued, so that none goes out late. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(Letter letter) {
        if (!server.isOn() || letter.address().endsWith(".example")) { // RFC 2606: nobody can have it; the demo's people do
            return;
        }
        var invitation = letter.invitation();
        jdbc.sql("""
                        insert into mail.message (id, key, address, subject, words, invitation, method, state, made_at, due_at, tries, touched_at)
                        values (:id, :key, :address, :subject, :words, :invitation, :method, 'QUEUED', :now, :now, 0, :now)
                            on conflict (workspace, key) do nothing""")
                .param("id", Ids.next(clock, (UUID uuid) -> uuid)).param("key", letter.key()).param("address", letter.address()).param("subject", letter.subject())
                .param("words", letter.words()).param("invitation", invitation == null ? null : invitation.text()).param("method", invitation == null ? null : invitation.method())
                .param("now", Utc.of(clock.instant())).update();
    }

    /** How many there are of each state. */
    @Transactional(readOnly = true)
    public Map<String, Long> counts(Viewer viewer) {
        viewer.mustAdminister();
        record Row(String state, long count) {}
        return jdbc.sql("select state, count(*) as count from mail.message group by state").query(Row.class).stream().collect(Collectors.toMap(Row::state, Row::count));
    }

    /** What did not go out, newest first, at most fifty. */
    @Transactional(readOnly = true)
    public List<Stuck> stuck(Viewer viewer) {
        viewer.mustAdminister();
        return jdbc.sql("""
                        select id, address, subject, state, touched_at, tries, fault from mail.message
                         where state in ('FAILED', 'UNCERTAIN') or state = 'QUEUED' and tries > 0 order by touched_at desc, id limit 50""").query(Stuck.class).list();
    }

    /** Somebody has looked, and wants it sent: what was uncertain may then arrive twice, and they know. */
    public void again(UUID message, Viewer viewer) {
        viewer.mustAdminister();
        var again = jdbc.sql("update mail.message set state = 'QUEUED', due_at = :now, touched_at = :now, tries = 0 where id = :id and state in ('FAILED', 'UNCERTAIN') and words is not null")
                .param("id", message).param("now", Utc.of(clock.instant())).update();
        if (again == 0) {
            throw new NotFound("mail.message-not-found", "There is no such mail that waits for you.");
        }
        audit.record("mail.message.sent-again", message.toString(), Map.of(), viewer);
    }

    /** What a node took and never finished is neither sent again nor forgotten. @return how many */
    int giveUpForgotten() {
        return jdbc.sql("""
                        update mail.message set state = 'UNCERTAIN', touched_at = :now, fault = 'Rapport stopped while it was being sent'
                         where state = 'SENDING' and touched_at < :limit""")
                .param("now", Utc.of(clock.instant())).param("limit", Utc.of(clock.instant().minus(FORGOTTEN))).update();
    }

    /** The next that is due, marked as being sent before anything is sent. */
    Optional<Claimed> claim() {
        return jdbc.sql("""
                        update mail.message m set state = 'SENDING', touched_at = :now, tries = tries + 1
                         where id = (select id from mail.message where state = 'QUEUED' and due_at <= :now order by due_at, id limit 1 for update skip locked)
                        returning id, address, subject, words, invitation, method, tries""")
                .param("now", Utc.of(clock.instant())).query(Claimed.class).optional();
    }

    void settle(UUID message, Sending outcome, int tries) {
        var now = clock.instant();
        switch (outcome) {
            case Sending.Sent _ -> update(message, "state = 'SENT', words = null, invitation = null, method = null, fault = null", "", now, now);
            case Sending.Refused(var why) -> update(message, "state = 'FAILED', fault = :why", why, now, now);
            case Sending.Unknown(var why) -> update(message, "state = 'UNCERTAIN', fault = :why", why, now, now);
            case Sending.Later(var why) -> update(message, tries >= MOST_TRIES ? "state = 'FAILED', fault = :why" : "state = 'QUEUED', fault = :why", why,
                    now.plus(Duration.ofMinutes(1L << Math.min(tries, 9))), now);
        }
    }

    private void update(UUID message, String what, String why, java.time.Instant due, java.time.Instant now) {
        jdbc.sql("update mail.message set %s, due_at = :due, touched_at = :now where id = :id and state = 'SENDING' and :why is not null".formatted(what))
                .param("id", message).param("why", why).param("due", Utc.of(due)).param("now", Utc.of(now)).update();
    }
}
