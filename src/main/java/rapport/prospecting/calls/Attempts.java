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
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.prospecting.AttemptId;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.inbox.Handled;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Verdict;
import rapport.prospecting.plays.Course;

/** Attempts somebody makes by hand. They are added to and never changed; who pressed the wrong key takes it back, and that is added, too. */
@Service
@Transactional
public class Attempts {

    private static final int LONGEST_NOTE = 2_000;
    private static final Duration OLDEST = Duration.ofDays(366);

    /** How long somebody may notice that it was the wrong key. */
    private static final Duration SECOND_THOUGHTS = Duration.ofMinutes(30);

    /** @param at null for now @param note for the next one who tries @param callAt when they are called back, which is promised; only with {@link CallOutcome#CALL_BACK} */
    public record Wish(UUID contact, CallOutcome outcome, @Nullable Integer minutes, @Nullable Instant at, @Nullable String note, @Nullable Instant callAt) {}

    /** @param kind a {@link rapport.prospecting.Channel}'s name @param number of the attempt among all, from 1; null for what was no attempt, such as an answer */
    public record Row(AttemptId id, String kind, String outcome, Instant at, UUID person, @Nullable Integer minutes, @Nullable String note, @Nullable Integer number) {}

    private final Records records;
    private final Correspondents correspondents;
    private final Gate gate;
    private final CallPromises promises;
    private final Course course;
    private final Strata strata;
    private final Spell spell;
    private final Handled handled;
    private final Stops stops;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Attempts(Records records, Correspondents correspondents, Gate gate, CallPromises promises, Course course, Strata strata, Spell spell, Handled handled, Stops stops, Audit audit, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.correspondents = correspondents;
        this.gate = gate;
        this.promises = promises;
        this.course = course;
        this.strata = strata;
        this.spell = spell;
        this.handled = handled;
        this.stops = stops;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A call that was made. */
    public AttemptId log(Wish wish, Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are called by reps, managers and administrators.");
        }
        var contact = records.read(Kind.CONTACT, wish.contact, viewer);
        var at = wish.at == null ? clock.instant() : wish.at;
        check(wish, at);
        if (wish.outcome == CallOutcome.NEVER) {
            stop(contact); // before anything else is locked
        }
        var id = Ids.next(clock, AttemptId::new);
        spell.know(wish.contact, strata.of(contact));
        jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome, minutes) values (:id, :contact, 'CALL', :at, :person, :outcome, :minutes)")
                .param("id", id.value()).param("contact", wish.contact).param("at", Utc.of(at)).param("person", viewer.id().value()).param("outcome", wish.outcome.name()).param("minutes", wish.minutes).update();
        if (wish.note != null && !wish.note.isBlank()) {
            jdbc.sql("insert into prospecting.remark (attempt, words) values (:id, :words)").param("id", id.value()).param("words", wish.note.strip()).update();
        }
        spell.recount(wish.contact);
        promises.keep(wish.contact, at);
        if (wish.outcome.isReached()) {
            handled.of(wish.contact, viewer.id());
        }
        settlePlain(wish.contact);
        course.called(wish.contact, wish.outcome.name(), wish.outcome.isReached() ? "REACHED" : wish.outcome == CallOutcome.REFUSED || wish.outcome == CallOutcome.NEVER ? "OPTED_OUT" : null);
        if (wish.callAt != null) {
            promises.make(wish.contact, viewer.id(), wish.callAt, zone(contact, at, viewer));
        }
        audit.record("prospecting.call.logged", id.toString(), Map.of("contact", wish.contact.toString(), "outcome", wish.outcome.name()), viewer);
        return id;
    }

    /** A call that waited by itself, of no play and promised to nobody, is done by this one. */
    private void settlePlain(UUID contact) {
        jdbc.sql("update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id = (select t.id from %s and t.state = 'PLANNED' and t.due_at <= :until order by t.due_at, t.id limit 1)".formatted(PLAIN)).param("contact", contact).param("now", Utc.of(clock.instant())).param("until", Utc.of(clock.instant().plus(Duration.ofHours(12)))).update();
    }

    /** It was none: what it had done is to be done still. */
    private void unsettlePlain(UUID contact, Instant at) {
        jdbc.sql("update prospecting.touch set state = 'PLANNED', touched_at = :now where id = (select t.id from %s and t.state = 'SENT' and t.touched_at >= :at order by t.touched_at desc, t.id limit 1)".formatted(PLAIN)).param("contact", contact).param("now", Utc.of(clock.instant())).param("at", Utc.of(at)).update();
    }

    private static final String PLAIN = "prospecting.touch t where t.contact = :contact and t.kind = 'CALL' and t.lane is null and t.enrolment is null and not exists (select from prospecting.promise p where p.touch = t.id)";

    private void check(Wish wish, Instant at) {
        if (at.isAfter(clock.instant()) || at.isBefore(clock.instant().minus(OLDEST))) {
            throw new Refused("prospecting.attempt-time", "A call that is logged has been made, within the last year.");
        }
        if (wish.minutes != null && (wish.minutes < 0 || wish.minutes > 600)) {
            throw new Refused("prospecting.attempt-minutes", "A call takes 0 to 600 minutes.");
        }
        if (wish.note != null && wish.note.length() > LONGEST_NOTE) {
            throw new Refused("prospecting.attempt-note", "A note has at most %d letters.".formatted(LONGEST_NOTE));
        }
        if ((wish.outcome == CallOutcome.CALL_BACK) != (wish.callAt != null)) {
            throw new Refused("prospecting.attempt-call-at", wish.callAt == null ? "Say when they are to be called back." : "Only who was reached was promised another call.");
        }
        if (wish.callAt != null && !wish.callAt.isAfter(clock.instant())) {
            throw new Refused("prospecting.attempt-call-at", "A call can be promised only for a time to come.");
        }
    }

    private static ZoneId zone(CrmRecord contact, Instant at, Viewer viewer) {
        return rapport.crm.record.TheirTime.of(contact, at).map(rapport.crm.record.TheirTime.Zone::zone).orElse(viewer.zone());
    }

    /** On every channel, for good. */
    private void stop(CrmRecord contact) {
        stops.stop(Stops.Scope.PERSON, contact.id().toString(), "ALL", Stops.Reason.OBJECTION, "said on the telephone");
        contact.text("email").ifPresent(it -> stops.stop(Stops.Scope.ADDRESS, it, "ALL", Stops.Reason.OBJECTION, "said on the telephone"));
        spell.know(contact.id(), strata.of(contact));
        jdbc.sql("update prospecting.prospect set stopped = array_append(stopped, 'ALL') where contact = :contact and not 'ALL' = any(stopped)").param("contact", contact.id()).update();
    }

    /** Who pressed the wrong key, within half an hour. What was stopped for good stays stopped. */
    public void takeBack(AttemptId attempt, Viewer viewer) {
        record Found(UUID contact, UUID person, Instant at, String outcome) {}
        var found = jdbc.sql("select contact, person, at, outcome from prospecting.attempt where id = :id and kind = 'CALL'").param("id", attempt.value())
                .query((row, _) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getTimestamp(3).toInstant(), row.getString(4))).optional().filter(it -> it.person.equals(viewer.id().value()))
                .orElseThrow(() -> new NotFound("prospecting.attempt-not-found", "There is no such call of yours."));
        if (found.at.isBefore(clock.instant().minus(SECOND_THOUGHTS))) {
            throw new Refused("prospecting.attempt-old", "It was more than half an hour ago. What was tried is never changed; log what is right beside it.");
        }
        spell.lock(found.contact);
        var id = Ids.next(clock, AttemptId::new);
        var added = jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome, of) values (:id, :contact, 'CALL', :now, :person, 'TAKEN_BACK', :of) on conflict (workspace, of) where of is not null do nothing")
                .param("id", id.value()).param("contact", found.contact).param("now", Utc.of(clock.instant())).param("person", viewer.id().value()).param("of", attempt.value()).update();
        if (added > 0) {
            spell.recount(found.contact);
            promises.takeBack(found.contact, viewer.id(), found.at);
            course.uncalled(found.contact, found.at);
            unsettlePlain(found.contact, found.at);
            audit.record("prospecting.call.taken-back", attempt.toString(), Map.of("contact", found.contact.toString()), viewer);
        }
    }

    /** The newest first. As open as the contact: whoever is about to call should know what came of the calls before. */
    @Transactional(readOnly = true)
    public List<Row> of(UUID contact, int most, Viewer viewer) {
        records.readAny(Kind.CONTACT, contact, viewer);
        return jdbc.sql("""
                        select * from (
                            select a.id, a.kind, a.outcome, a.at, a.person, a.minutes, r.words,
                                   case when %1$s then count(*) filter (where %1$s) over (order by a.at, a.id) end as number
                              from prospecting.attempt a left join prospecting.remark r on r.workspace = a.workspace and r.attempt = a.id
                             where a.contact = :contact and a.of is null and not exists (select from prospecting.attempt b where b.of = a.id)) every
                         order by at desc, id desc limit :most""".formatted(Spell.IS_ATTEMPT))
                .param("contact", contact).param("most", most)
                .query((row, _) -> new Row(new AttemptId(row.getObject("id", UUID.class)), row.getString("kind"), row.getString("outcome"), row.getTimestamp("at").toInstant(), row.getObject("person", UUID.class),
                        (Integer) row.getObject("minutes"), row.getString("words"), row.getObject("number") == null ? null : row.getInt("number"))).list();
    }

    /** What the law says of calling them now. */
    @Transactional(readOnly = true)
    public Verdict verdict(UUID contact, Viewer viewer) {
        records.read(Kind.CONTACT, contact, viewer);
        return gate.judge(java.util.Objects.requireNonNull(correspondents.reachable(List.of(contact)).get(contact)), "CALL");
    }
}
