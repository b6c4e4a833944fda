package rapport.calendar;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.PersonId;
import rapport.kernel.Through;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.people.People;
import rapport.people.Secrets;
import rapport.web.SignedIn;

/** Each person's own calendar under an address only they know: their phone or Outlook subscribes to it. */
@Service
@Transactional
public class Feeds {

    static final Duration BACK = Duration.ofDays(90);
    static final Duration AHEAD = Duration.ofDays(366);

    private final ObjectProvider<Appointments> contributors;
    private final People people;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Feeds(ObjectProvider<Appointments> contributors, People people, Audit audit, JdbcClient jdbc, Clock clock) {
        this.contributors = contributors;
        this.people = people;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new address; the former one ends at once. @return the secret, which is shown once and kept nowhere */
    public String renew(Viewer viewer) {
        var secret = Secrets.next();
        jdbc.sql("""
                        insert into calendar.feed (workspace, person, hash, made_at) values (:workspace, :person, :hash, :now)
                            on conflict (workspace, person) do update set hash = excluded.hash, made_at = excluded.made_at""")
                .param("workspace", viewer.workspace().value()).param("person", viewer.id().value())
                .param("hash", Secrets.fingerprint(secret)).param("now", Utc.of(clock.instant())).update();
        audit.record("calendar.feed.renewed", viewer.id().toString(), Map.of(), viewer);
        return secret;
    }

    public void end(Viewer viewer) {
        var ended = jdbc.sql("delete from calendar.feed where workspace = :workspace and person = :person")
                .param("workspace", viewer.workspace().value()).param("person", viewer.id().value()).update();
        if (ended > 0) {
            audit.record("calendar.feed.ended", viewer.id().toString(), Map.of(), viewer);
        }
    }

    @Transactional(readOnly = true)
    public boolean isOpen(Viewer viewer) {
        return jdbc.sql("select count(*) from calendar.feed where workspace = :workspace and person = :person")
                .param("workspace", viewer.workspace().value()).param("person", viewer.id().value()).query(Long.class).single() > 0;
    }

    /** Whose address it is, before any workspace is known. */
    @Transactional(readOnly = true)
    public Optional<SignedIn> reader(String secret) {
        record Row(UUID workspace, UUID person) {}
        return jdbc.sql("select workspace, person from calendar.feed where hash = :hash").param("hash", Secrets.fingerprint(secret)).query(Row.class).optional()
                .map(it -> new SignedIn(new WorkspaceId(it.workspace), new PersonId(it.person), Through.API, true, "calendar feed"));
    }

    /** What the reader's own calendar shows, in their workspace; empty when they have left. */
    @Transactional(readOnly = true)
    public Optional<List<Appointment>> appointments(SignedIn reader) {
        var now = clock.instant();
        return people.viewer(reader, Locale.UK).map(viewer -> contributors.stream()
                .flatMap(it -> it.of(now.minus(BACK), now.plus(AHEAD), viewer).stream())
                .sorted(Comparator.comparing((Appointment it) -> it.slot().start()).thenComparing(Appointment::uid))
                .toList());
    }
}
