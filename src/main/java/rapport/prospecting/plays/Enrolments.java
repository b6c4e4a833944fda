package rapport.prospecting.plays;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.EnrolmentId;
import rapport.prospecting.PlayId;
import rapport.prospecting.law.Rules;

/** Who is in which play: brought in, gone on with, moved to a newer version and taken out again. */
@Service
@Transactional
public class Enrolments {

    private static final int MOST = 500;

    /** @param state ACTIVE, PAUSED, HELD or how it ended @param because why, and what follows when @param dueAt of what is next */
    public record Row(EnrolmentId id, UUID contact, String name, PlayId play, String playName, int version, PersonId owner, String state, int place, String because, @Nullable Instant dueAt) {}

    /** @param enrolled who is in it now @param held of these, who needs somebody to look @param left whom it could not take, each with the reason */
    public record Taken(int enrolled, int held, List<String> left) {}

    private final Plays plays;
    private final Course course;
    private final Rules rules;
    private final Correspondents correspondents;
    private final Names names;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Enrolments(Plays plays, Course course, Rules rules, Correspondents correspondents, Names names, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.plays = plays;
        this.course = course;
        this.rules = rules;
        this.correspondents = correspondents;
        this.names = names;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In one's own name. Who is in a play already, or has refused everything, is left out and named. */
    public Taken enrol(PlayId play, List<UUID> contacts, Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are reached by reps, managers and administrators.");
        }
        var it = plays.play(play, viewer);
        if (it.live() == null) {
            throw new Refused("prospecting.play-not-live", "The play is not published yet.");
        }
        var steps = plays.steps(play, it.live(), viewer);
        if (steps.stream().anyMatch(step -> step.kind().isAutomatic()) && rules.confirmed().at() == null) {
            throw new Refused("prospecting.law-unconfirmed", "The play sends by itself, and nobody stands for the rules yet. An administrator reads and confirms them under Settings, The law, as data.");
        }
        if (contacts.isEmpty() || contacts.size() > MOST) {
            throw new Refused("prospecting.enrol-count", "Choose at least one and at most %d people.".formatted(MOST));
        }
        var visible = names.ofRecords(Kind.CONTACT, contacts, viewer);
        var people = correspondents.reachable(contacts);
        var left = new ArrayList<String>();
        var begun = new ArrayList<UUID>();
        contacts.stream().distinct().sorted().forEach(contact -> {
            var who = people.get(contact);
            if (who == null || who.gone() || !visible.containsKey(contact)) {
                left.add("Somebody who is gone.");
            } else if (stopped(contact)) {
                left.add("%s wants to hear nothing more.".formatted(visible.get(contact)));
            } else {
                begin(play, it.live(), contact, who.account(), viewer).ifPresentOrElse(begun::add, () -> left.add("%s is in a play already.".formatted(visible.get(contact))));
            }
        });
        var held = begun.isEmpty() ? 0 : jdbc.sql("select count(*) from prospecting.enrolment where id = any(:ids) and state = 'HELD'").param("ids", begun.toArray(UUID[]::new)).query(Integer.class).single();
        audit.record("prospecting.enrolled", play.toString(), Map.of("people", begun.size(), "left", left.size()), viewer);
        return new Taken(begun.size(), held, List.copyOf(left));
    }

    private boolean stopped(UUID contact) {
        return jdbc.sql("select 'ALL' = any(stopped) from prospecting.prospect where contact = :contact").param("contact", contact).query(Boolean.class).optional().orElse(false);
    }

    private Optional<UUID> begin(PlayId play, int version, UUID contact, @Nullable UUID account, Viewer viewer) {
        var id = Ids.next(clock, EnrolmentId::new).value();
        var added = jdbc.sql("""
                        insert into prospecting.enrolment (id, contact, account, play, version, owner, state, place, because, started_at) values (:id, :contact, :account, :play, :version, :me, 'ACTIVE', 1, '', :now)
                        on conflict (workspace, contact) where ended_at is null do nothing""")
                .param("id", id).param("contact", contact).param("account", account).param("play", play.value()).param("version", version).param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        if (added == 0) {
            return Optional.empty();
        }
        course.go(new Course.Enrolled(id, contact, account, play.value(), version, viewer.id().value(), "ACTIVE", 1), 1);
        return Optional.of(id);
    }

    /** In this play, one's own and those of everybody who answers to one: who needs somebody to look first, then by what is next. */
    @Transactional(readOnly = true)
    public List<Row> of(PlayId play, Viewer viewer) {
        return rows("e.play = :key", play.value(), viewer);
    }

    /** Of one contact, the newest first: as open as the contact, so that nobody reaches out to whom another does. */
    @Transactional(readOnly = true)
    public List<Row> ofContact(UUID contact, Viewer viewer) {
        return names.ofRecords(Kind.CONTACT, List.of(contact), viewer).isEmpty() ? List.of() : rows("e.contact = :key and e.ended_at is null", contact, "true", new UUID[0], viewer);
    }

    private List<Row> rows(String condition, UUID key, Viewer viewer) {
        var visible = line.of(viewer);
        return rows(condition, key, visible.sql("e.owner"), visible.ids(), viewer);
    }

    private List<Row> rows(String condition, UUID key, String seen, Object ids, Viewer viewer) {
        record Found(UUID id, UUID contact, UUID play, String playName, int version, UUID owner, String state, int place, String because, @Nullable Instant dueAt) {}
        var found = jdbc.sql("""
                        select e.id, e.contact, e.play, p.name, e.version, e.owner, e.state, e.place, e.because, (select min(t.due_at) from prospecting.touch t where t.enrolment = e.id and t.state = 'PLANNED')
                          from prospecting.enrolment e join prospecting.play p on p.workspace = e.workspace and p.id = e.play where %s and %s
                         order by e.ended_at is not null, e.state <> 'HELD', 10 nulls last, e.started_at desc, e.id limit 200""".formatted(condition, seen)).param("key", key).param("visible", ids)
                .query((row, _) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class), row.getString(4), row.getInt(5), row.getObject(6, UUID.class), row.getString(7), row.getInt(8), row.getString(9),
                        row.getTimestamp(10) == null ? null : row.getTimestamp(10).toInstant())).list();
        var called = names.ofRecords(Kind.CONTACT, found.stream().map(Found::contact).distinct().toList(), viewer);
        return found.stream().map(it -> new Row(new EnrolmentId(it.id), it.contact, called.getOrDefault(it.contact, "Somebody who is gone"), new PlayId(it.play), it.playName, it.version, new PersonId(it.owner), it.state, it.place, it.because, it.dueAt)).toList();
    }

    /** What was missing is there, or somebody has decided to go on. */
    public void goOn(EnrolmentId enrolment, Viewer viewer) {
        var it = mine(enrolment, viewer);
        course.go(it, it.place());
        audit.record("prospecting.enrolment.gone-on", enrolment.toString(), Map.of(), viewer);
    }

    public void remove(EnrolmentId enrolment, Viewer viewer) {
        var it = mine(enrolment, viewer);
        course.end(it.id(), "REMOVED", "Taken out by hand.");
        audit.record("prospecting.enrolment.removed", enrolment.toString(), Map.of(), viewer);
    }

    private Course.Enrolled mine(EnrolmentId enrolment, Viewer viewer) {
        var found = course.locked(enrolment.value()).filter(it -> line.of(viewer).shows(Optional.of(new PersonId(it.owner())))).orElseThrow(() -> new NotFound("prospecting.enrolment-not-found", "Nobody is in a play so."));
        viewer.mustChange();
        return found;
    }

    /** Everybody who still plays an older version, as they would go on in the newest. */
    @Transactional(readOnly = true)
    public List<Row> older(PlayId play, Viewer viewer) {
        var live = plays.play(play, viewer).live();
        return live == null ? List.of() : of(play, viewer).stream().filter(it -> it.version() < live && List.of("ACTIVE", "PAUSED", "HELD").contains(it.state())).toList();
    }

    /** They go on in the newest version, with the step they are at; what was planned is planned anew. @return how many */
    public int move(PlayId play, Viewer viewer) {
        Plays.mustWrite(viewer);
        var live = plays.play(play, viewer).live();
        var moved = 0;
        if (live != null) {
            for (var row : older(play, viewer)) {
                var it = course.locked(row.id().value());
                if (it.isPresent()) {
                    jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = 'Moved to a newer version of the play' where enrolment = :id and state in ('PLANNED', 'CLAIMED')").param("now", Utc.of(clock.instant())).param("id", row.id().value()).update();
                    jdbc.sql("update prospecting.enrolment set version = :version where id = :id").param("version", live).param("id", row.id().value()).update();
                    var now = it.get();
                    course.go(new Course.Enrolled(now.id(), now.contact(), now.account(), now.play(), live, now.owner(), now.state(), now.place()), now.place());
                    moved++;
                }
            }
            audit.record("prospecting.play.moved", play.toString(), Map.of("people", moved, "version", live), viewer);
        }
        return moved;
    }

}
