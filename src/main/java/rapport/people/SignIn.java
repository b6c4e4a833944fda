package rapport.people;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.web.SignedIn;

/** Getting in, staying in and getting out. A web session knows login and workspace; everything else is read per request. */
@Service
@Transactional
public class SignIn {

    static final Duration IDLE = Duration.ofDays(14);
    static final Duration LONGEST = Duration.ofDays(60);
    private static final Duration SEEN = Duration.ofMinutes(1);

    /** @param id to end it by; not the secret */
    public record OpenSession(String id, String address, String browser, java.time.Instant seenAt, boolean thisOne) {}

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    SignIn(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** The login of this address and password, if it may go anywhere. Says nothing of why not, and takes as long. */
    @Transactional(readOnly = true)
    public Optional<UUID> check(String email, String password) {
        record Login(UUID id, String hash) {}
        var login = jdbc.sql("select id, password_hash as hash from people.login where email = :email")
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query(Login.class)
                .optional();
        var matches = Secrets.matches(password, login.map(Login::hash));
        return login.filter(_ -> matches).map(Login::id).filter(it -> !workspacesOf(it).isEmpty());
    }

    /** Opens a session in the bound workspace. @return the secret for the cookie */
    public String open(UUID login, WorkspaceId workspace, String address, String browser) {
        var secret = Secrets.next();
        var now = Utc.of(clock.instant());
        jdbc.sql("delete from people.web_session where seen_at < :idle or opened_at < :longest")
                .param("idle", now.minus(IDLE)).param("longest", now.minus(LONGEST)).update();
        jdbc.sql("""
                        insert into people.web_session (hash, login, workspace, address, browser, opened_at, seen_at)
                        values (:hash, :login, :workspace, :address, :browser, :now, :now)""")
                .param("hash", Secrets.fingerprint(secret))
                .param("login", login)
                .param("workspace", workspace.value())
                .param("address", address)
                .param("browser", browser.substring(0, Math.min(browser.length(), 300)))
                .param("now", now)
                .update();
        audit.record("people.session.opened", member(login, workspace).toString(), Map.of("browser", browser), whoever(member(login, workspace), workspace, address));
        return secret;
    }

    /** Whoever holds this secret, as long as session and membership last. Writes at most once a minute. No transaction: each statement stands alone, on tables without a workspace. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<SignedIn> find(String secret, String address) {
        record Found(WorkspaceId workspace, PersonId person, boolean stale) {}
        var now = clock.instant();
        var found = jdbc.sql("""
                        select s.workspace, m.person, s.seen_at < :fresh as stale
                          from people.web_session s join people.membership m on m.login = s.login and m.workspace = s.workspace and m.ended_at is null
                         where s.hash = :hash and s.seen_at > :idle and s.opened_at > :longest""")
                .param("hash", Secrets.fingerprint(secret))
                .param("fresh", Utc.of(now.minus(SEEN)))
                .param("idle", Utc.of(now.minus(IDLE)))
                .param("longest", Utc.of(now.minus(LONGEST)))
                .query(Found.class)
                .optional();
        found.filter(Found::stale).ifPresent(_ -> jdbc.sql("update people.web_session set seen_at = :now where hash = :hash")
                .param("now", Utc.of(now)).param("hash", Secrets.fingerprint(secret)).update());
        return found.map(it -> new SignedIn(it.workspace, it.person, Through.PAGE, false, address));
    }

    private PersonId member(UUID login, WorkspaceId workspace) {
        return jdbc.sql("select person from people.membership where login = :login and workspace = :workspace")
                .param("login", login).param("workspace", workspace.value()).query((row, _) -> new PersonId(row.getObject(1, UUID.class))).single();
    }

    /** Somebody at the door, before their role is known: enough to say in the log who it was. */
    static Viewer whoever(PersonId person, WorkspaceId workspace, String address) {
        return new Viewer(workspace, person, "", Role.VIEWER, ZoneOffset.UTC, Locale.ROOT, Through.PAGE, address);
    }

    /** The same session, in another workspace of the same login. */
    public void enter(String secret, WorkspaceId workspace, Viewer viewer) {
        var entered = jdbc.sql("""
                        update people.web_session s set workspace = :to
                         where hash = :hash and exists (select from people.membership m where m.login = s.login and m.workspace = :to and m.ended_at is null)""")
                .param("to", workspace.value()).param("hash", Secrets.fingerprint(secret)).update();
        if (entered == 0) {
            throw new NotFound("people.no-member", "You are no member of that workspace");
        }
    }

    /** Where else the viewer is a member. */
    @Transactional(readOnly = true)
    public List<WorkspaceId> elsewhere(Viewer viewer) {
        return jdbc.sql("""
                        select workspace from people.membership
                         where login = (select login from people.membership where workspace = :workspace and person = :person)
                           and workspace <> :workspace and ended_at is null order by since""")
                .param("workspace", viewer.workspace().value()).param("person", viewer.id().value())
                .query((row, _) -> new WorkspaceId(row.getObject(1, UUID.class))).list();
    }

    public void close(String secret) {
        jdbc.sql("delete from people.web_session where hash = :hash").param("hash", Secrets.fingerprint(secret)).update();
    }

    /** Ends every session of the viewer's login, in every workspace and browser. */
    public void closeEverywhere(Viewer viewer) {
        jdbc.sql("delete from people.web_session where login = (select login from people.membership where workspace = :workspace and person = :person)")
                .param("workspace", viewer.workspace().value())
                .param("person", viewer.id().value())
                .update();
        audit.record("people.session.ended-everywhere", viewer.id().toString(), Map.of(), viewer);
    }

    @Transactional(readOnly = true)
    public List<OpenSession> sessions(@Nullable String secret, Viewer viewer) {
        return jdbc.sql("""
                        select encode(substr(hash, 1, 6), 'hex') as id, address, browser, seen_at, hash = :hash as this_one
                          from people.web_session
                         where login = (select login from people.membership where workspace = :workspace and person = :person)
                         order by seen_at desc limit 50""")
                .param("hash", Secrets.fingerprint(secret == null ? "" : secret))
                .param("workspace", viewer.workspace().value())
                .param("person", viewer.id().value())
                .query(OpenSession.class)
                .list();
    }

    /** Where this login is a member, longest first. */
    @Transactional(readOnly = true)
    public List<WorkspaceId> workspacesOf(UUID login) {
        return jdbc.sql("select workspace from people.membership where login = :login and ended_at is null order by since, workspace")
                .param("login", login)
                .query(UUID.class)
                .stream()
                .map(WorkspaceId::new)
                .toList();
    }
}
