package rapport.prospecting.routes;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.Records;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.people.ReportingLine;
import rapport.prospecting.JobFunction;

/**
 * Ways to somebody the direct one does not lead to, and which of them get there.
 *
 * <p>Source: practice 6, around the buyer: product management, operations, marketing.
 */
@Service
@Transactional
public class WaysAround {

    private static final int MOST = 8;
    private static final int COLLEAGUES = 200;
    private static final int WAYS = 6; // of contact there are to refuse

    /** @param attempts so far, by everybody here */
    public record Way(UUID contact, String name, String title, JobFunction function, int attempts) {}

    /** Of people tried one way. @param way DIRECT, or a {@link JobFunction}'s name @param reached talked with, or met @param interval null where nobody was tried */
    public record Reach(String way, int tried, int reached, @Nullable Wilson interval) {}

    private final Records records;
    private final RecordList lists;
    private final ReportingLine line;
    private final JdbcClient jdbc;
    private final Clock clock;

    WaysAround(Records records, RecordList lists, ReportingLine line, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.lists = lists;
        this.line = line;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** People at the same company whom nobody is asking already: of each function whoever was tried least, product, operations and marketing first. At most eight. */
    @Transactional(readOnly = true)
    public List<Way> around(UUID contact, Viewer viewer) {
        var account = records.read(Kind.CONTACT, contact, viewer).id("account");
        if (account.isEmpty()) {
            return List.of();
        }
        var filter = Filter.read("account==%s".formatted(account.get()));
        var found = lists.page(new ListQuery(Kind.CONTACT, filter, null, new ListQuery.Sort("createdAt", false), List.of("title", "function", "refused"), null, COLLEAGUES), viewer).items().stream().filter(it -> !it.id().equals(contact)).toList();
        var asked = Set.copyOf(jdbc.sql("select via from prospecting.introduction where contact = :contact and state not in ('DECLINED', 'THANKED')").param("contact", contact).query(UUID.class).list());
        var attempts = attempts(found.stream().map(RecordList.Row::id).toList());
        var ways = found.stream().filter(it -> !asked.contains(it.id()) && !refusesEverything(it)).map(it -> way(it, attempts)).sorted(Comparator.comparingInt(Way::attempts).thenComparing(it -> it.function.ordinal()).thenComparing(Way::name)).toList();
        return leastOfEach(ways);
    }

    private Map<UUID, Integer> attempts(List<UUID> contacts) {
        record Tried(UUID contact, int attempts) {}
        return jdbc.sql("select contact, calls + emails + social + faxes + letters + gifts + introductions + others as attempts from prospecting.prospect where contact = any(:contacts)").param("contacts", contacts.toArray(UUID[]::new)).query(Tried.class).stream().collect(Collectors.toMap(Tried::contact, Tried::attempts));
    }

    private static boolean refusesEverything(RecordList.Row it) {
        return it.values().get("refused") instanceof List<?> refused && refused.size() >= WAYS;
    }

    private static Way way(RecordList.Row it, Map<UUID, Integer> attempts) {
        var title = Objects.toString(it.values().get("title"), "");
        return new Way(it.id(), it.title(), title, JobFunction.of((String) it.values().get("function"), title), attempts.getOrDefault(it.id(), 0));
    }

    /** One of each function before anybody's second. */
    private static List<Way> leastOfEach(List<Way> ways) {
        var seen = EnumSet.noneOf(JobFunction.class);
        var first = ways.stream().filter(it -> seen.add(it.function)).sorted(Comparator.comparing(Way::function)).toList();
        var all = new ArrayList<>(first);
        ways.stream().filter(it -> !first.contains(it)).forEach(all::add);
        return all.stream().limit(MOST).toList();
    }

    /** Calls are in vain: it is shown to everybody, and the ways around are offered. */
    public void setHard(UUID contact, boolean hard, Viewer viewer) {
        records.read(Kind.CONTACT, contact, viewer);
        viewer.mustChange();
        jdbc.sql("insert into prospecting.prospect (contact, hard_since) values (:contact, :since) on conflict (workspace, contact) do update set hard_since = excluded.hard_since").param("contact", contact).param("since", hard ? Utc.of(clock.instant()) : null).update();
    }

    @Transactional(readOnly = true)
    public boolean isHard(UUID contact, Viewer viewer) {
        records.read(Kind.CONTACT, contact, viewer);
        return jdbc.sql("select exists (select from prospecting.prospect where contact = :contact and hard_since is not null)").param("contact", contact).query(Boolean.class).single();
    }

    /** How many of those tried directly were talked with, and how many of those somebody was asked for were met; by the viewer and everybody who answers to them. Wilson intervals of 80 %. */
    @Transactional(readOnly = true)
    public List<Reach> reach(Viewer viewer) {
        var visible = line.of(viewer);
        var direct = jdbc.sql("""
                        select count(*)::int as tried, count(*) filter (where reached)::int as reached
                          from (select a.contact, bool_or(a.outcome in ('CONNECTED', 'CALL_BACK', 'INTRODUCED') or a.outcome = 'REPLIED' and a.kind = 'EMAIL') as reached
                                  from prospecting.attempt a where a.kind in ('CALL', 'EMAIL') and a.of is null and not exists (select from prospecting.attempt u where u.of = a.id) and %s group by a.contact) tried""".formatted(visible.sql("a.person")))
                .param("visible", visible.ids()).query((row, _) -> reach("DIRECT", row.getInt(1), row.getInt(2))).single();
        var around = jdbc.sql("""
                        select function, count(distinct contact)::int as tried, count(distinct contact) filter (where state in ('MET', 'THANKED'))::int as reached
                          from prospecting.introduction i where state <> 'PROPOSED' and %s group by function""".formatted(visible.sql("i.asked_by")))
                .param("visible", visible.ids()).query((row, _) -> reach(row.getString(1), row.getInt(2), row.getInt(3))).stream().collect(Collectors.toMap(Reach::way, Function.identity()));
        var all = new ArrayList<>(List.of(direct));
        for (var it : JobFunction.values()) {
            if (around.containsKey(it.name())) {
                all.add(around.get(it.name()));
            }
        }
        return all;
    }

    private static Reach reach(String way, int tried, int reached) {
        return new Reach(way, tried, reached, tried == 0 ? null : Wilson.of80(reached, tried));
    }
}
