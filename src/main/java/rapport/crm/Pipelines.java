package rapport.crm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Unfit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** The pipelines of a workspace and their stages. The first is made when somebody first looks. */
@Service
@Transactional
public class Pipelines {

    /** What a new workspace begins with; a team changes it to what its own deals go through. */
    private static final List<Wish> FIRST = List.of(new Wish(null, "Prospecting", 10, List.of()), new Wish(null, "Engaging", 30, List.of()), new Wish(null, "Proposal", 60, List.of()), new Wish(null, "Negotiating", 80, List.of()));

    private static final int MOST_STAGES = 20;

    /** A stage as somebody wants it. @param id null for a new one */
    public record Wish(@Nullable UUID id, String name, int probability, List<String> required) {}

    private final Fields fields;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Pipelines(Fields fields, Audit audit, JdbcClient jdbc, Clock clock) {
        this.fields = fields;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In their order; at least one. */
    public List<Pipeline> all(Viewer viewer) {
        var known = read();
        if (!known.isEmpty()) {
            return known;
        }
        begin();
        return read();
    }

    public Pipeline pipeline(UUID id, Viewer viewer) {
        return all(viewer).stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow(() -> new NotFound("crm.pipeline-not-found", "There is no pipeline " + id));
    }

    /** Also a stage that is retired. */
    @Transactional(readOnly = true)
    public Optional<Stage> stage(UUID id, Viewer viewer) {
        return jdbc.sql("select id, pipeline, name, position, probability, required from crm.stage where id = :id").param("id", id).query((row, _) -> stage(row)).optional();
    }

    public Pipeline add(String name, Viewer viewer) {
        viewer.mustAdminister();
        var id = Ids.next(clock, it -> it);
        if (insert(id, name(name), all(viewer).size()) == 0) {
            throw new Unfit("name", "There is a pipeline of this name already");
        }
        store(id, FIRST);
        audit.record("crm.pipeline.added", id.toString(), Map.of("name", name.strip()), viewer);
        return pipeline(id, viewer);
    }

    /** @param stages all of them, in their order; one that is missing is retired, when no open opportunity stands in it */
    public Pipeline change(UUID id, String name, Walk walk, List<Wish> wishes, Viewer viewer) {
        viewer.mustAdminister();
        var stages = withoutRetired(wishes);
        jdbc.sql("select 1 from crm.pipeline where id = :id for update").param("id", id).query((_, _) -> 0).list();
        var before = pipeline(id, viewer);
        check(stages);
        var going = before.stages().stream().filter(it -> stages.stream().noneMatch(wish -> it.id().equals(wish.id))).toList();
        for (var stage : going) {
            mustBeEmpty(stage);
            jdbc.sql("update crm.stage set retired_at = :now, version = version + 1 where id = :id").param("now", Utc.of(clock.instant())).param("id", stage.id()).update();
        }
        try {
            jdbc.sql("update crm.pipeline set name = :name, walk = :walk, version = version + 1 where id = :id").param("name", name(name)).param("walk", walk.name()).param("id", id).update();
            store(id, stages);
        } catch (DuplicateKeyException e) {
            throw new Unfit("name", "Two pipelines, or two stages of one, cannot have the same name");
        }
        audit.record("crm.pipeline.changed", id.toString(), Map.of("name", name.strip(), "walk", walk.name(), "stages", stages.stream().map(Wish::name).toList()), viewer);
        return pipeline(id, viewer);
    }

    public void retire(UUID id, Viewer viewer) {
        viewer.mustAdminister();
        var pipeline = pipeline(id, viewer);
        if (all(viewer).size() == 1) {
            throw new Refused("crm.last-pipeline", "This is the only pipeline. Add another one first.");
        }
        pipeline.stages().forEach(this::mustBeEmpty);
        jdbc.sql("update crm.pipeline set retired_at = :now, version = version + 1 where id = :id").param("now", Utc.of(clock.instant())).param("id", id).update();
        audit.record("crm.pipeline.retired", id.toString(), Map.of("name", pipeline.name()), viewer);
    }

    /** A stage that asked for a field asks for it no more once nobody does; whoever saves the pipeline for another reason need not know. */
    private List<Wish> withoutRetired(List<Wish> wishes) {
        var retired = fields.retired(Kind.OPPORTUNITY).keySet();
        return wishes.stream().map(it -> new Wish(it.id, it.name, it.probability, it.required.stream().filter(name -> !retired.contains(name)).toList())).toList();
    }

    private void check(List<Wish> stages) {
        if (stages.isEmpty() || stages.size() > MOST_STAGES) {
            throw new Unfit("stages", "A pipeline has 1 to %d stages".formatted(MOST_STAGES));
        }
        var known = fields.of(Kind.OPPORTUNITY);
        for (var stage : stages) {
            if (stage.name.isBlank() || stage.name.length() > 60) {
                throw new Unfit("stages", "A stage has a name of at most 60 characters");
            }
            if (stage.probability < 0 || stage.probability > 100) {
                throw new Unfit("stages", "A probability is 0 to 100 percent");
            }
            stage.required.forEach(known::get);
        }
    }

    private void mustBeEmpty(Stage stage) {
        var there = jdbc.sql("select count(*) from crm.opportunity where stage = :stage and outcome is null and binned_at is null").param("stage", stage.id()).query(Long.class).single();
        if (there > 0) {
            throw new Refused("crm.stage-in-use", "%d open opportunities stand in “%s”. Move them first; then it can go.".formatted(there, stage.name()));
        }
    }

    private static String name(String name) {
        if (name.isBlank() || name.length() > 60) {
            throw new Unfit("name", "A pipeline has a name of at most 60 characters");
        }
        return name.strip();
    }

    /** Of two who begin at once the second waits at the name and adds nothing. */
    private void begin() {
        var id = Ids.next(clock, it -> it);
        if (insert(id, "Sales", 0) == 1) {
            store(id, FIRST);
        }
    }

    private int insert(UUID id, String name, int position) {
        return jdbc.sql("insert into crm.pipeline (id, name, position, walk, version) values (:id, :name, :position, 'FREE', 0) on conflict (workspace, lower(name)) where retired_at is null do nothing")
                .param("id", id).param("name", name).param("position", position).update();
    }

    private void store(UUID pipeline, List<Wish> stages) {
        for (var position = 0; position < stages.size(); position++) {
            var stage = stages.get(position);
            jdbc.sql("""
                            insert into crm.stage (id, pipeline, name, position, probability, required, version) values (:id, :pipeline, :name, :position, :probability, :required, 0)
                                on conflict (workspace, id) do update set name = :name, position = :position, probability = :probability, required = :required, version = crm.stage.version + 1""")
                    .param("id", stage.id == null ? Ids.next(clock, it -> it) : stage.id).param("pipeline", pipeline).param("name", stage.name.strip()).param("position", position)
                    .param("probability", stage.probability).param("required", stage.required.toArray(String[]::new)).update();
        }
    }

    private List<Pipeline> read() {
        record Row(UUID id, String name, Walk walk) {}
        var stages = new LinkedHashMap<UUID, List<Stage>>();
        jdbc.sql("select id, pipeline, name, position, probability, required from crm.stage where retired_at is null order by position, id limit 1000")
                .query((row, _) -> stage(row)).list().forEach(it -> stages.computeIfAbsent(it.pipeline(), _ -> new ArrayList<>()).add(it));
        return jdbc.sql("select id, name, walk from crm.pipeline where retired_at is null order by position, id limit 50").query(Row.class).stream()
                .map(it -> new Pipeline(it.id, it.name, it.walk, stages.getOrDefault(it.id, List.of()))).toList();
    }

    private static Stage stage(ResultSet row) throws SQLException {
        return new Stage(row.getObject("id", UUID.class), row.getObject("pipeline", UUID.class), row.getString("name"), row.getInt("position"), row.getInt("probability"),
                List.of((String[]) row.getArray("required").getArray()));
    }
}
