package rapport.crm.duplicates;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Kept;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Sight;
import rapport.crm.record.Upward;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.Visibility;

/** Makes two records one and takes them apart again: what the merge did is undone, what happened since stays where it happened. */
@Service
@Transactional
public class Merges {

    /** @param undoneAt null while they are one */
    public record Merge(MergeId id, Kind kind, UUID winner, UUID loser, UUID mergedBy, Instant mergedAt, @Nullable Instant undoneAt) {}

    private final Records records;
    private final Sight sight;
    private final Fields fields;
    private final Upward upward;
    private final Links links;
    private final Kept kept;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Merges(Records records, Sight sight, Fields fields, Upward upward, Links links, Kept kept, Audit audit, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.sight = sight;
        this.fields = fields;
        this.upward = upward;
        this.links = links;
        this.kept = kept;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Newest first, at most a hundred, of those whose records the viewer sees. */
    @Transactional(readOnly = true)
    public List<Merge> newest(Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("select id, kind, winner, loser, merged_by, merged_at, undone_at from crm.merge m where %s order by merged_at desc, id desc limit 100".formatted(seen(visible))).param("visible", visible.ids()).query(Merge.class).list();
    }

    /** Those a record is made of now. */
    @Transactional(readOnly = true)
    public List<Merge> into(Kind kind, UUID winner, Viewer viewer) {
        records.readAny(kind, winner, viewer);
        return jdbc.sql("select id, kind, winner, loser, merged_by, merged_at, undone_at from crm.merge where winner = :winner and undone_at is null order by merged_at desc, id").param("winner", winner).query(Merge.class).list();
    }

    /** Whoever sees what they became, also in the bin and when that became another. */
    private static String seen(Visibility visible) {
        return Stream.of(Kind.values()).filter(Kind::merges).map(it -> "m.kind = '%s' and exists (select from %s e where e.id = m.winner and %s)".formatted(it.name(), it.table(), Sight.sql(it, "e", visible)))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The fields the loser would fill in: what the winner does not know. */
    @Transactional(readOnly = true)
    public List<String> suggested(CrmRecord winner, CrmRecord loser) {
        return fields.of(winner.kind()).written().stream().filter(it -> !it.type().isMany() && winner.get(it.column()) == null && loser.get(it.column()) != null).map(Field::name).toList();
    }

    /**
     * @param taken names of the fields whose value is the loser's from now on; lists are always put together, and the loser's e-mail address is never lost
     * @return the winner as it is now
     */
    public MergeId merge(Kind kind, UUID winner, UUID loser, Collection<String> taken, Viewer viewer) {
        if (!kind.merges() || winner.equals(loser)) {
            throw new Refused("crm.merge", winner.equals(loser) ? "These are one record already." : "%s are not merged.".formatted(kind.many()));
        }
        var first = winner.compareTo(loser) < 0; // two who merge at once lock in the same order
        var one = records.locked(kind, first ? winner : loser, viewer);
        var other = records.locked(kind, first ? loser : winner, viewer);
        maySell(viewer);
        var id = Ids.next(clock, MergeId::new);
        var changes = changes(first ? one : other, first ? other : one, taken);
        if (!changes.isEmpty()) {
            records.step(first ? one : other, changes, id.value(), viewer);
        }
        var moved = links.move(kind, loser, winner, id.value(), clock.instant(), viewer);
        mustNotCircle(kind, winner, viewer);
        records.step(first ? other : one, Map.of("merged_into", winner.toString()), id.value(), viewer);
        jdbc.sql("insert into crm.merge (id, kind, winner, loser, merged_by, merged_at) values (:id, :kind, :winner, :loser, :by, :now)").param("id", id.value()).param("kind", kind.name())
                .param("winner", winner).param("loser", loser).param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        audit.record("crm.%s.merged".formatted(kind.word()), winner.toString(), Map.of("merge", id.toString(), "loser", loser.toString(), "fields", changes.keySet().toString(), "links", moved), viewer);
        return id;
    }

    /** What stood between the two stands above and under the one they would become. */
    private void mustNotCircle(Kind kind, UUID winner, Viewer viewer) {
        if (kind == Kind.LEAD) {
            return; // nothing stands above a lead
        }
        records.locked(kind, winner, viewer).id(Upward.column(kind)).filter(it -> upward.closes(kind, winner, it, viewer)).ifPresent(_ -> {
            throw new Refused("crm.circle", "One of the two stands above the other, with others between them. Change “%s” first, then merge.".formatted(kind == Kind.ACCOUNT ? "Belongs to" : "Reports to"));
        });
    }

    private Map<String, @Nullable Object> changes(CrmRecord winner, CrmRecord loser, Collection<String> taken) {
        var fieldset = fields.of(winner.kind());
        var changes = new LinkedHashMap<String, @Nullable Object>();
        for (var name : taken) {
            var field = fieldset.get(name);
            if (field.isWritten() && !field.type().isMany() && !Objects.equals(winner.get(field.column()), loser.get(field.column()))) {
                changes.put(field.column(), loser.get(field.column()));
            }
        }
        if (winner.id().toString().equals(changes.get("parent")) || winner.id().toString().equals(changes.get("reports_to"))) {
            changes.remove("parent");
            changes.remove("reports_to");
        }
        for (var field : fieldset.written()) {
            if (field.type().isMany()) {
                var all = new LinkedHashSet<>(winner.list(field.column()));
                all.addAll(loser.list(field.column()));
                if (field.column().equals("other_emails")) {
                    alsoKnownAs(winner, loser, changes).forEach(all::add);
                }
                if (all.size() > winner.list(field.column()).size()) {
                    changes.put(field.column(), List.copyOf(all));
                }
            }
        }
        return changes;
    }

    /** Whichever of the two addresses is not the main one. */
    private static List<String> alsoKnownAs(CrmRecord winner, CrmRecord loser, Map<String, @Nullable Object> changes) {
        var main = changes.containsKey("email") ? changes.get("email") : winner.get("email");
        var others = new ArrayList<String>();
        for (var address : new Object[] {winner.get("email"), loser.get("email")}) {
            if (address != null && !address.equals(main)) {
                others.add(address.toString());
            }
        }
        return others;
    }

    /** @throws Refused when the winner itself became another since: that merge is taken apart first */
    public void unmerge(MergeId id, Viewer viewer) {
        var visible = sight.of(viewer);
        var merge = jdbc.sql("select id, kind, winner, loser, merged_by, merged_at, undone_at from crm.merge m where id = :id and %s for update".formatted(seen(visible))).param("id", id.value()).param("visible", visible.ids())
                .query(Merge.class).optional().orElseThrow(() -> unknown(id));
        maySell(viewer);
        if (merge.undoneAt != null) {
            throw new Refused("crm.unmerged", "They were taken apart already.");
        }
        var winner = records.lockedAny(merge.kind, merge.winner, viewer);
        if (winner.mergedInto().isPresent()) {
            throw new Refused("crm.merged-further", "What they became was itself merged later. Take that merge apart first; then this one.");
        }
        var undo = Ids.next(clock, it -> it);
        restoreFields(merge, winner, undo, viewer);
        links.moveBack(merge.kind, merge.winner, merge.loser, id.value(), undo, clock.instant(), viewer);
        var apart = new LinkedHashMap<String, @Nullable Object>();
        apart.put("merged_into", null);
        records.takeBack(merge.kind, merge.loser, apart, undo, viewer);
        jdbc.sql("update crm.merge set undone_by = :by, undone_at = :now where id = :id").param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).param("id", id.value()).update();
        audit.record("crm.%s.unmerged".formatted(merge.kind.word()), merge.winner.toString(), Map.of("merge", id.toString(), "loser", merge.loser.toString()), viewer);
    }

    private record Row(String field, @Nullable String before, @Nullable String after, long position, boolean since) {}

    /** The winner's fields the merge changed and nobody has changed since; of lists what the merge added, whatever else they hold by now. */
    private void restoreFields(Merge merge, CrmRecord winner, UUID undo, Viewer viewer) {
        var rows = jdbc.sql("""
                        select c.field, c.before, c.after, c.position,
                               exists (select from crm.change later where later.record = c.record and later.field = c.field and later.position > c.position) as since
                          from crm.change c where c.batch = :batch and c.record = :winner""")
                .param("batch", merge.id.value()).param("winner", merge.winner).query(Row.class).list();
        var fieldset = fields.of(merge.kind);
        var back = new LinkedHashMap<String, @Nullable Object>();
        for (var row : rows) {
            if (fieldset.ofColumn(row.field).filter(it -> it.type().isMany()).isPresent()) {
                back.put(row.field, without(winner, row, fieldset));
            } else if (!row.since) {
                back.put(row.field, kept.value(fieldset, row.field, before(merge.winner, row.field, row.position)));
            }
        }
        if (!back.isEmpty()) {
            records.takeBack(merge.kind, winner.id(), back, undo, viewer);
        }
    }

    /** What the merge added goes, unless somebody has added it again since. */
    private List<String> without(CrmRecord winner, Row row, rapport.crm.record.Fieldset fieldset) {
        var added = words(fieldset, row.field, row.after);
        added.removeAll(words(fieldset, row.field, row.before));
        jdbc.sql("select before, after from crm.change where record = :record and field = :field and position > :position").param("record", winner.id()).param("field", row.field).param("position", row.position)
                .query((later, _) -> {
                    var again = words(fieldset, row.field, later.getString("after"));
                    again.removeAll(words(fieldset, row.field, later.getString("before")));
                    return again;
                }).list().forEach(added::removeAll);
        return winner.list(row.field).stream().filter(it -> !added.contains(it)).toList();
    }

    @SuppressWarnings("unchecked")
    private List<String> words(rapport.crm.record.Fieldset fieldset, String column, @Nullable String text) {
        return new ArrayList<>((List<String>) Objects.requireNonNull(kept.value(fieldset, column, text)));
    }

    /** What stood there before, had the merges that were taken apart since never been: their changes are looked through. */
    private @Nullable String before(UUID record, String field, long position) {
        record Step(@Nullable String before, @Nullable String after, boolean undone) {}
        var rows = jdbc.sql("""
                        select c.before, c.after, exists (select from crm.merge m where m.id = c.batch and m.undone_at is not null) as undone
                          from crm.change c where c.record = :record and c.field = :field and c.position <= :position order by c.position desc limit 100""")
                .param("record", record).param("field", field).param("position", position).query(Step.class).list();
        var value = rows.getFirst().before;
        for (var row : rows.subList(1, rows.size())) {
            if (!row.undone || !Objects.equals(row.after, value)) {
                return value;
            }
            value = row.before;
        }
        return value;
    }

    private static NotFound unknown(MergeId id) {
        return new NotFound("crm.merge-not-found", "There is no merge " + id);
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Records are merged by reps, managers and administrators.");
        }
    }
}
