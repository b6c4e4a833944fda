package rapport.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.mail.Letter;
import rapport.mail.Mail;
import rapport.kernel.WorkspaceId;

/**
 * Links that let one person in, once. Only their holder can tell them: the database keeps a fingerprint. A new link for
 * somebody ends the one before.
 */
@Service
@Transactional
public class Invitations {

    public static final Duration VALID = Duration.ofDays(7);

    /**
     * What a link is good for.
     *
     * @param known the address has a login already, whose password is asked for; otherwise one is chosen
     * @param returning the login is a member here already and forgot the password: a new one is chosen
     */
    public record Welcome(WorkspaceId workspace, PersonId person, String email, boolean known, boolean returning, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final Workforce workforce;
    private final Mail mail;
    private final Audit audit;
    private final Clock clock;

    Invitations(JdbcClient jdbc, Workforce workforce, Mail mail, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.workforce = workforce;
        this.mail = mail;
        this.audit = audit;
        this.clock = clock;
    }

    /** The same, sent to the address it is for: nobody else sees it. */
    public void mail(PersonId id, String root, Viewer viewer) {
        var secret = invite(id, viewer);
        var person = workforce.person(id, viewer);
        mail.post(new Letter("welcome %s %s".formatted(id, Ids.next(clock, (UUID uuid) -> uuid)), java.util.Objects.requireNonNull(person.email()), "Your way into Rapport",
                "%s lets you in. The link works once, for seven days; you choose a password there.%n%n%s/welcome/%s%n".formatted(viewer.isSystem() ? "Your administrator" : viewer.name(), root, secret), null));
    }

    /** Makes a link for somebody the viewer looks after. @return the secret part of it */
    public String invite(PersonId id, Viewer viewer) {
        var person = workforce.person(id, viewer);
        workforce.mayLetIn(person, viewer);
        if (person.email() == null) {
            throw new Refused("people.no-address", "Give %s an e-mail address first: it is what they sign in with.".formatted(person.fullName()));
        }
        if (!person.isActive()) {
            throw new Refused("people.deactivated", "%s is deactivated. Let them back in first.".formatted(person.fullName()));
        }
        mustBeTheirsAlone(person, viewer);
        var secret = Secrets.next();
        var now = clock.instant();
        jdbc.sql("delete from people.one_time_link where workspace = :workspace and person = :person and used_at is null")
                .param("workspace", viewer.workspace().value()).param("person", id.value()).update();
        jdbc.sql("""
                        insert into people.one_time_link (hash, workspace, person, email, made_by, made_at, expires_at)
                        values (:hash, :workspace, :person, :email, :by, :now, :expires)""")
                .param("hash", Secrets.fingerprint(secret))
                .param("workspace", viewer.workspace().value())
                .param("person", id.value())
                .param("email", person.email())
                .param("by", viewer.id().value())
                .param("now", Utc.of(now))
                .param("expires", Utc.of(now.plus(VALID)))
                .update();
        audit.record("people.person.invited", id.toString(), Map.of("email", person.email()), viewer);
        return secret;
    }

    @Transactional(readOnly = true)
    public Optional<Welcome> welcome(String secret) {
        record Row(UUID workspace, UUID person, String email, @Nullable UUID login, boolean member, Instant expiresAt) {}
        return jdbc.sql("""
                        select k.workspace, k.person, k.email, l.id as login, m.login is not null as member, k.expires_at
                          from people.one_time_link k
                          left join people.login l on l.email = k.email
                          left join people.membership m on m.login = l.id and m.workspace = k.workspace and m.person = k.person
                         where k.hash = :hash and k.used_at is null and k.expires_at > :now""")
                .param("hash", Secrets.fingerprint(secret))
                .param("now", Utc.of(clock.instant()))
                .query(Row.class)
                .optional()
                .map(it -> new Welcome(new WorkspaceId(it.workspace), new PersonId(it.person), it.email,
                        it.login != null && !it.member, it.member, it.expiresAt));
    }

    /** Lets the holder in, in the bound workspace: with a new password, or with the one their address already has. @return their login */
    public UUID accept(String secret, String password, String address) {
        var welcome = welcome(secret).orElseThrow(Invitations::gone);
        var used = jdbc.sql("update people.one_time_link set used_at = :now where hash = :hash and used_at is null")
                .param("now", Utc.of(clock.instant())).param("hash", Secrets.fingerprint(secret)).update();
        if (used == 0) {
            throw gone(); // somebody was faster with the same link
        }
        var login = welcome.known ? checked(welcome.email, password)
                : welcome.returning ? renewed(welcome.email, password) : made(welcome.email, password);
        jdbc.sql("""
                        insert into people.membership (login, workspace, person, since) values (:login, :workspace, :person, :now)
                            on conflict (login, workspace) do nothing""")
                .param("login", login)
                .param("workspace", welcome.workspace.value())
                .param("person", welcome.person.value())
                .param("now", Utc.of(clock.instant()))
                .update();
        audit.record(welcome.returning ? "people.person.password-renewed" : "people.person.joined", welcome.person.toString(), Map.of("email", welcome.email),
                SignIn.whoever(welcome.person, welcome.workspace, address));
        return login;
    }

    /** Who has a link that was not used yet, and until when. */
    @Transactional(readOnly = true)
    public Map<PersonId, Instant> open(Viewer viewer) {
        record Row(UUID person, Instant expiresAt) {}
        return jdbc.sql("select person, expires_at from people.one_time_link where workspace = :workspace and used_at is null and expires_at > :now")
                .param("workspace", viewer.workspace().value())
                .param("now", Utc.of(clock.instant()))
                .query(Row.class).stream()
                .collect(java.util.stream.Collectors.toMap(it -> new PersonId(it.person), Row::expiresAt));
    }

    /** For set-up and the demo, where the password is at hand. */
    public UUID join(String email, String password, PersonId person, Viewer viewer) {
        viewer.mustAdminister();
        var login = made(email, password);
        jdbc.sql("insert into people.membership (login, workspace, person, since) values (:login, :workspace, :person, :now)")
                .param("login", login)
                .param("workspace", viewer.workspace().value())
                .param("person", person.value())
                .param("now", Utc.of(clock.instant()))
                .update();
        audit.record("people.person.joined", person.toString(), Map.of("email", email), viewer);
        return login;
    }

    /** Logins that open nothing any more, after a workspace was taken out. */
    public void forgetStrangers() {
        jdbc.sql("delete from people.web_session s where not exists (select from people.membership m where m.login = s.login)").update();
        jdbc.sql("delete from people.login l where not exists (select from people.membership m where m.login = l.id)").update();
    }

    /** A password nobody has chosen: 12 letters and digits out of 256 random bits. */
    public static String password() {
        return Secrets.next().replaceAll("[^A-Za-z0-9]", "").substring(0, 12);
    }

    /** A link sets a password, and the password opens every workspace of that login: so no other workspace may be behind it. */
    private void mustBeTheirsAlone(Person person, Viewer viewer) {
        var elsewhere = jdbc.sql("""
                        select count(*) from people.membership m join people.login l on l.id = m.login
                         where l.email = :email and m.workspace <> :workspace
                           and exists (select from people.membership here where here.login = l.id and here.workspace = :workspace)""")
                .param("email", person.email())
                .param("workspace", viewer.workspace().value())
                .query(Long.class)
                .single();
        if (elsewhere > 0) {
            throw new Refused("people.other-workspaces",
                    "%s also belongs to another workspace, so their password is not ours to replace.".formatted(person.fullName()));
        }
    }

    private UUID made(String email, String password) {
        var id = Ids.next(clock, uuid -> uuid);
        var made = jdbc.sql("""
                        insert into people.login (id, email, password_hash, created_at) values (:id, :email, :hash, :now)
                            on conflict (email) do nothing""")
                .param("id", id)
                .param("email", email.strip().toLowerCase(java.util.Locale.ROOT))
                .param("hash", Secrets.hash(password))
                .param("now", Utc.of(clock.instant()))
                .update();
        if (made == 0) {
            throw new Refused("people.login-exists", "The address %s can sign in to this installation already. Use another one.".formatted(email));
        }
        return id;
    }

    private UUID renewed(String email, String password) {
        var id = jdbc.sql("update people.login set password_hash = :hash where email = :email returning id")
                .param("hash", Secrets.hash(password)).param("email", email).query(UUID.class).single();
        jdbc.sql("delete from people.web_session where login = :id").param("id", id).update();
        return id;
    }

    private UUID checked(String email, String password) {
        record Login(UUID id, String hash) {}
        var login = jdbc.sql("select id, password_hash as hash from people.login where email = :email")
                .param("email", email).query(Login.class).single();
        if (!Secrets.matches(password, Optional.of(login.hash))) {
            throw new Refused("people.wrong-password", "That is not the password of this address. Your other workspace has it too.");
        }
        return login.id;
    }

    private static NotFound gone() {
        return new NotFound("people.link-gone", "This link was used already or is too old. Ask your manager for a new one.");
    }
}
