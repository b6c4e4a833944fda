package rapport.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import rapport.kernel.Ids;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.databind.json.JsonMapper;

/** Writes the audit log. An entry is part of the change it tells of: both happen or neither. */
@Service
public class Audit {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Seals seals;
    private final Clock clock;

    Audit(JdbcClient jdbc, JsonMapper json, Seals seals, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.seals = seals;
        this.clock = clock;
    }

    /** Takes away the values of everything that was done to these; that it was done stays, and its seals hold. Only where somebody is erased. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(List<String> subjects) {
        jdbc.sql("delete from audit.detail d using audit.entry e where e.workspace = d.workspace and e.id = d.entry and e.subject = any(:subjects)").param("subjects", subjects.toArray(String[]::new)).update();
    }

    /**
     * @param action module.noun.verb, past tense
     * @param subject id or name of what it was done to
     * @param values what else is worth keeping; need-to-know text never enters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String subject, Map<String, ? extends @Nullable Object> values, Viewer viewer) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var content = json.writeValueAsString(new TreeMap<>(values));
        var id = Ids.next(clock, uuid -> uuid);
        jdbc.sql("""
                        with entry as (
                          insert into audit.entry (id, at, actor, action, subject, through, origin, digest)
                          values (:id, :at, :actor, :action, :subject, :through, :origin, :digest) returning id),
                        detail as (insert into audit.detail (entry, salt, content) select id, :salt, :content from entry)
                        insert into audit.unsealed (entry) select id from entry""")
                .param("id", id)
                .param("at", Utc.of(clock.instant()))
                .param("actor", viewer.id().value())
                .param("action", action)
                .param("subject", subject)
                .param("through", viewer.through().name())
                .param("origin", viewer.from())
                .param("digest", digest(salt, content))
                .param("salt", salt)
                .param("content", content)
                .update();
        sealSoon(viewer);
    }

    static byte[] digest(byte[] salt, String content) {
        return Digests.sha256(salt, content.getBytes(StandardCharsets.UTF_8));
    }

    private void sealSoon(Viewer viewer) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seals.wanted(viewer.workspace());
            }
        });
    }
}
