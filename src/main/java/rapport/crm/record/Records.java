package rapport.crm.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way to write a record by hand. Each write checks permission, fields and the kind's rules, merges with what others changed
 * meanwhile field by field, and leaves its history, all in one transaction.
 */
@Service
@Transactional
public class Records {

    private final Fields fields;
    private final Reading reading;
    private final Sight sight;
    private final Map<Kind, Rules> rules;
    private final History history;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectReader states;
    private final ObjectProvider<Barred> barred;
    private final Clock clock;

    Records(Fields fields, Reading reading, Sight sight, List<Rules> rules, ObjectProvider<Barred> barred, History history, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.fields = fields;
        this.reading = reading;
        this.sight = sight;
        this.rules = rules.stream().collect(Collectors.toMap(Rules::kind, it -> it));
        this.barred = barred;
        this.history = history;
        this.jdbc = jdbc;
        this.json = json;
        this.states = json.readerFor(new TypeReference<LinkedHashMap<String, Object>>() {}).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.clock = clock;
    }

    /** @throws NotFound also when the viewer may not see it, when it lies in the bin and when it became another */
    @Transactional(readOnly = true)
    public CrmRecord read(Kind kind, UUID id, Viewer viewer) {
        return find(kind, id, false, viewer).filter(it -> !it.isBinned() && it.mergedInto().isEmpty()).orElseThrow(() -> unknown(kind, id));
    }

    /** Also what lies in the bin or became another. */
    @Transactional(readOnly = true)
    public CrmRecord readAny(Kind kind, UUID id, Viewer viewer) {
        return find(kind, id, false, viewer).orElseThrow(() -> unknown(kind, id));
    }

    public CrmRecord add(Kind kind, Edits edits, Viewer viewer) {
        return add(kind, Ids.next(clock, it -> it), edits, viewer);
    }

    /** With an id the writer has chosen; a second attempt with the same one finds the first. */
    public CrmRecord add(Kind kind, UUID id, Edits edits, Viewer viewer) {
        maySell(viewer);
        var fieldset = fields.of(kind);
        var changes = reading.read(writable(fieldset, edits.values()), edits.values(), null, region(edits, null), viewer);
        fieldset.written().stream().filter(it -> it.required() && changes.get(it.column()) == null && it.type() != Type.STAGE)
                .findFirst().ifPresent(it -> {
                    throw new Unfit(it.name(), "This is needed");
                });
        changes.values().removeIf(Objects::isNull);
        rules.get(kind).settle(null, changes, viewer);
        changes.values().removeIf(Objects::isNull);
        mustNotBeBarred(kind, changes);
        var added = insert(kind, id, changes);
        history.born(kind.history(), id, json.writeValueAsString(kept(added)), viewer);
        rules.get(kind).written(null, added, viewer);
        return added;
    }

    /** Whoever asked to be forgotten stays so. */
    private void mustNotBeBarred(Kind kind, Map<String, @Nullable Object> changes) {
        if (kind != Kind.CONTACT && kind != Kind.LEAD) {
            return;
        }
        var emails = new LinkedHashMap<String, String>(); // the field each stands in
        if (changes.get("email") instanceof String email) {
            emails.put(email, "email");
        }
        if (changes.get("other_emails") instanceof List<?> others) {
            others.forEach(it -> emails.putIfAbsent(it.toString().toLowerCase(Locale.ROOT), "otherEmails"));
        }
        barred.forEach(it -> it.why(emails.keySet()).entrySet().stream().findFirst().ifPresent(why -> {
            throw new Unfit(emails.getOrDefault(why.getKey(), "email"), why.getValue());
        }));
    }

    public Saved change(Kind kind, UUID id, Edits edits, Viewer viewer) {
        return change(kind, id, edits, null, viewer);
    }

    /** @param batch what it is part of, when many are changed at once */
    Saved change(Kind kind, UUID id, Edits edits, @Nullable UUID batch, Viewer viewer) {
        var before = locked(kind, id, viewer);
        maySell(viewer);
        var wanted = reading.read(writable(fields.of(kind), edits.values()), edits.values(), before, region(edits, before), viewer);
        var changes = canonical(kind, wanted);
        changes.entrySet().removeIf(it -> Objects.equals(History.text(it.getValue()), History.text(before.get(it.getKey()))));
        mustNotBeBarred(kind, changes);
        var clashes = clashes(before, changes, edits);
        if (!clashes.isEmpty()) {
            return new Saved.Clashing(before, clashes);
        }
        return new Saved.Done(apply(before, changes, batch, viewer));
    }

    /** A step of the kind's own, such as closing: changes that were decided elsewhere, by column. The caller has checked who may. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY)
    public CrmRecord step(CrmRecord before, Map<String, @Nullable Object> decided, @Nullable UUID batch, Viewer viewer) {
        var changes = canonical(before.kind(), decided);
        changes.entrySet().removeIf(it -> Objects.equals(History.text(it.getValue()), History.text(before.get(it.getKey()))));
        return apply(before, changes, batch, viewer);
    }

    /** Puts values back as they were; the rules that led there do not ask again. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY)
    public void takeBack(Kind kind, UUID id, Map<String, @Nullable Object> values, UUID batch, Viewer viewer) {
        var before = find(kind, id, true, viewer).orElseThrow(() -> unknown(kind, id));
        var after = write(before, values, batch, viewer);
        rules.get(kind).written(before, after, viewer);
    }

    /** For a step: nobody else changes it until the transaction ends. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY)
    public CrmRecord locked(Kind kind, UUID id, Viewer viewer) {
        return find(kind, id, true, viewer).filter(it -> !it.isBinned() && it.mergedInto().isEmpty()).orElseThrow(() -> unknown(kind, id));
    }

    /** The same, also when it lies in the bin or became another. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY)
    public CrmRecord lockedAny(Kind kind, UUID id, Viewer viewer) {
        return find(kind, id, true, viewer).orElseThrow(() -> unknown(kind, id));
    }

    /** Into the bin, where it stays for 90 days with all its links. */
    public void bin(Kind kind, UUID id, Viewer viewer) {
        var before = locked(kind, id, viewer);
        maySell(viewer);
        write(before, Map.of("binned_at", clock.instant().toString()), null, viewer);
    }

    public CrmRecord restore(Kind kind, UUID id, Viewer viewer) {
        var before = find(kind, id, true, viewer).filter(it -> it.mergedInto().isEmpty()).orElseThrow(() -> unknown(kind, id));
        maySell(viewer);
        var back = new LinkedHashMap<String, @Nullable Object>();
        back.put("binned_at", null);
        return before.isBinned() ? write(before, back, null, viewer) : before;
    }

    private CrmRecord apply(CrmRecord before, Map<String, @Nullable Object> changes, @Nullable UUID batch, Viewer viewer) {
        if (changes.isEmpty()) {
            return before;
        }
        rules.get(before.kind()).settle(before, changes, viewer);
        var after = write(before, changes, batch, viewer);
        rules.get(before.kind()).written(before, after, viewer);
        return after;
    }

    private CrmRecord write(CrmRecord before, Map<String, @Nullable Object> changes, @Nullable UUID batch, Viewer viewer) {
        var after = update(before, changes);
        var differences = new ArrayList<History.Difference>();
        after.values().forEach((column, value) -> {
            if (!Objects.equals(History.text(value), History.text(before.get(column))) && isTold(before.kind(), column)) {
                differences.add(new History.Difference(column, History.text(before.get(column)), History.text(value)));
            }
        });
        before.values().forEach((column, value) -> {
            if (value != null && !after.values().containsKey(column)) {
                differences.add(new History.Difference(column, History.text(value), null));
            }
        });
        history.changed(before.kind().history(), before.id(), after.version(), differences, batch, viewer);
        return after;
    }

    private static final java.util.Set<String> UNTOLD = java.util.Set.of("version", "updated_at", "created_at");

    /** A name that follows from first and last name is no news of its own. */
    private static boolean isTold(Kind kind, String column) {
        return !UNTOLD.contains(column) && !(column.equals("name") && (kind == Kind.CONTACT || kind == Kind.LEAD));
    }

    /** Fields that people write; those a step writes are refused with its name. */
    private static Fieldset writable(Fieldset all, Map<String, List<String>> values) {
        values.keySet().stream().map(all::get).filter(it -> !it.isWritten()).findFirst().ifPresent(it -> {
            throw new Unfit(it.name(), switch (it.way()) {
                case STEP -> "This follows from a step: move, close, accept or return";
                default -> "Rapport keeps this itself";
            });
        });
        return all;
    }

    /** What somebody else changed since the basis and this writer wants different: neither of the two is lost. */
    private List<Saved.Clash> clashes(CrmRecord before, Map<String, @Nullable Object> changes, Edits edits) {
        if (edits.basis() == null || edits.basis() >= before.version()) {
            return List.of();
        }
        var theirs = history.since(before.kind().history(), before.id(), edits.basis());
        var fieldset = fields.of(before.kind());
        var clashes = new ArrayList<Saved.Clash>();
        theirs.forEach((column, first) -> {
            if (!changes.containsKey(column)) {
                return;
            }
            var mine = History.text(changes.get(column));
            var field = fieldset.ofColumn(column);
            if (Objects.equals(mine, first.before())) {
                changes.remove(column); // left as it was: theirs stays
            } else if (field.isPresent() && !edits.decided().contains(field.get().name())) {
                clashes.add(new Saved.Clash(field.get(), mine, History.text(before.get(column)), first.who(), first.at()));
            }
        });
        return clashes;
    }

    private Optional<CrmRecord> find(Kind kind, UUID id, boolean lock, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("select e.version, crm.flat(to_jsonb(e) - '{id,workspace,search,version}'::text[])::text as state from %s e where e.id = :id and %s%s"
                        .formatted(kind.table(), Sight.sql(kind, "e", visible), lock ? " for update of e" : ""))
                .param("id", id).param("visible", visible.ids())
                .query((row, _) -> new CrmRecord(kind, id, row.getInt("version"), state(row.getString("state"))))
                .optional();
    }

    private CrmRecord insert(Kind kind, UUID id, Map<String, @Nullable Object> changes) {
        var now = clock.instant().toString();
        var row = new LinkedHashMap<>(nested(changes));
        row.put("created_at", now);
        row.put("updated_at", now);
        var columns = String.join(", ", row.keySet());
        return jdbc.sql("""
                        insert into %1$s as e (id, version, %2$s) select :id, 0, %2$s from jsonb_populate_record(null::%1$s, :row::jsonb)
                        returning crm.flat(to_jsonb(e) - '{id,workspace,search,version}'::text[])::text as state""".formatted(kind.table(), columns))
                .param("id", id).param("row", json.writeValueAsString(row))
                .query((found, _) -> new CrmRecord(kind, id, 0, state(found.getString("state"))))
                .single();
    }

    private CrmRecord update(CrmRecord before, Map<String, @Nullable Object> changes) {
        var row = nested(changes);
        var sets = row.keySet().stream().map(it -> it.equals("custom") ? "custom = jsonb_strip_nulls(e.custom || r.custom)" : "%1$s = r.%1$s".formatted(it)).collect(Collectors.joining(", "));
        return jdbc.sql("""
                        update %1$s e set %2$s, version = e.version + 1, updated_at = :now
                          from jsonb_populate_record(null::%1$s, :row::jsonb) r where e.id = :id
                        returning e.version, crm.flat(to_jsonb(e) - '{id,workspace,search,version}'::text[])::text as state""".formatted(before.kind().table(), sets))
                .param("id", before.id()).param("row", json.writeValueAsString(row)).param("now", Utc.of(clock.instant()))
                .query((found, _) -> new CrmRecord(before.kind(), before.id(), found.getInt("version"), state(found.getString("state"))))
                .single();
    }

    /** The values as their columns would keep them: 84000 becomes 84000.00 where there are cents. */
    private Map<String, @Nullable Object> canonical(Kind kind, Map<String, @Nullable Object> values) {
        var row = nested(values);
        var text = jdbc.sql("select crm.flat(to_jsonb(r))::text from jsonb_populate_record(null::%s, :row::jsonb) r".formatted(kind.table()))
                .param("row", json.writeValueAsString(row)).query(String.class).single();
        var all = state(text);
        var kept = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((column, _) -> kept.put(column, all.get(column)));
        return kept;
    }

    private Map<String, @Nullable Object> state(String text) {
        try {
            return states.readValue(text);
        } catch (tools.jackson.core.JacksonException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }

    private static Map<String, @Nullable Object> nested(Map<String, @Nullable Object> flat) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        var custom = new LinkedHashMap<String, @Nullable Object>();
        flat.forEach((column, value) -> (column.startsWith("custom.") ? custom : row).put(column.startsWith("custom.") ? column.substring(7) : column, value));
        if (!custom.isEmpty()) {
            row.put("custom", custom);
        }
        return row;
    }

    private static Map<String, @Nullable Object> kept(CrmRecord it) {
        var state = new LinkedHashMap<String, @Nullable Object>();
        it.values().forEach((column, value) -> {
            if (value != null && !(value instanceof List<?> many && many.isEmpty()) && isTold(it.kind(), column)) {
                state.put(column, value);
            }
        });
        return state;
    }

    private static @Nullable String region(Edits edits, @Nullable CrmRecord before) {
        var written = edits.values().getOrDefault("country", List.of());
        var country = written.isEmpty() ? before == null ? null : before.text("country").orElse(null) : written.getFirst();
        return Phones.country(country).orElse(null);
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Records are changed by reps, managers and administrators.");
        }
    }

    private static NotFound unknown(Kind kind, UUID id) {
        return new NotFound("crm.%s-not-found".formatted(kind.word()), "There is no %s %s".formatted(kind.word(), id));
    }
}
