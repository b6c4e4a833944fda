package rapport.crm;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.web.Cursor;

/** Accounts and what they are offered. Names are open to all members; figures only over opportunities the viewer sees. */
@Service
@Transactional
public class Accounts {

    public static final History.Kind ACCOUNT = new History.Kind("crm", "account");

    /** @param open opportunities the viewer sees @param won the same, won */
    public record Row(UUID id, String name, @Nullable String sector, @Nullable String country, @Nullable Integer employees, @Nullable String parent, long open, long won) {}

    /** @param next name and id of the last one, or null */
    public record Page(List<Row> items, @Nullable String next, long total, boolean totalIsExact) {}

    public record ProductRow(UUID id, String name, @Nullable String series, @Nullable BigDecimal listPrice, @Nullable String currency) {}

    private static final int COUNTED = 10_000;

    private final AccountRecords accounts;
    private final ReportingLine line;
    private final History history;
    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(AccountRecords accounts, ReportingLine line, History history, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts;
        this.line = line;
        this.history = history;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By name. @param find part of a name, or null @param after as {@link Page#next} gave it */
    @Transactional(readOnly = true)
    public Page page(@Nullable String find, @Nullable String after, int limit, Viewer viewer) {
        var visible = line.of(viewer);
        var cursor = Cursor.NameAndId.read(after);
        var pattern = find == null || find.isBlank() ? "%" : "%" + find.strip().replaceAll("([%_\\\\])", "\\\\$1") + "%";
        var rows = jdbc.sql("""
                        select a.id, a.name, a.sector, a.country, a.employees, p.name as parent,
                               count(o.id) filter (where o.stage in ('PROSPECTING', 'ENGAGING')) as open,
                               count(o.id) filter (where o.stage = 'WON') as won
                          from (select * from crm.account
                                 where (name, id) > (:name, :id) and name ilike :pattern order by name, id limit :limit) a
                          left join crm.account p on p.workspace = a.workspace and p.id = a.parent
                          left join crm.opportunity o on o.workspace = a.workspace and o.account = a.id and %s
                         group by a.id, a.name, a.sector, a.country, a.employees, p.name
                         order by a.name, a.id""".formatted(visible.sql("o.owner")))
                .param("visible", visible.ids())
                .param("name", cursor.name())
                .param("id", cursor.id())
                .param("pattern", pattern)
                .param("limit", limit + 1)
                .query(Row.class)
                .list();
        var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        var total = jdbc.sql("select count(*) from (select 1 from crm.account where name ilike :pattern limit %d) counted".formatted(COUNTED + 1))
                .param("pattern", pattern).query(Long.class).single();
        return new Page(List.copyOf(shown), rows.size() > limit ? Cursor.NameAndId.of(shown.getLast().name(), shown.getLast().id()) : null,
                Math.min(total, COUNTED), total <= COUNTED);
    }

    @Transactional(readOnly = true)
    public Account account(AccountId id, Viewer viewer) {
        return accounts.findById(id).orElseThrow(() -> new NotFound("crm.account-not-found", "There is no account " + id));
    }

    public Account add(String name, @Nullable String sector, @Nullable String country, Viewer viewer) {
        maySell(viewer);
        var added = accounts.save(Account.named(Ids.next(clock, AccountId::new), name, sector, country));
        history.changed(ACCOUNT, added.id(), null, added, viewer);
        return added;
    }

    public Account change(AccountId id, String name, @Nullable String sector, @Nullable String country, Viewer viewer) {
        maySell(viewer);
        var before = account(id, viewer);
        var after = accounts.save(before.with(name, sector, country));
        history.changed(ACCOUNT, id, before, after, viewer);
        return after;
    }

    /** Newest first, at most fifty. */
    @Transactional(readOnly = true)
    public List<History.Change> history(AccountId id, Viewer viewer) {
        return history.of(ACCOUNT, account(id, viewer).id(), 50);
    }

    /** Names in one query, open to every member. */
    @Transactional(readOnly = true)
    public Map<AccountId, String> namesOf(Collection<AccountId> ids, Viewer viewer) {
        record Named(AccountId id, String name) {}
        return jdbc.sql("select id, name from crm.account where id = any(:ids)")
                .param("ids", ids.stream().map(AccountId::value).toArray(UUID[]::new))
                .query(Named.class).stream()
                .collect(Collectors.toMap(Named::id, Named::name));
    }

    /** All by name, at most 1,000. */
    @Transactional(readOnly = true)
    public List<ProductRow> products(Viewer viewer) {
        return jdbc.sql("select id, name, series, list_price, currency from crm.product order by name, id limit 1000").query(ProductRow.class).list();
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Accounts are changed by reps, managers and administrators.");
        }
    }
}
