package rapport.prospecting.plays;

import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.prospecting.PlayId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The plays of the workspace. Everybody sees and plays them; managers and administrators write them. */
@Service
@Transactional
public class Plays {

    private static final int MOST_STEPS = 99;

    public enum Kind { PROSPECT, NURTURE }

    /** @param live the version whoever is enrolled now plays; null before it was first published @param draft the one that is written on */
    public record Play(PlayId id, String name, Kind kind, String purpose, @Nullable Integer live, int draft, boolean changed) {}

    /** @param running who is in it now @param held of these, who needs somebody to look @param answered who answered or was reached @param all who ever was */
    public record Figures(int running, int held, int answered, int all) {}

    private final Audit audit;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    Plays(Audit audit, JsonMapper json, JdbcClient jdbc, Clock clock) {
        this.audit = audit;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static final String PLAY = """
            select p.id, p.name, p.kind, p.purpose, p.live, p.draft, p.live is null or
                   exists (select place, kind, wait, unit, opens, closes, subject, body, threaded, branches, promotional from prospecting.play_step where play = p.id and version = p.draft
                           except select place, kind, wait, unit, opens, closes, subject, body, threaded, branches, promotional from prospecting.play_step where play = p.id and version = p.live) or
                   (select count(*) from prospecting.play_step where play = p.id and version = p.draft) <> (select count(*) from prospecting.play_step where play = p.id and version = p.live) as changed
              from prospecting.play p where p.retired_at is null""";

    @Transactional(readOnly = true)
    public List<Play> all(Viewer viewer) {
        viewer.id();
        return jdbc.sql(PLAY + " order by p.name, p.id").query((row, _) -> play(row)).list();
    }

    @Transactional(readOnly = true)
    public Play play(PlayId id, Viewer viewer) {
        viewer.id();
        return jdbc.sql(PLAY + " and p.id = :id").param("id", id.value()).query((row, _) -> play(row)).optional().orElseThrow(() -> new NotFound("prospecting.play-not-found", "There is no such play."));
    }

    private static Play play(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Play(new PlayId(row.getObject("id", UUID.class)), row.getString("name"), Kind.valueOf(row.getString("kind")), row.getString("purpose"), (Integer) row.getObject("live"), row.getInt("draft"), row.getBoolean("changed"));
    }

    /** In their order. */
    @Transactional(readOnly = true)
    public List<Step> steps(PlayId play, int version, Viewer viewer) {
        viewer.id();
        return steps(play.value(), version);
    }

    List<Step> steps(UUID play, int version) {
        return jdbc.sql("select place, kind, wait, unit, opens, closes, subject, body, threaded, branches::text, promotional from prospecting.play_step where play = :play and version = :version order by place").param("play", play).param("version", version)
                .query((row, _) -> new Step(row.getInt(1), StepKind.valueOf(row.getString(2)), row.getInt(3), Step.Unit.valueOf(row.getString(4)), row.getObject(5, LocalTime.class), row.getObject(6, LocalTime.class), row.getString(7), row.getString(8),
                        row.getBoolean(9), json.readValue(row.getString(10), new TypeReference<Map<String, Integer>>() {}), row.getBoolean(11))).list();
    }

    @Transactional(readOnly = true)
    public Figures figures(PlayId play, Viewer viewer) {
        viewer.id();
        return jdbc.sql("select count(*) filter (where state in ('ACTIVE', 'PAUSED', 'HELD')), count(*) filter (where state = 'HELD'), count(*) filter (where state in ('REPLIED', 'REACHED')), count(*) from prospecting.enrolment where play = :play").param("play", play.value())
                .query((row, _) -> new Figures(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4))).single();
    }

    /** Of the version that is live. Nobody is named, so everybody sees the whole. */
    @Transactional(readOnly = true)
    public Funnel funnel(Play play, Viewer viewer) {
        viewer.id();
        if (play.live == null) {
            return new Funnel(List.of(), 0, 0);
        }
        var standings = jdbc.sql("select version, place, state, last_step, state = 'EXHAUSTED' and ended_at > :since, count(*) from prospecting.enrolment where play = :play group by 1, 2, 3, 4, 5").param("play", play.id.value()).param("since", Utc.of(clock.instant().minus(Course.LATE_ANSWER)))
                .query((row, _) -> new Funnel.Standing(row.getInt(1), row.getInt(2), row.getString(3), (Integer) row.getObject(4), row.getBoolean(5), row.getLong(6))).list();
        return Funnel.of(standings, play.live, steps(play.id.value(), play.live).size());
    }

    public PlayId make(String name, Kind kind, String purpose, List<Step> steps, Viewer viewer) {
        mustWrite(viewer);
        if (name.isBlank() || name.length() > 80) {
            throw new Refused("prospecting.play-name", "A play has a name of at most 80 letters.");
        }
        var id = Ids.next(clock, PlayId::new);
        try {
            jdbc.sql("insert into prospecting.play (id, name, kind, purpose, made_by, made_at, draft) values (:id, :name, :kind, :purpose, :me, :now, 1)").param("id", id.value()).param("name", name.strip()).param("kind", kind.name()).param("purpose", purpose.strip())
                    .param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.play-exists", "There is a play called “%s” already.".formatted(name.strip()));
        }
        write(id, 1, steps);
        audit.record("prospecting.play.made", id.toString(), Map.of("name", name.strip()), viewer);
        return id;
    }

    /** The draft; what is being played stays as it is. */
    public void write(PlayId play, List<Step> steps, Viewer viewer) {
        mustWrite(viewer);
        var draft = locked(play).draft;
        write(play, draft, steps);
        audit.record("prospecting.play.written", play.toString(), Map.of("version", draft, "steps", steps.size()), viewer);
    }

    private record Versions(@Nullable Integer live, int draft) {}

    private Versions locked(PlayId play) {
        return jdbc.sql("select live, draft from prospecting.play where id = :id and retired_at is null for update").param("id", play.value()).query((row, _) -> new Versions((Integer) row.getObject(1), row.getInt(2))).optional()
                .orElseThrow(() -> new NotFound("prospecting.play-not-found", "There is no such play."));
    }

    private void write(PlayId play, int version, List<Step> steps) {
        if (steps.size() > MOST_STEPS) {
            throw new Refused("prospecting.play-steps", "A play has at most 99 steps.");
        }
        jdbc.sql("delete from prospecting.play_step where play = :play and version = :version").param("play", play.value()).param("version", version).update();
        var place = 1;
        for (var it : steps) {
            check(it, place, steps.size());
            jdbc.sql("insert into prospecting.play_step (play, version, place, kind, wait, unit, opens, closes, subject, body, threaded, branches, promotional) values (:play, :version, :place, :kind, :wait, :unit, :opens, :closes, :subject, :body, :threaded, :branches::jsonb, :promotional)")
                    .param("play", play.value()).param("version", version).param("place", place++).param("kind", it.kind().name()).param("wait", it.waits()).param("unit", it.unit().name()).param("opens", it.opens()).param("closes", it.closes())
                    .param("subject", it.subject().strip()).param("body", it.body().strip()).param("threaded", it.threaded()).param("branches", json.writeValueAsString(it.branches())).param("promotional", it.promotional()).update();
        }
    }

    private static void check(Step it, int place, int steps) {
        if (it.waits() < 0 || it.waits() > 400 || !it.opens().isBefore(it.closes())) {
            throw new Refused("prospecting.step-time", "Step %d: a wait is 0 to 400, and its hours begin before they end.".formatted(place));
        }
        if (it.kind().hasSubject() && (it.body().isBlank() || it.subject().isBlank() && !it.threaded())) {
            throw new Refused("prospecting.step-words", "Step %d: a mail has a subject and words.".formatted(place));
        }
        Template.fault(it.subject() + "\n" + it.body()).ifPresent(fault -> {
            throw new Refused("prospecting.step-fields", "Step %d: %s".formatted(place, fault));
        });
        if (Template.promisesCall(it.subject())) {
            throw new Refused("prospecting.step-call", "Step %d: the hour of a call is named in the words, not in the subject.".formatted(place));
        }
        if (it.kind().isAutomatic() && Template.promisesCall(it.body())) {
            throw new Refused("prospecting.step-call", "Step %d: nobody is there to say when they call. Let somebody look the mail over.".formatted(place));
        }
        if (it.branches().values().stream().anyMatch(to -> to < 0 || to > steps || to != 0 && to <= place)) {
            throw new Refused("prospecting.step-branch", "Step %d: a branch leads to a later step, or to 0, the end.".formatted(place));
        }
    }

    /** From now on this is what is played; whoever is in it goes on as before, until somebody moves them. */
    public void publish(PlayId play, Viewer viewer) {
        mustWrite(viewer);
        var versions = locked(play);
        if (steps(play.value(), versions.draft).isEmpty()) {
            throw new Refused("prospecting.play-empty", "A play without a step plays nothing. Add one first.");
        }
        jdbc.sql("update prospecting.play set live = draft, draft = draft + 1 where id = :id").param("id", play.value()).update();
        jdbc.sql("insert into prospecting.play_step (play, version, place, kind, wait, unit, opens, closes, subject, body, threaded, branches, promotional) select play, version + 1, place, kind, wait, unit, opens, closes, subject, body, threaded, branches, promotional from prospecting.play_step where play = :play and version = :version")
                .param("play", play.value()).param("version", versions.draft).update();
        audit.record("prospecting.play.published", play.toString(), Map.of("version", versions.draft), viewer);
    }

    /** Nobody is enrolled in it any more; whoever is goes on to the end. */
    public void retire(PlayId play, Viewer viewer) {
        mustWrite(viewer);
        locked(play);
        jdbc.sql("update prospecting.play set retired_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", play.value()).update();
        audit.record("prospecting.play.retired", play.toString(), Map.of(), viewer);
    }

    /** A play that is ready to be played, in our words; published at once. */
    public PlayId take(Seed seed, Viewer viewer) {
        var id = make(seed.title(), seed.kind(), seed.purpose(), new ArrayList<>(seed.steps()), viewer);
        publish(id, viewer);
        return id;
    }


    static void mustWrite(Viewer viewer) {
        if (!viewer.role().leads() && !viewer.role().administers()) {
            throw new Forbidden("prospecting.plays", "Plays are written by managers and administrators.");
        }
    }
}
