package rapport.prospecting.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.Channel;
import rapport.prospecting.PromiseId;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;

/** Calls that were promised for a time. One that is kept is a small proof that this company does what it says; so it is seen who keeps them. */
@Service
@Transactional
public class CallPromises {

    /** A call so much before or after is the call that was promised. */
    static final Duration ON_TIME = Duration.ofMinutes(15);

    public enum Fate { OPEN, KEPT, BROKEN, MOVED }

    /** @param zone theirs, in which it was said */
    public record Row(PromiseId id, UUID contact, PersonId person, Instant promisedAt, ZoneId zone, Fate fate, @Nullable String reason) {}

    /** @param kept of those whose time has come */
    public record Kept(PersonId person, int kept, int due) {}

    private final Queue queue;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    CallPromises(Queue queue, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Plans the call with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public PromiseId make(UUID contact, PersonId person, Instant at, ZoneId zone) {
        return make(contact, person, at, zone, null);
    }

    /** @param madeIn what named the time; null when it was said in a call */
    PromiseId make(UUID contact, PersonId person, Instant at, ZoneId zone, @Nullable TouchId madeIn) {
        var touch = queue.plan(new Queue.Wish(contact, person, Channel.CALL, null, at));
        var id = Ids.next(clock, PromiseId::new);
        jdbc.sql("insert into prospecting.promise (id, contact, person, touch, made_at, promised_at, zone, made_in) values (:id, :contact, :person, :touch, :now, :at, :zone, :madeIn)")
                .param("id", id.value()).param("contact", contact).param("person", person.value()).param("touch", touch.value()).param("now", Utc.of(clock.instant())).param("at", Utc.of(at)).param("zone", zone.getId()).param("madeIn", madeIn == null ? null : madeIn.value()).update();
        return id;
    }

    /** A call was made: whatever was promised for about then is kept, by whomever. */
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(UUID contact, Instant at) {
        jdbc.sql("""
                        with kept as (update prospecting.promise set kept_at = :at where contact = :contact and kept_at is null and ended_at is null and promised_at between :from and :to returning touch)
                        update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id in (select touch from kept) and state = 'PLANNED'""")
                .param("at", Utc.of(at)).param("contact", contact).param("from", Utc.of(at.minus(ON_TIME))).param("to", Utc.of(at.plus(ON_TIME))).param("now", Utc.of(clock.instant())).update();
    }

    /** The call was none: what it kept is open again, and what was promised in it was not. */
    @Transactional(propagation = Propagation.MANDATORY)
    void takeBack(UUID contact, PersonId person, Instant at) {
        jdbc.sql("""
                        with open as (update prospecting.promise set kept_at = null where contact = :contact and kept_at = :at returning touch)
                        update prospecting.touch set state = 'PLANNED', touched_at = :now where id in (select touch from open) and state = 'SENT'""").param("contact", contact).param("at", Utc.of(at)).param("now", Utc.of(clock.instant())).update();
        var made = jdbc.sql("update prospecting.promise set ended_at = :now, reason = 'The call it was made in was taken back' where contact = :contact and person = :person and made_at between :at and :soon and kept_at is null and ended_at is null returning touch")
                .param("now", Utc.of(clock.instant())).param("contact", contact).param("person", person.value()).param("at", Utc.of(at)).param("soon", Utc.of(at.plusSeconds(60))).query(UUID.class).list();
        made.forEach(it -> queue.cancel(new TouchId(it), "The call it was promised in was taken back"));
    }

    /** @param reason why the time that was named is not kept */
    public PromiseId move(PromiseId promise, Instant to, String reason, Viewer viewer) {
        viewer.mustChange();
        if (reason.isBlank()) {
            throw new Refused("prospecting.promise-reason", "They were told a time. Say why it is another now.");
        }
        if (!to.isAfter(clock.instant())) {
            throw new Refused("prospecting.promise-past", "A call can be promised only for a time to come.");
        }
        record Found(UUID contact, UUID person, @Nullable UUID touch, String zone) {}
        var visible = line.of(viewer);
        var found = jdbc.sql("update prospecting.promise set ended_at = :now, reason = :reason where id = :id and kept_at is null and ended_at is null and %s returning contact, person, touch, zone".formatted(visible.sql("person")))
                .param("now", Utc.of(clock.instant())).param("reason", reason.strip()).param("id", promise.value()).param("visible", visible.ids()).query(Found.class).optional()
                .orElseThrow(() -> new NotFound("prospecting.promise-not-found", "There is no such promise that is open."));
        if (found.touch != null) {
            queue.cancel(new TouchId(found.touch), "Moved: " + reason.strip());
        }
        audit.record("prospecting.promise.moved", promise.toString(), Map.of("to", to.toString(), "reason", reason.strip()), viewer);
        return make(found.contact, new PersonId(found.person), to, ZoneId.of(found.zone));
    }

    /** One's own and those of everybody who answers to one: what is open first, by its time. */
    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select id, contact, person, promised_at, zone, kept_at, ended_at, reason from prospecting.promise where %s order by (kept_at is null and ended_at is null) desc, promised_at, id limit 200".formatted(visible.sql("person")))
                .param("visible", visible.ids()).query((row, _) -> row(row)).list();
    }

    /** Of one contact. As open as the contact. */
    @Transactional(readOnly = true)
    public List<Row> openOf(UUID contact, Viewer viewer) {
        viewer.id();
        return jdbc.sql("select id, contact, person, promised_at, zone, kept_at, ended_at, reason from prospecting.promise where contact = :contact and kept_at is null and ended_at is null order by promised_at, id limit 20").param("contact", contact).query((row, _) -> row(row)).list();
    }

    private Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        var at = row.getTimestamp("promised_at").toInstant();
        var fate = row.getTimestamp("kept_at") != null ? Fate.KEPT : row.getTimestamp("ended_at") != null ? Fate.MOVED : at.plus(ON_TIME).isBefore(clock.instant()) ? Fate.BROKEN : Fate.OPEN;
        return new Row(new PromiseId(row.getObject("id", UUID.class)), row.getObject("contact", UUID.class), new PersonId(row.getObject("person", UUID.class)), at, ZoneId.of(row.getString("zone")), fate, row.getString("reason"));
    }

    /** Who keeps what they promise, of promises whose time has come within ninety days. One that was moved was not kept. */
    @Transactional(readOnly = true)
    public List<Kept> rates(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select person, count(kept_at) as kept, count(*) as due from prospecting.promise where promised_at between :since and :until and %s group by person order by person".formatted(visible.sql("person")))
                .param("since", Utc.of(clock.instant().minus(Duration.ofDays(90)))).param("until", Utc.of(clock.instant().minus(ON_TIME))).param("visible", visible.ids())
                .query((row, _) -> new Kept(new PersonId(row.getObject(1, UUID.class)), row.getInt(2), row.getInt(3))).list();
    }
}
