package rapport.crm.record;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Everything that happened to a record and around it, newest first. */
@Service
@Transactional
public class Timeline {

    public static final int PAGE = 20;

    /** What happened: a change of the record, or an activity about it. */
    public sealed interface Event {

        Instant at();

        /** Orders events of one moment. */
        UUID id();
    }

    /** @param fields column, before and after of each @param state of a birth, as JSON by column @param of the record that changed, which may be one of the account's opportunities */
    public record Changed(Instant at, UUID id, Kind kind, UUID of, UUID who, String through, List<Step> fields, @Nullable String state) implements Event {}

    public record Step(String column, @Nullable String before, @Nullable String after) {}

    public record Happened(Instant at, UUID id, String sort, String name, @Nullable String description, @Nullable String outcome, @Nullable UUID who, @Nullable Integer minutes,
            @Nullable UUID contact, @Nullable UUID opportunity, boolean done) implements Event {}

    /** Which events: all, activities, changes, or those of stage and value. */
    public enum Only { EVERYTHING, ACTIVITIES, CHANGES, STAGES }

    /** @param next moment to go on from; null at the end */
    public record Page(List<Event> events, @Nullable String next, @Nullable Instant lastLooked) {}

    /** @param until when it was replaced */
    public record Former(String value, Instant until) {}

    private final Records records;
    private final Sight sight;
    private final JdbcClient jdbc;
    private final Clock clock;

    Timeline(Records records, Sight sight, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.sight = sight;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param before events older than this; null for the newest @param since only younger ones */
    @Transactional(readOnly = true)
    public Page page(Kind kind, UUID id, Only only, @Nullable Instant before, @Nullable Instant since, Viewer viewer) {
        records.readAny(kind, id, viewer);
        var events = new ArrayList<Event>();
        if (only != Only.CHANGES && only != Only.STAGES) {
            events.addAll(activities(kind, id, before, since, viewer));
        }
        if (only != Only.ACTIVITIES) {
            events.addAll(changes(kind, id, only, before, since, viewer));
        }
        events.sort(Comparator.comparing(Event::at).thenComparing(Event::id).reversed());
        var end = Math.min(PAGE, events.size());
        while (end > 0 && end < events.size() && events.get(end).at().equals(events.get(end - 1).at())) {
            end++; // a moment is never split between two pages
        }
        var shown = List.copyOf(events.subList(0, end));
        return new Page(shown, events.size() > end ? shown.getLast().at().toString() : null, looked(id, viewer));
    }

    /** From now on what is older has been seen. */
    public void look(Kind kind, UUID id, Viewer viewer) {
        records.readAny(kind, id, viewer);
        jdbc.sql("insert into crm.look (person, record, at) values (:me, :record, :now) on conflict (workspace, person, record) do update set at = excluded.at")
                .param("me", viewer.id().value()).param("record", id).param("now", Utc.of(clock.instant())).update();
    }

    private @Nullable Instant looked(UUID id, Viewer viewer) {
        return jdbc.sql("select at from crm.look where person = :me and record = :record").param("me", viewer.id().value()).param("record", id)
                .query((row, _) -> row.getTimestamp("at").toInstant()).optional().orElse(null);
    }

    private List<Happened> activities(Kind kind, UUID id, @Nullable Instant before, @Nullable Instant since, Viewer viewer) {
        var visible = sight.of(viewer);
        var about = switch (kind) {
            case ACCOUNT -> "(a.account = :id or a.contact in (select c.id from crm.contact c where c.account = :id) or a.opportunity in (select o.id from crm.opportunity o where o.account = :id))";
            case CONTACT -> "a.contact = :id";
            case OPPORTUNITY -> "a.opportunity = :id";
            case LEAD -> "a.lead = :id";
            case PRODUCT, ACTIVITY -> "false";
        };
        return jdbc.sql("""
                        select a.id, a.sort, a.name, a.description, a.outcome, a.owner, a.minutes, a.contact, a.opportunity, a.done_at is not null as done, coalesce(a.happens_at, a.done_at, a.created_at) as at
                          from crm.activity a where %s and %s and %s%s%s order by coalesce(a.happens_at, a.done_at, a.created_at) desc, a.id desc limit %d""".formatted(about, Sight.alive(Kind.ACTIVITY, "a"),
                        Sight.sql(Kind.ACTIVITY, "a", visible), before == null ? "" : " and coalesce(a.happens_at, a.done_at, a.created_at) < :before",
                        since == null ? "" : " and coalesce(a.happens_at, a.done_at, a.created_at) > :since", PAGE + 1))
                .param("id", id).param("visible", visible.ids()).param("before", before == null ? null : Utc.of(before)).param("since", since == null ? null : Utc.of(since))
                .query((row, _) -> new Happened(row.getTimestamp("at").toInstant(), row.getObject("id", UUID.class), row.getString("sort"), row.getString("name"), row.getString("description"),
                        row.getString("outcome"), row.getObject("owner", UUID.class), row.getObject("minutes", Integer.class), row.getObject("contact", UUID.class),
                        row.getObject("opportunity", UUID.class), row.getBoolean("done"))).list();
    }

    /** What was changed at one moment by one person is one event. On an account also what happens to its opportunities. */
    private List<Changed> changes(Kind kind, UUID id, Only only, @Nullable Instant before, @Nullable Instant since, Viewer viewer) {
        record Row(String kind, UUID record, UUID who, Instant at, String through, UUID id, String[] fields, String[] befores, String[] afters, @Nullable String state) {}
        var visible = sight.of(viewer);
        var whose = kind == Kind.ACCOUNT
                ? "(c.record = :id or c.record in (select o.id from crm.opportunity o where o.account = :id and o.binned_at is null and %s))".formatted(visible.sql("o.owner"))
                : "c.record = :id";
        return jdbc.sql("""
                        select c.kind, c.record, c.who, c.at, c.through, (array_agg(c.id order by c.position))[1] as id, array_agg(c.field order by c.position) as fields,
                               array_agg(c.before order by c.position) as befores, array_agg(c.after order by c.position) as afters, max(c.state::text) as state
                          from crm.change c where %s%s%s%s group by c.kind, c.record, c.who, c.at, c.through order by c.at desc, id desc limit %d""".formatted(whose,
                        only == Only.STAGES ? " and c.field in ('stage', 'outcome', 'amount', 'id')" : "", before == null ? "" : " and c.at < :before", since == null ? "" : " and c.at > :since", PAGE + 1))
                .param("id", id).param("visible", visible.ids()).param("before", before == null ? null : Utc.of(before)).param("since", since == null ? null : Utc.of(since))
                .query((row, _) -> new Row(row.getString("kind"), row.getObject("record", UUID.class), row.getObject("who", UUID.class), row.getTimestamp("at").toInstant(), row.getString("through"),
                        row.getObject("id", UUID.class), (String[]) row.getArray("fields").getArray(), (String[]) row.getArray("befores").getArray(), (String[]) row.getArray("afters").getArray(), row.getString("state")))
                .list().stream().map(it -> {
                    var steps = new ArrayList<Step>();
                    for (var i = 0; i < it.fields.length; i++) {
                        steps.add(new Step(it.fields[i], it.befores[i], it.afters[i]));
                    }
                    return new Changed(it.at, it.id, Kind.valueOf(it.kind.toUpperCase(java.util.Locale.ROOT)), it.record, it.who, it.through, steps, it.state);
                }).toList();
    }

    /** What stood in a field before, the last first; at most ten. */
    @Transactional(readOnly = true)
    public List<Former> former(Kind kind, UUID record, String column, Viewer viewer) {
        records.readAny(kind, record, viewer);
        return jdbc.sql("select before as value, at as until from crm.change where kind = :kind and record = :record and field = :field and before is not null order by position desc limit 10")
                .param("kind", kind.word()).param("record", record).param("field", column).query(Former.class).list();
    }
}
