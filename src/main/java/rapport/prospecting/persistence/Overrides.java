package rapport.prospecting.persistence;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Whoever knows more than the figures says so, and does otherwise. */
@Service
@Transactional
public class Overrides {

    private static final int LONGEST = 300;

    /** @param failures calls in vain when it was said */
    public record Row(PersonId person, Advice.Kind advice, int failures, String reason, Instant at) {}

    private final Persistence persistence;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Overrides(Persistence persistence, Audit audit, JdbcClient jdbc, Clock clock) {
        this.persistence = persistence;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws Refused without a reason */
    public void override(UUID contact, String reason, Viewer viewer) {
        var outlook = persistence.of(contact, viewer);
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are called by reps, managers and administrators.");
        }
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new Refused("prospecting.override-reason", "Say what you know that the figures do not, in at most %d letters.".formatted(LONGEST));
        }
        jdbc.sql("insert into prospecting.override (id, contact, person, failures, advice, reason, at) values (:id, :contact, :me, :failures, :advice, :reason, :now)").param("id", Ids.next(clock, Function.<UUID>identity())).param("contact", contact).param("me", viewer.id().value()).param("failures", outlook.failures())
                .param("advice", outlook.advice().kind().name()).param("reason", reason.strip()).param("now", Utc.of(clock.instant())).update();
        audit.record("prospecting.advice.overridden", contact.toString(), Map.of("advice", outlook.advice().kind().name()), viewer);
    }

    /** The last there is. As open as the contact. */
    @Transactional(readOnly = true)
    public Optional<Row> last(UUID contact, Viewer viewer) {
        viewer.id();
        return jdbc.sql("select person, advice, failures, reason, at from prospecting.override where contact = :contact order by at desc, id desc limit 1").param("contact", contact)
                .query((row, _) -> new Row(new PersonId(row.getObject(1, UUID.class)), Advice.Kind.valueOf(row.getString(2)), row.getInt(3), row.getString(4), row.getTimestamp(5).toInstant())).optional();
    }
}
