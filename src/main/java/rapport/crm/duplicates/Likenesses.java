package rapport.crm.duplicates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.matching.Duplicates;
import rapport.crm.matching.Item;
import rapport.crm.matching.Match;
import rapport.crm.matching.Shape;
import rapport.crm.matching.Trait;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.crm.record.Sight;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.databind.json.JsonMapper;

/** Which records may be one: found by comparing all of a kind, kept until somebody decides. */
@Service
@Transactional
public class Likenesses {

    private static final int MOST = 200_000;
    private static final int MOST_REASONS = 5;

    /** @param score percent */
    public record Likeness(UUID one, UUID other, String oneTitle, String otherTitle, int score, List<String> reasons) {}

    public record Found(int compared, int pairs) {}

    private static final Map<Kind, Shape> SHAPES = Map.of(
            Kind.CONTACT, shape("name", Trait.PERSON_NAME, "e-mail", Trait.EMAIL, "phone", Trait.PHONE, "account", Trait.EMPLOYER, "street", Trait.ADDRESS, "postcode", Trait.POSTCODE, "city", Trait.CITY),
            Kind.ACCOUNT, shape("name", Trait.NAME, "domain", Trait.DOMAIN, "phone", Trait.PHONE, "street", Trait.ADDRESS, "postcode", Trait.POSTCODE, "city", Trait.CITY),
            Kind.LEAD, shape("name", Trait.PERSON_NAME, "e-mail", Trait.EMAIL, "phone", Trait.PHONE, "company", Trait.EMPLOYER, "city", Trait.CITY));

    private static final Map<Kind, String> VALUES = Map.of(
            Kind.CONTACT, "e.name, concat_ws(';', e.email, nullif(array_to_string(e.other_emails, ';'), '')), concat_ws(';', e.phone, e.mobile), (select a.name from crm.account a where a.id = e.account), e.street, e.postcode, e.city",
            Kind.ACCOUNT, "e.name, coalesce(e.domains[1], e.website), e.phone, e.street, e.postcode, e.city",
            Kind.LEAD, "e.name, e.email, concat_ws(';', e.phone, e.mobile), e.company, e.city");

    private final Records records;
    private final Sight sight;
    private final Names names;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final JsonMapper json;
    private final Clock clock;

    Likenesses(Records records, Sight sight, Names names, Audit audit, JdbcClient jdbc, JdbcOperations batches, JsonMapper json, Clock clock) {
        this.records = records;
        this.sight = sight;
        this.names = names;
        this.audit = audit;
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    private static Shape shape(Object... namesAndTraits) {
        var traits = new LinkedHashMap<String, Trait>();
        for (var i = 0; i < namesAndTraits.length; i += 2) {
            traits.put((String) namesAndTraits[i], (Trait) namesAndTraits[i + 1]);
        }
        return new Shape(traits);
    }

    /** Compares all the viewer sees of a kind anew. What was decided stays decided, and what only others see waits for them. */
    public Found search(Kind kind, Viewer viewer) {
        mustMerge(kind, viewer);
        if (!jdbc.sql("select pg_try_advisory_xact_lock(hashtext('crm.likeness ' || current_setting('rapport.workspace')))").query(Boolean.class).single()) {
            throw new Refused("crm.searching", "Somebody is searching for duplicates already. Look again in a minute.");
        }
        var items = items(kind, viewer);
        var matches = new Duplicates(SHAPES.get(kind)).within(items);
        var now = Utc.of(clock.instant());
        forget(kind, viewer);
        batches.batchUpdate("insert into crm.likeness (kind, one, other, score, reasons, found_at) values (?, ?, ?, ?, ?::jsonb, ?) on conflict (workspace, one, other) do nothing",
                matches.stream().map(it -> row(kind, it, now)).toList());
        jdbc.sql("insert into crm.search (person, kind, at) values (:me, :kind, :now) on conflict (workspace, person, kind) do update set at = excluded.at").param("me", viewer.id().value()).param("kind", kind.name()).param("now", now).update();
        audit.record("crm.%s.likeness-searched".formatted(kind.word()), kind.path(), Map.of("compared", items.size(), "pairs", matches.size()), viewer);
        return new Found(items.size(), (int) count(kind, viewer));
    }

    /** Pairs of which no record is hidden from whoever searches: the search finds them again, or they are none any more. */
    private void forget(Kind kind, Viewer viewer) {
        var visible = sight.of(viewer);
        jdbc.sql("delete from crm.likeness l where l.kind = :kind and not l.never and not exists (select from %s e where e.id in (l.one, l.other) and (%s) is not true)".formatted(kind.table(), Sight.sql(kind, "e", visible)))
                .param("kind", kind.name()).param("visible", visible.ids()).update();
    }

    private Object[] row(Kind kind, Match it, Object now) {
        var swapped = it.left().compareTo(it.right()) > 0; // text orders as PostgreSQL orders uuids
        var reasons = it.reasons().stream().limit(MOST_REASONS).map(reason -> reason.inWords(reason.field())).toList();
        return new Object[] {kind.name(), UUID.fromString(swapped ? it.right() : it.left()), UUID.fromString(swapped ? it.left() : it.right()), (int) Math.floor(it.score() * 100), json.writeValueAsString(reasons), now};
    }

    private List<Item> items(Kind kind, Viewer viewer) {
        var visible = sight.of(viewer);
        var fields = List.copyOf(SHAPES.get(kind).traits().keySet());
        var items = new ArrayList<Item>();
        jdbc.sql("select e.id, %s from %s e where %s and %s order by e.id limit %d".formatted(VALUES.get(kind), kind.table(), "e.binned_at is null and e.merged_into is null", Sight.sql(kind, "e", visible), MOST))
                .param("visible", visible.ids()).withFetchSize(5_000).query((ResultSet row) -> {
                    items.add(item(row, fields));
                });
        return items;
    }

    private static Item item(ResultSet row, List<String> fields) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.size(); i++) {
            var value = row.getString(i + 2);
            if (value != null && !value.isBlank()) {
                values.put(fields.get(i), value);
            }
        }
        return new Item(row.getString(1), values);
    }

    /** The likeliest first, of those whose two records the viewer sees. @throws NotFound for a kind that is not merged */
    @Transactional(readOnly = true)
    public List<Likeness> waiting(Kind kind, int limit, Viewer viewer) {
        record Row(UUID one, UUID other, int score, String reasons) {}
        if (!kind.merges()) {
            throw new NotFound("crm.merge", "%s are not merged.".formatted(kind.many()));
        }
        var visible = sight.of(viewer);
        var rows = jdbc.sql("select l.one, l.other, l.score, l.reasons::text as reasons from crm.likeness l where l.kind = :kind and not l.never and %s order by l.score desc, l.one, l.other limit :limit".formatted(alive(kind, visible)))
                .param("kind", kind.name()).param("visible", visible.ids()).param("limit", limit).query(Row.class).list();
        var titles = names.ofRecords(kind, rows.stream().flatMap(it -> java.util.stream.Stream.of(it.one, it.other)).distinct().toList(), viewer);
        return rows.stream().map(it -> new Likeness(it.one, it.other, titles.getOrDefault(it.one, "–"), titles.getOrDefault(it.other, "–"), it.score, List.of(json.readValue(it.reasons, String[].class)))).toList();
    }

    @Transactional(readOnly = true)
    public long count(Kind kind, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("select count(*) from crm.likeness l where l.kind = :kind and not l.never and " + alive(kind, visible)).param("kind", kind.name()).param("visible", visible.ids()).query(Long.class).single();
    }

    private static String alive(Kind kind, rapport.people.Visibility visible) {
        return "(select count(*) from %s e where e.id in (l.one, l.other) and e.binned_at is null and e.merged_into is null and %s) = 2".formatted(kind.table(), Sight.sql(kind, "e", visible));
    }

    /** When somebody last compared all of a kind that the viewer sees; null when nobody did. Of leads each sees their own. */
    @Transactional(readOnly = true)
    public @Nullable Instant searchedAt(Kind kind, Viewer viewer) {
        return jdbc.sql("select max(at) as at from crm.search where kind = :kind and (person = :me or kind <> 'LEAD')").param("kind", kind.name()).param("me", viewer.id().value())
                .query((row, _) -> Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant)).single().orElse(null);
    }

    /** Two and not one, for good. */
    public void never(Kind kind, UUID one, UUID other, Viewer viewer) {
        mustMerge(kind, viewer);
        records.read(kind, one, viewer);
        records.read(kind, other, viewer);
        var swapped = one.toString().compareTo(other.toString()) > 0;
        jdbc.sql("""
                        insert into crm.likeness (kind, one, other, score, reasons, found_at, never, decided_by) values (:kind, :one, :other, 0, '[]', :now, true, :me)
                            on conflict (workspace, one, other) do update set never = true, decided_by = :me""")
                .param("kind", kind.name()).param("one", swapped ? other : one).param("other", swapped ? one : other).param("now", Utc.of(clock.instant())).param("me", viewer.id().value()).update();
        audit.record("crm.%s.never-one".formatted(kind.word()), one.toString(), Map.of("other", other.toString()), viewer);
    }

    private static void mustMerge(Kind kind, Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Duplicates are decided by reps, managers and administrators.");
        }
        if (!kind.merges()) {
            throw new Refused("crm.merge", "%s are not merged.".formatted(kind.many()));
        }
    }
}
