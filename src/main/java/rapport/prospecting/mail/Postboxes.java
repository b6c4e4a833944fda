package rapport.prospecting.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.MailboxId;
import rapport.prospecting.dispatch.Lanes;
import rapport.prospecting.dispatch.Queue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Mailboxes are opened by those they belong to, held when something is wrong, and closed for good. */
@Service
@Transactional
public class Postboxes {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\",;]+@[^\\s@<>\",;]+\\.[^\\s@<>\",;]{2,}");

    /** Where a sent mail can be found again, and where answers arrive. @param sentFolder null: where the server says sent mail lies */
    public record Imap(String host, int port, String security, @Nullable String sentFolder) {}

    /** @param daily most within any 24 hours @param gapSeconds least time between two */
    public record Wish(PersonId person, String address, String shownAs, String host, int port, String security, @Nullable String login, @Nullable String password, int daily, int gapSeconds, @Nullable Imap imap) {}

    /** @param why what its server said */
    public record Shut(String address, Instant since, String why) {}

    /** @param today how many went out within the last 24 hours @param fault what its server said last */
    public record Row(MailboxId id, PersonId person, String address, String shownAs, String host, int daily, int gapSeconds, int today, boolean held, @Nullable String fault, @Nullable Instant slowerUntil, @Nullable Instant shutSince, long waiting, @Nullable Reading reading) {}

    /** How incoming mail is read. @param looked mails @param kept those about somebody we write to @param at when all was looked at last; null for not yet @param fault why it cannot be read @param passedOver by reason, those that were not kept */
    public record Reading(long looked, long kept, @Nullable Instant at, @Nullable String fault, Map<String, Long> passedOver) {}

    private final Lanes lanes;
    private final Queue queue;
    private final ReportingLine line;
    private final Vault vault;
    private final Audit audit;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    Postboxes(Lanes lanes, Queue queue, ReportingLine line, Vault vault, Audit audit, JsonMapper json, JdbcClient jdbc, Clock clock) {
        this.lanes = lanes;
        this.queue = queue;
        this.line = line;
        this.vault = vault;
        this.audit = audit;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public MailboxId open(Wish wish, Viewer viewer) {
        mayChange(wish.person, viewer);
        var address = wish.address.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(address).matches()) {
            throw new Refused("prospecting.address", "“%s” is no e-mail address.".formatted(wish.address));
        }
        var id = Ids.next(clock, MailboxId::new);
        var imap = wish.imap;
        try {
            jdbc.sql("""
                            insert into prospecting.mailbox (id, person, address, shown_as, host, port, security, login, password, daily, gap_seconds, imap_host, imap_port, imap_security, sent_folder, made_at, version)
                            values (:id, :person, :address, :shownAs, :host, :port, :security, :login, :password, :daily, :gap, :imapHost, :imapPort, :imapSecurity, :sentFolder, :now, 0)""")
                    .param("id", id.value()).param("person", wish.person.value()).param("address", address).param("shownAs", wish.shownAs.strip()).param("host", wish.host.strip()).param("port", wish.port)
                    .param("security", wish.security).param("login", wish.login).param("password", wish.password == null ? null : vault.seal(wish.password)).param("daily", wish.daily).param("gap", wish.gapSeconds)
                    .param("imapHost", imap == null ? null : imap.host).param("imapPort", imap == null ? null : imap.port).param("imapSecurity", imap == null ? null : imap.security)
                    .param("sentFolder", imap == null ? null : imap.sentFolder).param("now", Utc.of(clock.instant())).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.mailbox-exists", "%s is a mailbox here already. Close that one first.".formatted(address));
        }
        lanes.open(id.value());
        if (imap != null) {
            jdbc.sql("insert into prospecting.watch (mailbox) values (:id)").param("id", id.value()).update();
            tellReaders();
        }
        audit.record("prospecting.mailbox.opened", id.toString(), Map.of("person", wish.person.toString(), "host", wish.host, "daily", wish.daily), viewer);
        return id;
    }

    /** The viewer's own and those of everybody who answers to them. */
    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select m.id, m.person, m.address, m.shown_as, m.host, m.daily, m.gap_seconds, coalesce((select sum(p.taken) from prospecting.pace p where p.lane = m.id and p.hour > :since), 0) as today,
                               l.held, l.fault, w.mailbox is not null as read, w.looked, w.kept, w.looked_at, w.fault as read_fault,
                               (select jsonb_object_agg(o.reason, o.mails) from prospecting.passed_over o where o.mailbox = m.id)::text as passed_over, case when l.slower_until > :now then l.slower_until end as slower_until, l.shut_since,
                               (select count(*) from prospecting.touch t where t.lane = m.id and t.state = 'PLANNED') as waiting
                          from prospecting.mailbox m join prospecting.lane l on l.workspace = m.workspace and l.id = m.id left join prospecting.watch w on w.workspace = m.workspace and w.mailbox = m.id
                         where m.closed_at is null and %s order by m.address, m.id limit 200""".formatted(visible.sql("m.person")))
                .param("visible", visible.ids()).param("now", Utc.of(clock.instant())).param("since", Utc.of(clock.instant().minus(Duration.ofHours(24))))
                .query((row, _) -> new Row(new MailboxId(row.getObject("id", UUID.class)), new PersonId(row.getObject("person", UUID.class)), row.getString("address"), row.getString("shown_as"), row.getString("host"),
                        row.getInt("daily"), row.getInt("gap_seconds"), row.getInt("today"), row.getBoolean("held"), row.getString("fault"),
                        row.getTimestamp("slower_until") == null ? null : row.getTimestamp("slower_until").toInstant(), row.getTimestamp("shut_since") == null ? null : row.getTimestamp("shut_since").toInstant(), row.getLong("waiting"), reading(row))).list();
    }

    /** The viewer's own out of which nothing could go for a while. @param longerThan a server may be started anew */
    @Transactional(readOnly = true)
    public List<Shut> shut(Duration longerThan, Viewer viewer) {
        return jdbc.sql("""
                        select m.address, l.shut_since, coalesce(l.fault, '') as why from prospecting.mailbox m join prospecting.lane l on l.workspace = m.workspace and l.id = m.id
                         where m.person = :me and m.closed_at is null and not l.held and l.shut_since < :since and exists (select from prospecting.touch t where t.lane = m.id and t.state = 'PLANNED') order by m.address""").param("me", viewer.id().value()).param("since", Utc.of(clock.instant().minus(longerThan)))
                .query((row, _) -> new Shut(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3))).list();
    }

    private @Nullable Reading reading(ResultSet row) throws SQLException {
        if (!row.getBoolean("read")) {
            return null;
        }
        var passedOver = row.getString("passed_over");
        Map<String, Long> counts = passedOver == null ? Map.of() : json.readValue(passedOver, new TypeReference<Map<String, Long>>() {});
        return new Reading(row.getLong("looked"), row.getLong("kept"), row.getTimestamp("looked_at") == null ? null : row.getTimestamp("looked_at").toInstant(), row.getString("read_fault"), counts);
    }

    /** Nothing goes out of a held mailbox until it is let go; what is planned waits. */
    public void hold(MailboxId mailbox, boolean held, Viewer viewer) {
        mayChange(owner(mailbox, viewer), viewer);
        lanes.hold(mailbox.value(), held, null);
        audit.record(held ? "prospecting.mailbox.held" : "prospecting.mailbox.let-go", mailbox.toString(), Map.of(), viewer);
    }

    /** What waits in it is called off; what was sent stays. */
    public void close(MailboxId mailbox, Viewer viewer) {
        mayChange(owner(mailbox, viewer), viewer);
        var now = Utc.of(clock.instant());
        lanes.hold(mailbox.value(), true, null);
        jdbc.sql("update prospecting.mailbox set closed_at = :now, password = null, version = version + 1 where id = :id").param("now", now).param("id", mailbox.value()).update();
        var waiting = queue.cancelAll(mailbox.value(), "The mailbox was closed");
        jdbc.sql("delete from prospecting.watch where mailbox = :id").param("id", mailbox.value()).update();
        tellReaders();
        audit.record("prospecting.mailbox.closed", mailbox.toString(), Map.of("called off", waiting), viewer);
    }

    private void tellReaders() {
        jdbc.sql("select pg_notify('rapport_watch', '')").query((_, _) -> 0).list();
    }

    private PersonId owner(MailboxId mailbox, Viewer viewer) {
        return jdbc.sql("select person from prospecting.mailbox where id = :id and closed_at is null").param("id", mailbox.value()).query(UUID.class).optional().map(PersonId::new)
                .filter(it -> line.of(viewer).shows(java.util.Optional.of(it))).orElseThrow(() -> new NotFound("prospecting.mailbox-not-found", "There is no such mailbox."));
    }

    private static void mayChange(PersonId person, Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells() || !viewer.is(person) && !viewer.role().administers()) {
            throw new Forbidden("prospecting.not-your-mailbox", "A mailbox is set up by whoever it belongs to, or by an administrator.");
        }
    }
}
