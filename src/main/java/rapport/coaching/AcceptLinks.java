package rapport.coaching;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Through;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.people.People;
import rapport.people.Secrets;
import rapport.web.SignedIn;

/** The link in an invitation: 256 random bits that let one person say yes to one time, once, without signing in. */
@Service
@Transactional
public class AcceptLinks {

    /** What a link leads to, once its workspace is bound. @param used it said yes already */
    public record Asked(WorkspaceId workspace, SessionId session, PersonId person, int sequence, boolean used) {}

    /** @param session as it stands now @param stale it was moved since the mail was sent */
    public record Question(Session session, Viewer viewer, boolean stale) {}

    private final Coaching coaching;
    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    AcceptLinks(Coaching coaching, People people, JdbcClient jdbc, Clock clock) {
        this.coaching = coaching;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Before any workspace is known. Empty when there is no such link, or its session has begun. */
    @Transactional(readOnly = true)
    public Optional<Asked> find(String secret) {
        record Row(UUID workspace, UUID session, UUID person, int sequence, boolean used) {}
        return jdbc.sql("select workspace, session, person, sequence, used_at is not null as used from coaching.accept_link where hash = :hash and expires_at > :now")
                .param("hash", Secrets.fingerprint(secret)).param("now", Utc.of(clock.instant())).query(Row.class).optional()
                .map(it -> new Asked(new WorkspaceId(it.workspace), new SessionId(it.session), new PersonId(it.person), it.sequence, it.used));
    }

    /** In the link's workspace. Looking changes nothing: mail scanners open every link. */
    @Transactional(readOnly = true)
    public Question question(Asked asked) {
        var viewer = people.viewer(new SignedIn(asked.workspace, asked.person, Through.MAIL, false, "mail"), Locale.UK)
                .orElseThrow(() -> new NotFound("coaching.link-gone", "This link is of no use any more."));
        var session = coaching.session(asked.session, viewer);
        return new Question(session, viewer, session.sequence() != asked.sequence);
    }

    /** Says yes, once. */
    public void accept(String secret, Asked asked) {
        var question = question(asked);
        if (question.stale) {
            throw new Refused("coaching.moved-since", "The session was moved since this mail was sent. The newest mail, or the session's page, asks for the time as it stands.");
        }
        var used = jdbc.sql("update coaching.accept_link set used_at = :now where hash = :hash and used_at is null")
                .param("now", Utc.of(clock.instant())).param("hash", Secrets.fingerprint(secret)).update();
        if (used == 0) {
            throw new Refused("coaching.link-used", "You have accepted with this link already.");
        }
        coaching.accept(asked.session, question.viewer);
    }
}
