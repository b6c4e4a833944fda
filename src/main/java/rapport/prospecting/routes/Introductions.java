package rapport.prospecting.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Reachable;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.Channel;
import rapport.prospecting.IntroductionId;
import rapport.prospecting.JobFunction;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.law.Gate;

/** Introductions: asked for, agreed, made, met, thanked. */
@Service
@Transactional
public class Introductions {

    /** How far it has come. */
    public enum State {
        PROPOSED, ASKED, AGREED, MADE, MET, THANKED, DECLINED;

        boolean leadsTo(State next) {
            return switch (this) {
                case PROPOSED -> next == DECLINED;
                case ASKED, AGREED, MADE -> next == DECLINED || next.ordinal() > ordinal() && next.ordinal() <= MET.ordinal();
                case MET -> next == THANKED;
                case THANKED, DECLINED -> false;
            };
        }
    }

    private static final int LONGEST = 5_000;

    /** @param contact whom we want to reach @param via who is asked @param touch the asking; null once it is gone */
    public record Row(IntroductionId id, UUID contact, UUID via, JobFunction function, PersonId askedBy, State state, String words, Instant askedAt, @Nullable Instant madeAt, @Nullable Instant metAt, @Nullable Instant thankedAt, @Nullable TouchId touch) {}

    private final Queue queue;
    private final Gate gate;
    private final Correspondents correspondents;
    private final Records records;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Introductions(Queue queue, Gate gate, Correspondents correspondents, Records records, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.gate = gate;
        this.correspondents = correspondents;
        this.records = records;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Puts the asking into the viewer's list: a mail to look over where the law lets them be written to, or else a call. @param words null for a draft @throws Refused when they are asked already */
    public IntroductionId ask(UUID contact, UUID via, @Nullable String words, Viewer viewer) {
        var target = records.read(Kind.CONTACT, contact, viewer);
        var beside = records.read(Kind.CONTACT, via, viewer);
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are asked by reps, managers and administrators.");
        }
        if (contact.equals(via) || words != null && words.length() > LONGEST) {
            throw new Refused("prospecting.introduction", contact.equals(via) ? "Nobody introduces themselves. Choose somebody beside them." : "Ask in at most %d letters.".formatted(LONGEST));
        }
        var said = words == null || words.isBlank() ? draft(target, beside, viewer) : words.strip();
        var id = Ids.next(clock, IntroductionId::new);
        jdbc.sql("update prospecting.introduction set state = 'DECLINED', ended_at = :now where contact = :contact and via = :via and state = 'PROPOSED'").param("now", Utc.of(clock.instant())).param("contact", contact).param("via", via).update(); // it is followed up
        var touch = task(reachable(via), "May I ask you for an introduction?", said, viewer.id());
        try {
            jdbc.sql("insert into prospecting.introduction (id, contact, via, function, asked_by, touch, state, words, asked_at) values (:id, :contact, :via, :function, :me, :touch, 'ASKED', :words, :now)").param("id", id.value()).param("contact", contact).param("via", via).param("function", JobFunction.of(beside.text("function").orElse(null), beside.text("title").orElse("")).name())
                    .param("me", viewer.id().value()).param("touch", touch.value()).param("words", said).param("now", Utc.of(clock.instant())).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.introduction-asked", "They are asked already. Wait for what they say.");
        }
        queue.attempted(id.value(), contact, Channel.INTRODUCTION, viewer.id());
        audit.record("prospecting.introduction.asked", id.toString(), Map.of("contact", contact.toString(), "via", via.toString()), viewer);
        return id;
    }

    private static String draft(CrmRecord target, CrmRecord beside, Viewer viewer) {
        return "Good morning %s,\n\nI would like to speak with %s, and you work beside each other. Would you introduce us? One line to both of us is enough; I take it from there.\n\n%s".formatted(beside.text("first_name").orElseGet(() -> beside.text("name").orElse("")), target.text("name").orElse("your colleague"), viewer.name());
    }

    private Reachable reachable(UUID contact) {
        return java.util.Objects.requireNonNull(correspondents.reachable(List.of(contact)).get(contact));
    }

    private TouchId task(Reachable to, String subject, String words, PersonId owner) {
        var kind = to.email() != null && gate.judge(to, Channel.EMAIL.name()).isAllowed() ? Channel.EMAIL : to.number().isPresent() ? Channel.CALL : Channel.TASK;
        var touch = queue.plan(new Queue.Wish(to.id(), owner, kind, null, clock.instant()));
        jdbc.sql("insert into prospecting.words (touch, address, subject, body) values (:touch, :address, :subject, :body)").param("touch", touch.value()).param("address", kind == Channel.EMAIL ? to.email() : "").param("subject", subject).param("body", words).update();
        return touch;
    }

    /** @throws Refused when it does not lead there from where it is */
    public void advance(IntroductionId introduction, State to, Viewer viewer) {
        var visible = line.of(viewer);
        var found = jdbc.sql(ROW + " where id = :id and %s for update".formatted(visible.sql("asked_by"))).param("id", introduction.value()).param("visible", visible.ids()).query(Introductions::row).optional().orElseThrow(() -> new NotFound("prospecting.introduction-not-found", "There is no such introduction."));
        viewer.mustChange();
        if (!found.state.leadsTo(to)) {
            throw new Refused("prospecting.introduction-state", "It does not lead from “%s” to “%s”.".formatted(found.state.name().toLowerCase(java.util.Locale.ROOT), to.name().toLowerCase(java.util.Locale.ROOT)));
        }
        var now = Utc.of(clock.instant());
        jdbc.sql("""
                        update prospecting.introduction set state = :state, agreed_at = case when :state = 'AGREED' then :now else agreed_at end, made_at = case when :state in ('MADE', 'MET') then coalesce(made_at, :now) else made_at end,
                               met_at = case when :state = 'MET' then :now else met_at end, thanked_at = case when :state = 'THANKED' then :now else thanked_at end, ended_at = case when :state = 'DECLINED' then :now else ended_at end where id = :id""")
                .param("state", to.name()).param("now", now).param("id", introduction.value()).update();
        switch (to) {
            case MADE -> task(reachable(found.contact), "You were introduced", "You were introduced by somebody beside them. Reach out within the day, and name who did it.", found.askedBy);
            case MET -> met(found);
            default -> {
                // nothing more follows
            }
        }
        audit.record("prospecting.introduction." + to.name().toLowerCase(java.util.Locale.ROOT), introduction.toString(), Map.of(), viewer);
    }

    /** They were reached, by this way. */
    private void met(Row it) {
        var kept = jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome) values (:id, :contact, 'INTRODUCTION', :now, :person, 'REPLIED') on conflict (workspace, id) do nothing").param("id", Ids.derived(it.id.value(), "met")).param("contact", it.contact).param("now", Utc.of(clock.instant())).param("person", it.askedBy.value()).update();
        if (kept > 0) {
            jdbc.sql("update prospecting.prospect set connects = connects + 1, hard_since = null where contact = :contact").param("contact", it.contact).update();
        }
    }

    /** They have named somebody in an answer. Kept once; whoever is asked already stays asked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void propose(UUID contact, UUID via, PersonId person, String words, JobFunction function) {
        jdbc.sql("insert into prospecting.introduction (id, contact, via, function, asked_by, state, words, asked_at) values (:id, :contact, :via, :function, :person, 'PROPOSED', :words, :now) on conflict (workspace, contact, via) where state not in ('DECLINED', 'THANKED') do nothing")
                .param("id", Ids.next(clock, IntroductionId::new).value()).param("contact", contact).param("via", via).param("function", function.name()).param("person", person.value()).param("words", words).param("now", Utc.of(clock.instant())).update();
    }

    /** The viewer's own and those of everybody who answers to them: what is open first. At most two hundred. */
    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql(ROW + " where %s order by state in ('THANKED', 'DECLINED'), asked_at desc, id limit 200".formatted(visible.sql("asked_by"))).param("visible", visible.ids()).query(Introductions::row).list();
    }

    /** To one contact. As open as the contact. */
    @Transactional(readOnly = true)
    public List<Row> to(UUID contact, Viewer viewer) {
        records.read(Kind.CONTACT, contact, viewer);
        return jdbc.sql(ROW + " where contact = :contact order by asked_at desc, id limit 50").param("contact", contact).query(Introductions::row).list();
    }

    private static final String ROW = "select id, contact, via, function, asked_by, state, words, asked_at, made_at, met_at, thanked_at, touch from prospecting.introduction";

    private static Row row(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        var touch = row.getObject("touch", UUID.class);
        return new Row(new IntroductionId(row.getObject("id", UUID.class)), row.getObject("contact", UUID.class), row.getObject("via", UUID.class), JobFunction.valueOf(row.getString("function")), new PersonId(row.getObject("asked_by", UUID.class)), State.valueOf(row.getString("state")), row.getString("words"),
                row.getTimestamp("asked_at").toInstant(), moment(row, "made_at"), moment(row, "met_at"), moment(row, "thanked_at"), touch == null ? null : new TouchId(touch));
    }

    private static @Nullable Instant moment(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
    }
}
