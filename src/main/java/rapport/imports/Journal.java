package rapport.imports;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.imports.Import.Difference;
import rapport.imports.Import.File;
import rapport.imports.Import.State;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is known of imports. Progress is written beside the import's own transaction, so that others can read it. */
@Component
@Transactional
class Journal {

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final JsonMapper json;
    private final Clock clock;
    private final UUID runner = UUID.randomUUID(); // this program, from its start to its end

    Journal(JdbcClient jdbc, JdbcOperations batches, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    void begin(ImportId id, List<String> names, List<Long> sizes, Viewer viewer) {
        jdbc.sql("insert into imports.import (id, state, started_by, runner, started_at, phase) values (:id, 'REHEARSING', :by, :runner, :now, 'Reading')")
                .param("id", id.value()).param("runner", runner).param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        for (var i = 0; i < names.size(); i++) {
            jdbc.sql("insert into imports.file (import, position, name, size) values (:id, :position, :name, :size)")
                    .param("id", id.value()).param("position", i).param("name", names.get(i)).param("size", sizes.get(i)).update();
        }
    }

    /** False when it is in another state by now: somebody else was faster. */
    boolean move(ImportId id, State from, State to) {
        return jdbc.sql("update imports.import set state = :to, runner = :runner, done = 0, planned = 0, phase = null where id = :id and state = :from")
                .param("id", id.value()).param("runner", runner).param("from", from.name()).param("to", to.name()).update() == 1;
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void progress(ImportId id, String phase, long done, long planned) {
        jdbc.sql("update imports.import set phase = :phase, done = :done, planned = :planned where id = :id")
                .param("id", id.value()).param("phase", phase).param("done", done).param("planned", planned).update();
    }

    void finish(ImportId id, State state, Map<String, Outcome> summary, long millis) {
        jdbc.sql("update imports.import set state = :state, summary = :summary::jsonb, millis = :millis, finished_at = :now, phase = null where id = :id")
                .param("id", id.value()).param("state", state.name()).param("summary", json.writeValueAsString(summary)).param("millis", millis)
                .param("now", Utc.of(clock.instant())).update();
    }

    void recognised(ImportId id, @Nullable String profile, List<File> files) {
        jdbc.sql("update imports.import set profile = :profile where id = :id").param("id", id.value()).param("profile", profile).update();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            jdbc.sql("update imports.file set kind = :kind, records = :records, layout = :layout, skipped = :skipped where import = :id and position = :position")
                    .param("id", id.value()).param("position", i).param("kind", file.kind()).param("records", file.records())
                    .param("layout", file.layout()).param("skipped", file.skipped()).update();
        }
    }

    /** At most a thousand; whoever mends the first thousand asks again. */
    void problems(ImportId id, List<Problem> problems) {
        jdbc.sql("delete from imports.problem where import = :id").param("id", id.value()).update();
        var rows = new java.util.ArrayList<Object[]>();
        problems.stream().limit(1_000).forEach(it -> rows.add(new Object[] {id.value(), rows.size(), it.file(), it.line(), it.sentence()}));
        batches.batchUpdate("insert into imports.problem (import, position, file, line, sentence) values (?, ?, ?, ?, ?)", rows);
    }

    void nearMisses(ImportId id, List<NearMiss> found) {
        jdbc.sql("delete from imports.near_miss where import = :id").param("id", id.value()).update();
        batches.batchUpdate("insert into imports.near_miss (import, field, written, meant, records, reason, same) values (?, ?, ?, ?, ?, ?, ?)",
                found.stream().map(it -> new Object[] {id.value(), it.field(), it.written(), it.meant(), it.records(), it.reason(), it.same()}).toList());
    }

    void decide(ImportId id, String field, String written, boolean same) {
        jdbc.sql("update imports.near_miss set same = :same where import = :id and field = :field and written = :written")
                .param("id", id.value()).param("field", field).param("written", written).param("same", same).update();
    }

    Map<String, Boolean> decisions(ImportId id) {
        record Decision(String key, boolean same) {}
        return jdbc.sql("select field || '/' || written as key, same from imports.near_miss where import = :id").param("id", id.value())
                .query(Decision.class).stream().collect(Collectors.toMap(Decision::key, Decision::same));
    }

    void differences(ImportId id, List<Difference> differences) {
        jdbc.sql("delete from imports.difference where import = :id").param("id", id.value()).update();
        jdbc.sql("""
                        insert into imports.difference (import, position, kind, record, name, field, before, after, reason)
                        select :id, position, kind, record, name, field, before, after, reason
                          from jsonb_to_recordset(:rows::jsonb) as d (position bigint, kind text, record uuid, name text, field text, before text, after text, reason text)""")
                .param("id", id.value()).param("rows", json.writeValueAsString(differences)).update();
    }

    @Transactional(readOnly = true)
    List<Difference> differences(ImportId id, long after, int limit) {
        return jdbc.sql("""
                        select position, kind, record, name, field, before, after, reason from imports.difference
                         where import = :id and position > :after order by position limit :limit""")
                .param("id", id.value()).param("after", after).param("limit", limit).query(Difference.class).list();
    }

    void leftAlone(ImportId id, List<LeftAlone> left) {
        var rows = new java.util.ArrayList<Object[]>();
        left.forEach(it -> rows.add(new Object[] {id.value(), rows.size(), it.kind(), it.record(), it.sentence()}));
        batches.batchUpdate("insert into imports.left_alone (import, position, kind, record, sentence) values (?, ?, ?, ?, ?)", rows);
    }

    /** One import at a time in a workspace, for as long as the transaction lasts. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean onlyOne() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('imports ' || current_setting('rapport.workspace')))").query(Boolean.class).single();
    }

    @Transactional(readOnly = true)
    List<Import> newest(int limit) {
        return jdbc.sql("select id from imports.import where state <> 'DISCARDED' order by started_at desc, id limit :limit")
                .param("limit", limit).query(UUID.class).stream().map(it -> read(new ImportId(it))).toList();
    }

    @Transactional(readOnly = true)
    Import read(ImportId id) {
        record Row(State state, @Nullable String profile, UUID startedBy, UUID runner, java.time.Instant startedAt, java.time.@Nullable Instant finishedAt, @Nullable Long millis,
                @Nullable String phase, long done, long planned, String summary) {}
        var row = jdbc.sql("select state, profile, started_by, runner, started_at, finished_at, millis, phase, done, planned, summary::text as summary from imports.import where id = :id")
                .param("id", id.value()).query(Row.class).optional()
                .orElseThrow(() -> new NotFound("imports.import-not-found", "There is no import " + id));
        var summary = json.readValue(row.summary, new TypeReference<java.util.LinkedHashMap<String, Outcome>>() {});
        return new Import(id, row.state, row.profile, new PersonId(row.startedBy), row.startedAt, row.finishedAt, row.millis, row.phase, row.done, row.planned,
                inOrder(summary), files(id), problems(id), nearMisses(id), leftAlone(id), row.state.isWorking() && !row.runner.equals(runner) && onlyOne());
    }

    private static Map<String, Outcome> inOrder(Map<String, Outcome> summary) {
        var ordered = new java.util.LinkedHashMap<String, Outcome>();
        for (var kind : List.of("Accounts", "Products", "People", "Teams", "Opportunities")) {
            if (summary.containsKey(kind)) {
                ordered.put(kind, summary.get(kind));
            }
        }
        return ordered;
    }

    private List<File> files(ImportId id) {
        return jdbc.sql("select name, size, kind, records, layout, skipped from imports.file where import = :id order by position")
                .param("id", id.value()).query(File.class).list();
    }

    private List<Problem> problems(ImportId id) {
        return jdbc.sql("select file, line, sentence from imports.problem where import = :id order by position").param("id", id.value()).query(Problem.class).list();
    }

    private List<NearMiss> nearMisses(ImportId id) {
        return jdbc.sql("select field, written, meant, records, reason, same from imports.near_miss where import = :id order by records desc, field, written")
                .param("id", id.value()).query(NearMiss.class).list();
    }

    private List<String> leftAlone(ImportId id) {
        return jdbc.sql("select initcap(kind) || ' ' || left(record::text, 8) || ': ' || sentence from imports.left_alone where import = :id order by position")
                .param("id", id.value()).query(String.class).list();
    }
}
