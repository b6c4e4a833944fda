package rapport.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Through;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.web.SignedIn;

/** Bearer tokens for programs: they act as the person they belong to, in one workspace. */
@Service
@Transactional
public class Tokens {

    public static final String PREFIX = "rpt_";
    public static final Duration VALID = Duration.ofDays(365);

    public record Row(UUID id, String name, boolean readOnly, Instant createdAt, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** A token for the viewer. @return the token itself, which is shown once and kept nowhere */
    public String create(String name, boolean readOnly, Viewer viewer) {
        return createFor(viewer.id(), name, readOnly, viewer);
    }

    /** For the command line: a token for somebody else. */
    public String createFor(PersonId person, String name, boolean readOnly, Viewer viewer) {
        if (!viewer.is(person)) {
            viewer.mustAdminister();
        }
        var token = PREFIX + Secrets.next();
        var now = clock.instant();
        jdbc.sql("""
                        insert into people.token (id, hash, workspace, person, name, read_only, created_at, expires_at)
                        values (:id, :hash, :workspace, :person, :name, :readOnly, :now, :expires)""")
                .param("id", Ids.next(clock, uuid -> uuid))
                .param("hash", Secrets.fingerprint(token))
                .param("workspace", viewer.workspace().value())
                .param("person", person.value())
                .param("name", name.strip())
                .param("readOnly", readOnly)
                .param("now", Utc.of(now))
                .param("expires", Utc.of(now.plus(VALID)))
                .update();
        audit.record("people.token.created", person.toString(), Map.of("name", name, "readOnly", readOnly), viewer);
        return token;
    }

    /** No transaction: one statement, on a table without a workspace. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<SignedIn> find(String token, String address) {
        record Found(UUID workspace, UUID person, boolean readOnly) {}
        return jdbc.sql("select workspace, person, read_only from people.token where hash = :hash and expires_at > :now")
                .param("hash", Secrets.fingerprint(token))
                .param("now", Utc.of(clock.instant()))
                .query(Found.class)
                .optional()
                .map(it -> new SignedIn(new WorkspaceId(it.workspace), new PersonId(it.person), Through.API, it.readOnly, address));
    }

    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        return jdbc.sql("""
                        select id, name, read_only, created_at, expires_at from people.token
                         where workspace = :workspace and person = :person order by created_at desc limit 100""")
                .param("workspace", viewer.workspace().value())
                .param("person", viewer.id().value())
                .query(Row.class)
                .list();
    }

    public void revoke(UUID id, Viewer viewer) {
        var gone = jdbc.sql("delete from people.token where id = :id and workspace = :workspace and (person = :person or :administers)")
                .param("id", id)
                .param("workspace", viewer.workspace().value())
                .param("person", viewer.id().value())
                .param("administers", viewer.role().administers())
                .update();
        if (gone == 0) {
            throw new NotFound("people.token-not-found", "There is no such token of yours");
        }
        audit.record("people.token.revoked", id.toString(), Map.of(), viewer);
    }
}
