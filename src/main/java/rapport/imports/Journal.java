package rapport.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.audit.Intake.Told;
import rapport.imports.Import.Difference;
import rapport.imports.Import.File;
import rapport.imports.Import.Question;
import rapport.imports.Import.StageRead;
import rapport.imports.Import.State;
import rapport.imports.dialect.Target;
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
        jdbc.sql("update imports.import set phase = :phase, done = :done, planned = :planned, phase_at = coalesce(phase_at, :now) where id = :id")
                .param("id", id.value()).param("phase", phase).param("done", done).param("planned", planned).param("now", Utc.of(clock.instant())).update();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void proposals(ImportId id, int proposals) {
        jdbc.sql("update imports.import set proposals = :proposals where id = :id").param("id", id.value()).param("proposals", proposals).update();
    }

    void finish(ImportId id, State state, Map<String, Outcome> summary, long millis) {
        jdbc.sql("update imports.import set state = :state, summary = :summary::jsonb, millis = :millis, finished_at = :now, phase = null, phase_at = null where id = :id")
                .param("id", id.value()).param("state", state.name()).param("summary", json.writeValueAsString(summary)).param("millis", millis)
                .param("now", Utc.of(clock.instant())).update();
    }

    /** What was decided holds from now on: the next file of the same system is read alike. */
    void ran(ImportId id, int proposals, Map<String, UUID> stages) {
        jdbc.sql("update imports.import set proposals = :proposals where id = :id").param("id", id.value()).param("proposals", proposals).update();
        jdbc.sql("insert into imports.meaning (source, field, written, meant) select distinct on (source, lower(written)) source, 'stage', lower(written), stage::text from imports.stage where import = :id on conflict do nothing")
                .param("id", id.value()).update();
    }

    void recognised(ImportId id, @Nullable String profile, List<File> files) {
        jdbc.sql("update imports.import set profile = :profile where id = :id").param("id", id.value()).param("profile", profile).update();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            jdbc.sql("update imports.file set kind = :kind, records = :records, layout = :layout, dialect = :dialect, understood = :understood, columns = :columns, skipped = :skipped where import = :id and position = :position")
                    .param("id", id.value()).param("position", i).param("kind", file.kind()).param("records", file.records())
                    .param("layout", file.layout()).param("dialect", file.dialect()).param("understood", file.understood()).param("columns", file.columns()).param("skipped", file.skipped()).update();
        }
    }

    /** At most a thousand; whoever mends the first thousand asks again. */
    void problems(ImportId id, List<Problem> problems) {
        jdbc.sql("delete from imports.problem where import = :id").param("id", id.value()).update();
        write(id, 0, problems);
    }

    private void write(ImportId id, int from, List<Problem> problems) {
        var rows = new ArrayList<Object[]>();
        problems.stream().limit(2_000).forEach(it -> rows.add(new Object[] {id.value(), from + rows.size(), it.file(), it.line(), it.weight().name(), it.sentence()}));
        batches.batchUpdate("insert into imports.problem (import, position, file, line, weight, sentence) values (?, ?, ?, ?, ?, ?)", rows);
    }

    /** Nothing an earlier rehearsal said holds any more. */
    void forget(ImportId id) {
        for (var table : List.of("difference", "turned")) {
            jdbc.sql("delete from imports.%s where import = :id".formatted(table)).param("id", id.value()).update();
        }
        jdbc.sql("update imports.import set phase_at = null, proposals = 0 where id = :id").param("id", id.value()).update();
    }

    /** Rows and values that stay out. */
    void turned(ImportId id, Problems problems) {
        jdbc.sql("delete from imports.turned where import = :id").param("id", id.value()).update();
        problems(id, problems.told());
        var rows = new ArrayList<Object[]>();
        problems.rows.forEach(it -> rows.add(new Object[] {id.value(), rows.size(), it.position(), it.line(), it.values().toArray(String[]::new), it.sentence()}));
        batches.batchUpdate("insert into imports.turned (import, position, file, line, cells, sentence) values (?, ?, ?, ?, ?, ?)", rows);
        jdbc.sql("update imports.import set left_out = :rows, left_blank = :values where id = :id").param("id", id.value()).param("rows", problems.rows.size()).param("values", problems.values()).update();
    }

    @Transactional(readOnly = true)
    void turned(ImportId id, int file, int columns, java.util.function.Consumer<List<String>> line) {
        jdbc.sql("select cells, sentence from imports.turned where import = :id and file = :file order by position").param("id", id.value()).param("file", file).withFetchSize(1_000)
                .query((java.sql.ResultSet row) -> {
                    var cells = new ArrayList<>(List.of((String[]) row.getArray("cells").getArray()));
                    while (cells.size() < columns) {
                        cells.add("");
                    }
                    cells.add(columns, row.getString("sentence"));
                    line.accept(cells);
                });
    }

    void questions(ImportId id, List<Question> questions) {
        jdbc.sql("delete from imports.question where import = :id").param("id", id.value()).update();
        var rows = new ArrayList<Object[]>();
        questions.forEach(it -> rows.add(new Object[] {id.value(), rows.size(), it.sort().name(), it.file(), it.subject(), it.example()}));
        batches.batchUpdate("insert into imports.question (import, position, sort, file, subject, example) values (?, ?, ?, ?, ?, ?)", rows);
    }

    void stages(ImportId id, List<StageRead> stages) {
        jdbc.sql("delete from imports.stage where import = :id").param("id", id.value()).update();
        var rows = new ArrayList<Object[]>();
        stages.forEach(it -> rows.add(new Object[] {id.value(), rows.size(), it.source(), it.pipeline(), it.written(), it.records(), it.meant(), it.stage(), it.fresh()}));
        batches.batchUpdate("insert into imports.stage (import, position, source, pipeline, written, records, meant, stage, fresh) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
    }

    void mean(String source, String field, String written, String meant) {
        jdbc.sql("insert into imports.meaning (source, field, written, meant) values (:source, :field, :written, :meant) on conflict (workspace, source, field, written) do update set meant = excluded.meant")
                .param("source", source).param("field", field).param("written", written).param("meant", meant).update();
    }

    /** By source and word in small letters, as {@link StageBook} asks. */
    @Transactional(readOnly = true)
    Map<String, UUID> stageMeanings() {
        record Meaning(String key, UUID meant) {}
        return jdbc.sql("select source || '/' || written as key, meant::uuid as meant from imports.meaning where field = 'stage'").query(Meaning.class).stream().collect(Collectors.toMap(Meaning::key, Meaning::meant));
    }

    /** Whether the month comes first, by column. */
    @Transactional(readOnly = true)
    Map<String, Boolean> dayMeanings() {
        record Meaning(String written, boolean first) {}
        return jdbc.sql("select written, meant = 'month-first' as first from imports.meaning where field = 'days'").query(Meaning.class).stream().collect(Collectors.toMap(Meaning::written, Meaning::first));
    }

    @Transactional(readOnly = true)
    Optional<Matching> matching(String headers) {
        record Row(String kind, String columns) {}
        return jdbc.sql("select kind, columns::text as columns from imports.matching where headers = :headers").param("headers", headers).query(Row.class).optional()
                .map(it -> new Matching(Target.valueOf(it.kind), json.readValue(it.columns, new TypeReference<java.util.LinkedHashMap<String, String>>() {})));
    }

    void match(String headers, Matching matching) {
        jdbc.sql("insert into imports.matching (headers, kind, columns) values (:headers, :kind, :columns::jsonb) on conflict (workspace, headers) do update set kind = excluded.kind, columns = excluded.columns")
                .param("headers", headers).param("kind", matching.target().name()).param("columns", json.writeValueAsString(matching.columns())).update();
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

    /** Beside the open transaction, which will be rolled back. @param reasons by record and field */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void differences(ImportId id, List<Told> told, Map<UUID, Map<String, String>> reasons) {
        var from = jdbc.sql("select coalesce(max(position), 0) from imports.difference where import = :id").param("id", id.value()).query(Long.class).single();
        var rows = new ArrayList<Object[]>();
        told.forEach(it -> rows.add(new Object[] {id.value(), from + rows.size() + 1, it.kind(), it.record(), it.field(), it.before(), it.after(), it.state(),
            reasons.containsKey(it.record()) ? json.writeValueAsString(reasons.get(it.record())) : null}));
        batches.batchUpdate("insert into imports.difference (import, position, kind, record, field, before, after, state, reasons) values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)", rows);
    }

    /** With every field of what is new. @param names of those that are here, by id */
    @Transactional(readOnly = true)
    List<Difference> differences(ImportId id, long after, int limit, Function<Collection<UUID>, Map<UUID, String>> names) {
        record Row(long position, String kind, UUID record, String field, @Nullable String before, @Nullable String after, @Nullable String reason) {}
        var rows = jdbc.sql("""
                        with page as (select * from imports.difference where import = :id and position > :after order by position limit :limit)
                        select position, kind, record, field, before, after, reasons ->> field as reason from page
                        union all
                        select position, kind, record, known.key, null, known.value, reasons ->> known.key from page, jsonb_each_text(state) known where known.value not in ('[]', '{}')
                         order by position, field""")
                .param("id", id.value()).param("after", after).param("limit", limit).query(Row.class).list();
        var mentioned = rows.stream().flatMap(it -> Stream.of(it.before, it.after, it.record.toString())).filter(Objects::nonNull).map(Planning::uuid).filter(Objects::nonNull).distinct().toList();
        var known = named(id, mentioned, names);
        return rows.stream().map(it -> new Difference(it.position, it.kind, it.record, known.getOrDefault(it.record, it.record.toString()), it.field, read(it.before, known), read(it.after, known), it.reason)).toList();
    }

    /** What is new is known by what the import says of it. */
    private Map<UUID, String> named(ImportId id, List<UUID> records, Function<Collection<UUID>, Map<UUID, String>> names) {
        record Named(UUID record, @Nullable String name) {}
        var known = new java.util.HashMap<>(names.apply(records));
        jdbc.sql("""
                        select record, coalesce(state ->> 'name', state ->> 'full_name', nullif(concat_ws(' ', state ->> 'first_name', state ->> 'last_name'), ''), state ->> 'company', state ->> 'email', state ->> 'source_id') as name
                          from imports.difference where import = :id and field = 'id' and record = any(:records)""")
                .param("id", id.value()).param("records", records.toArray(UUID[]::new)).query(Named.class).stream().filter(it -> it.name() != null).forEach(it -> known.put(it.record(), it.name()));
        return known;
    }

    /** A reference reads as what it refers to. */
    private static @Nullable String read(@Nullable String value, Map<UUID, String> names) {
        var id = value == null ? null : Planning.uuid(value);
        return id == null ? value : names.getOrDefault(id, value);
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
        record Row(State state, @Nullable String profile, UUID startedBy, UUID runner, Instant startedAt, @Nullable Instant finishedAt, @Nullable Long millis,
                @Nullable String phase, @Nullable Instant phaseAt, long done, long planned, int proposals, int leftOut, int leftBlank, String summary) {}
        var row = jdbc.sql("select state, profile, started_by, runner, started_at, finished_at, millis, phase, phase_at, done, planned, proposals, left_out, left_blank, summary::text as summary from imports.import where id = :id")
                .param("id", id.value()).query(Row.class).optional()
                .orElseThrow(() -> new NotFound("imports.import-not-found", "There is no import " + id));
        var summary = json.readValue(row.summary, new TypeReference<java.util.LinkedHashMap<String, Outcome>>() {});
        return new Import(id, row.state, row.profile, new PersonId(row.startedBy), row.startedAt, row.finishedAt, row.millis, row.phase, row.phaseAt, row.done, row.planned, row.proposals, row.leftOut, row.leftBlank,
                inOrder(summary), files(id), problems(id), nearMisses(id), questions(id), stages(id), leftAlone(id), row.state.isWorking() && !row.runner.equals(runner) && onlyOne());
    }

    private static final List<String> ORDER = List.of("Accounts", "Contacts", "Leads", "Products", "People", "Teams", "Pipelines", "Stages", "Opportunities", "Parts in opportunities", "Steps through stages", "Activities");

    private static Map<String, Outcome> inOrder(Map<String, Outcome> summary) {
        var ordered = new java.util.LinkedHashMap<String, Outcome>();
        ORDER.stream().filter(summary::containsKey).forEach(it -> ordered.put(it, summary.get(it)));
        return ordered;
    }

    private List<File> files(ImportId id) {
        return jdbc.sql("select name, size, kind, records, layout, dialect, understood, columns, skipped from imports.file where import = :id order by position")
                .param("id", id.value()).query(File.class).list();
    }

    private List<Problem> problems(ImportId id) {
        return jdbc.sql("select file, line, weight, sentence from imports.problem where import = :id order by position").param("id", id.value()).query(Problem.class).list();
    }

    private List<Question> questions(ImportId id) {
        return jdbc.sql("select sort, file, subject, example from imports.question where import = :id order by position").param("id", id.value()).query(Question.class).list();
    }

    private List<StageRead> stages(ImportId id) {
        return jdbc.sql("select source, pipeline, written, records, meant, stage, fresh from imports.stage where import = :id order by position").param("id", id.value()).query(StageRead.class).list();
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
