package rapport.skills;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Stale;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;

/** Blueprints, open to the rep and to those above them; to everybody else there are none. Each public method is one transaction. */
@Service
@Transactional
public class Blueprints {

    /** How far ahead a blueprint may look. */
    static final Period FARTHEST = Period.ofYears(2);

    private static final String HEAD = "id, rep, edition, made_by, made_at, horizon";

    private record Head(BlueprintId id, PersonId rep, int edition, PersonId madeBy, Instant madeAt, LocalDate horizon) {}

    private record FocusRow(UUID blueprint, SkillId skill, String target, String why, Treatment treatment) {}

    private record SignatureRow(UUID blueprint, PersonId person, Instant signedAt) {}

    private final Skills skills;
    private final People people;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Blueprints(Skills skills, People people, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.skills = skills;
        this.people = people;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest edition; empty while nobody has written one. */
    @Transactional(readOnly = true)
    public Optional<Blueprint> current(PersonId rep, Viewer viewer) {
        mustSee(rep, viewer);
        return whole(jdbc.sql("select %s from skills.blueprint where rep = :rep order by edition desc limit 1".formatted(HEAD))
                .param("rep", rep.value()).query(Head.class).list()).stream().findFirst();
    }

    /** The same, and nothing rather than a 404 for who may not see it: a colleague who coaches once prepares without. */
    @Transactional(readOnly = true)
    public Optional<Blueprint> ifSeen(PersonId rep, Viewer viewer) {
        return viewer.is(rep) || line.of(viewer).shows(Optional.of(rep)) ? current(rep, viewer) : Optional.empty();
    }

    /** Newest first, at most 100. */
    @Transactional(readOnly = true)
    public List<Blueprint> editions(PersonId rep, Viewer viewer) {
        mustSee(rep, viewer);
        return whole(jdbc.sql("select %s from skills.blueprint where rep = :rep order by edition desc limit 100".formatted(HEAD))
                .param("rep", rep.value()).query(Head.class).list());
    }

    /** The newest of each person the viewer sees, at most 1,000. */
    @Transactional(readOnly = true)
    public List<Blueprint> ofLine(Viewer viewer) {
        var visible = line.of(viewer);
        return whole(jdbc.sql("select distinct on (rep) %s from skills.blueprint where %s order by rep, edition desc limit 1000".formatted(HEAD, visible.sql("rep")))
                .param("visible", visible.ids()).query(Head.class).list());
    }

    /** A new edition, signed by whoever writes it. Written again as it stands, it is only signed. */
    public Blueprint write(PersonId rep, List<Focus> focus, LocalDate horizon, Viewer viewer) {
        mustWrite(rep, viewer);
        var former = current(rep, viewer);
        if (former.isPresent() && former.get().says(focus, horizon)) {
            sign(former.get().id(), viewer);
            return current(rep, viewer).orElseThrow();
        }
        var next = Blueprint.write(rep, former.map(Blueprint::edition).orElse(0) + 1, focus, horizon, viewer.id(), clock);
        mustBeOffered(next, viewer);
        mustLieAhead(horizon, viewer);
        save(next);
        audit.record("skills.blueprint.written", next.id().toString(), Map.of("rep", rep.toString(), "skills", next.focus().size()), viewer);
        return next;
    }

    /** The rep, or somebody who leads them; signing again changes nothing. Only the newest edition is signed. */
    public void sign(BlueprintId id, Viewer viewer) {
        var rep = jdbc.sql("select rep from skills.blueprint where id = :id").param("id", id.value()).query(UUID.class).optional()
                .map(PersonId::new).orElseThrow(() -> new BlueprintNotFound(id));
        mustWrite(rep, viewer);
        var newest = current(rep, viewer).orElseThrow(() -> new BlueprintNotFound(id));
        if (!newest.id().equals(id)) {
            throw new Refused("skills.replaced", "A newer edition has taken its place. Read that one and sign it.");
        }
        if (addSignature(id, viewer.id()) > 0) {
            audit.record("skills.blueprint.signed", id.toString(), Map.of("rep", rep.toString()), viewer);
        }
    }

    /** @param edition the one that was read; null: whichever is the newest */
    public void sign(PersonId rep, @Nullable Integer edition, Viewer viewer) {
        var read = editions(rep, viewer).stream().filter(it -> edition == null || edition.equals(it.edition())).findFirst();
        sign(read.orElseThrow(() -> new BlueprintNotFound(rep)).id(), viewer);
    }

    /** Before a form is shown or read: to strangers there is no such blueprint, and some may read but not write. */
    @Transactional(readOnly = true)
    public void mustWrite(PersonId rep, Viewer viewer) {
        mustSee(rep, viewer);
        viewer.mustChange();
        if (!mayWrite(viewer)) {
            throw new Forbidden("skills.only-who-sells", "Blueprints are written by those who sell and those who lead them.");
        }
    }

    /** Whether the viewer's role writes and signs blueprints at all. */
    public static boolean mayWrite(Viewer viewer) {
        return viewer.role().sells() && !viewer.isSystem();
    }

    /** Administrators see everybody, so it is asked too whether there is such a person here. */
    private void mustSee(PersonId rep, Viewer viewer) {
        if (!line.of(viewer).shows(Optional.of(rep)) || people.namesOf(List.of(rep)).isEmpty()) {
            throw new BlueprintNotFound(rep);
        }
    }

    private void mustBeOffered(Blueprint it, Viewer viewer) {
        var offered = skills.all(viewer).stream().filter(Skill::isOffered).map(Skill::id).toList();
        if (!it.focus().stream().map(Focus::skill).allMatch(offered::contains)) {
            throw new Refused("skills.not-in-the-catalogue", "Choose skills of the catalogue.");
        }
    }

    private void mustLieAhead(LocalDate horizon, Viewer viewer) {
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        if (!horizon.isAfter(today) || horizon.isAfter(today.plus(FARTHEST))) {
            throw new Refused("skills.horizon", "Choose a day to come, within two years: until then the two of you work on it.");
        }
    }

    private void save(Blueprint it) {
        var saved = jdbc.sql("""
                        insert into skills.blueprint (id, rep, edition, made_by, made_at, horizon) values (:id, :rep, :edition, :by, :now, :horizon)
                            on conflict (workspace, rep, edition) do nothing""")
                .param("id", it.id().value()).param("rep", it.rep().value()).param("edition", it.edition()).param("by", it.madeBy().value())
                .param("now", Utc.of(it.madeAt())).param("horizon", it.horizon()).update();
        if (saved == 0) {
            throw new Stale("skills.written-meanwhile", "Somebody else wrote this blueprint a moment ago. Read theirs first, then write yours on top of it.");
        }
        for (var position = 0; position < it.focus().size(); position++) {
            var focus = it.focus().get(position);
            jdbc.sql("insert into skills.focus (blueprint, position, skill, target, why, treatment) values (:blueprint, :position, :skill, :target, :why, :treatment)")
                    .param("blueprint", it.id().value()).param("position", position).param("skill", focus.skill().value())
                    .param("target", focus.target()).param("why", focus.why()).param("treatment", focus.treatment().name()).update();
        }
        addSignature(it.id(), it.madeBy());
    }

    private int addSignature(BlueprintId id, PersonId person) {
        return jdbc.sql("""
                        insert into skills.signature (blueprint, person, signed_at) values (:blueprint, :person, :now)
                            on conflict (workspace, blueprint, person) do nothing""")
                .param("blueprint", id.value()).param("person", person.value()).param("now", Utc.of(clock.instant())).update();
    }

    private List<Blueprint> whole(List<Head> heads) {
        var ids = heads.stream().map(it -> it.id.value()).toArray(UUID[]::new);
        var focus = jdbc.sql("select blueprint, skill, target, why, treatment from skills.focus where blueprint = any(:ids) order by blueprint, position")
                .param("ids", ids).query(FocusRow.class).list().stream()
                .collect(groupingBy(FocusRow::blueprint, mapping(it -> new Focus(it.skill, it.target, it.why, it.treatment), toList())));
        var signatures = jdbc.sql("select blueprint, person, signed_at from skills.signature where blueprint = any(:ids) order by blueprint, signed_at, person")
                .param("ids", ids).query(SignatureRow.class).list().stream()
                .collect(groupingBy(SignatureRow::blueprint, mapping(it -> new Blueprint.Signature(it.person, it.signedAt), toList())));
        return heads.stream().map(it -> new Blueprint(it.id, it.rep, it.edition, it.madeBy, it.madeAt, it.horizon,
                focus.getOrDefault(it.id.value(), List.of()), signatures.getOrDefault(it.id.value(), List.of()))).toList();
    }
}
