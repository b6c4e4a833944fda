package rapport.prospecting.plays;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** So many are brought in at once. */
    public static final int MOST = 10_000;

    /** So many are shown of a play: who needs somebody to look, then who came last. */
    public static final int SHOWN = 200;

    private static final int PORTION = 1_000; // planned together

    /** @param state ACTIVE, PAUSED, HELD or how it ended @param because why, and what follows when @param dueAt of what is next */
    public record Row(EnrolmentId id, UUID contact, String name, @Nullable String company, PlayId play, String playName, int version, PersonId owner, String state, int place, String because, @Nullable Instant dueAt) {}

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
            throw new Refused("prospecting.enrol-count", "Choose at least one and at most %,d people.".formatted(MOST));
        }
        var left = new ArrayList<String>();
        var begun = 0;
        var held = 0;
        var all = contacts.stream().distinct().sorted().toList(); // two who bring the same people in never wait for each other
        for (var from = 0; from < all.size(); from += PORTION) {
            var taken = begin(play, it.live(), all.subList(from, Math.min(all.size(), from + PORTION)), left, viewer);
            begun += taken.size();
            held += held(taken);
        }
        audit.record("prospecting.enrolled", play.toString(), Map.of("people", begun, "left", left.size()), viewer);
        return new Taken(begun, held, List.copyOf(left));
    }

    private int held(List<Course.Enrolled> taken) {
        return jdbc.sql("select count(*) from prospecting.enrolment where id = any(:ids) and state = 'HELD'").param("ids", taken.stream().map(Course.Enrolled::id).toArray(UUID[]::new)).query(Integer.class).single();
    }

    private List<Course.Enrolled> begin(PlayId play, int version, List<UUID> contacts, List<String> left, Viewer viewer) {
        var visible = names.ofRecords(Kind.CONTACT, contacts, viewer);
        var people = correspondents.reachable(contacts);
        var stopped = Set.copyOf(jdbc.sql("select contact from prospecting.prospect where contact = any(:contacts) and 'ALL' = any(stopped)").param("contacts", contacts.toArray(UUID[]::new)).query(UUID.class).list());
        var wanted = new LinkedHashMap<UUID, Course.Enrolled>();
        for (var contact : contacts) {
            var who = people.get(contact);
            if (who == null || who.gone() || !visible.containsKey(contact)) {
                left.add("Somebody who is gone.");
            } else if (stopped.contains(contact)) {
                left.add("%s wants to hear nothing more.".formatted(visible.get(contact)));
            } else {
                wanted.put(contact, new Course.Enrolled(Ids.next(clock, EnrolmentId::new).value(), contact, who.account(), play.value(), version, viewer.id().value(), "ACTIVE", 1));
            }
        }
        var added = add(wanted.values(), viewer);
        wanted.keySet().stream().filter(it -> !added.contains(it)).forEach(it -> left.add("%s is in a play already.".formatted(visible.get(it))));
        var begun = wanted.values().stream().filter(it -> added.contains(it.contact())).toList();
        if (!begun.isEmpty()) {
            course.go(begun, 1);
        }
        return begun;
    }

    /** @return who was in no play */
    private Set<UUID> add(Collection<Course.Enrolled> all, Viewer viewer) {
        return Set.copyOf(jdbc.sql("""
                        insert into prospecting.enrolment (id, contact, account, play, version, owner, state, place, because, started_at)
                        select it.id, it.contact, it.account, :play, :version, :me, 'ACTIVE', 1, '', :now from unnest(:ids::uuid[], :contacts::uuid[], :accounts::uuid[]) it (id, contact, account)
                        on conflict (workspace, contact) where ended_at is null do nothing returning contact""")
                .param("ids", all.stream().map(Course.Enrolled::id).toArray(UUID[]::new)).param("contacts", all.stream().map(Course.Enrolled::contact).toArray(UUID[]::new)).param("accounts", all.stream().map(Course.Enrolled::account).toArray(UUID[]::new))
                .param("play", all.stream().findFirst().map(Course.Enrolled::play).orElse(null)).param("version", all.stream().findFirst().map(Course.Enrolled::version).orElse(0)).param("me", viewer.id().value()).param("now", Utc.of(clock.instant()))
                .query(UUID.class).list());
    }

    /** In this play, one's own and those of everybody who answers to one: who needs somebody to look first, then by what is next. */
    @Transactional(readOnly = true)
    public List<Row> of(PlayId play, Viewer viewer) {
        return rows("e.play = :key", play.value(), viewer);
    }

    /** What each of these is in now, by name; without whoever is in no play. As open as the contacts. */
    @Transactional(readOnly = true)
    public Map<UUID, String> playsOf(Collection<UUID> contacts, Viewer viewer) {
        viewer.id();
        var plays = new HashMap<UUID, String>();
        jdbc.sql("select e.contact, p.name from prospecting.enrolment e join prospecting.play p on p.workspace = e.workspace and p.id = e.play where e.contact = any(:contacts) and e.ended_at is null").param("contacts", contacts.toArray(UUID[]::new))
                .query(row -> {
                    plays.put(row.getObject(1, UUID.class), row.getString(2));
                });
        return plays;
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
                        with e as (select * from prospecting.enrolment e where %s and %s order by e.ended_at is not null, e.state <> 'HELD', e.started_at desc, e.id limit %d)
                        select e.id, e.contact, e.play, p.name, e.version, e.owner, e.state, e.place, e.because, (select min(t.due_at) from prospecting.touch t where t.enrolment = e.id and t.state = 'PLANNED')
                          from e join prospecting.play p on p.workspace = e.workspace and p.id = e.play
                         order by e.ended_at is not null, e.state <> 'HELD', 10 nulls last, e.started_at desc, e.id""".formatted(condition, seen, SHOWN)).param("key", key).param("visible", ids)
                .query((row, _) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class), row.getString(4), row.getInt(5), row.getObject(6, UUID.class), row.getString(7), row.getInt(8), row.getString(9),
                        row.getTimestamp(10) == null ? null : row.getTimestamp(10).toInstant())).list();
        var contacts = found.stream().map(Found::contact).distinct().toList();
        var called = names.ofRecords(Kind.CONTACT, contacts, viewer);
        var companies = names.companies(contacts);
        return found.stream().map(it -> new Row(new EnrolmentId(it.id), it.contact, called.getOrDefault(it.contact, "Somebody who is gone"), companies.get(it.contact), new PlayId(it.play), it.playName, it.version, new PersonId(it.owner), it.state, it.place, it.because, it.dueAt)).toList();
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

    /** Who still plays an older version, as they would go on in the newest; the first of them. */
    @Transactional(readOnly = true)
    public List<Row> older(Plays.Play play, Viewer viewer) {
        return play.live() == null ? List.of() : rows(older(play), play.id().value(), viewer);
    }

    /** A condition on enrolments e of the play :key that is live. */
    static String older(Plays.Play play) {
        return "e.play = :key and e.version < %d and e.ended_at is null".formatted(play.live());
    }

    /** How many of these there are. */
    @Transactional(readOnly = true)
    public long behind(Plays.Play play, Viewer viewer) {
        var visible = line.of(viewer);
        return play.live() == null ? 0 : jdbc.sql("select count(*) from prospecting.enrolment e where %s and %s".formatted(older(play), visible.sql("e.owner"))).param("key", play.id().value()).param("visible", visible.ids()).query(Long.class).single();
    }
}
