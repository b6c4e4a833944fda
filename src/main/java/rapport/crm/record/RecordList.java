package rapport.crm.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.Visibility;

/** Records a viewer sees, filtered and in order, a page at a time: found in an index first, names looked up for its rows alone. */
@Component
@Transactional(readOnly = true)
public class RecordList {

    private static final int COUNTED = 10_000;
    private static final List<Integer> LIMITS = List.of(1, 2, 5, 10, 20, 50, 100, 200);

    /** @param values by field name, as the driver gives them; references as their ids */
    public record Row(UUID id, int version, String title, Map<String, @Nullable Object> values) {}

    /** @param names of everything the rows refer to @param total exact up to 10,000 */
    public record Page(List<Row> items, Map<UUID, String> names, ListQuery.@Nullable Position next, long total, boolean totalIsExact) {}

    private final Fields fields;
    private final Names names;
    private final Sight sight;
    private final ObjectProvider<Counting> counting;
    private final JdbcClient jdbc;
    private final Clock clock;

    RecordList(Fields fields, Names names, Sight sight, ObjectProvider<Counting> counting, JdbcClient jdbc, Clock clock) {
        this.fields = fields;
        this.names = names;
        this.sight = sight;
        this.counting = counting;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Page page(ListQuery query, Viewer viewer) {
        var fieldset = fields.of(query.kind());
        var visible = sight.of(viewer);
        var columns = query.columns().stream().map(fieldset::get).filter(it -> it.way() != Field.Way.COUNTED).toList();
        var condition = condition(fieldset, query.kind(), viewer);
        var where = condition.sql(query.filter(), "e");
        var order = order(fieldset, query.sort());
        var sql = statement(query, columns, order, where, visible);
        var rows = bound(sql, query, condition, visible).param("after", query.after() == null ? null : query.after().value())
                .param("id", query.after() == null ? null : query.after().id())
                .query((row, _) -> row(row, columns)).list();
        var shown = rows.size() > query.limit() ? List.copyOf(rows.subList(0, query.limit())) : List.copyOf(rows);
        var total = query.after() == null && rows.size() <= query.limit() ? rows.size() : count(query, where, condition, visible, COUNTED);
        var next = rows.size() > query.limit() ? position(shown.getLast(), order, query) : null;
        return new Page(counted(shown, query, fieldset, viewer), names.of(references(shown, columns), viewer), next, Math.min(total, COUNTED), total <= COUNTED);
    }

    /** A condition for other questions over the same records, with its parameters. */
    public record Where(String sql, Map<String, Object> parameters) {}

    /** Rows named {@code alias} that are alive, seen by the viewer and wanted by the filter. */
    public Where where(Kind kind, Filter filter, @Nullable String find, String alias, Viewer viewer) {
        var visible = sight.of(viewer);
        var condition = condition(fields.of(kind), kind, viewer);
        var sql = condition.sql(filter, alias);
        var parameters = new LinkedHashMap<String, Object>(condition.parameters());
        parameters.put("visible", visible.ids());
        if (find != null) {
            parameters.put("find", pattern(find));
        }
        return new Where(Sight.alive(kind, alias) + " and " + Sight.sql(kind, alias, visible) + " and " + sql + (find == null ? "" : " and " + found(kind).replace("e.", alias + ".")), parameters);
    }

    private static String pattern(String find) {
        return "%" + Search.folded(find).replaceAll("([%_\\\\])", "\\\\$1") + "%";
    }

    /** How many there are, counted up to 10,000. */
    public long count(Kind kind, Filter filter, Viewer viewer) {
        var visible = sight.of(viewer);
        var condition = condition(fields.of(kind), kind, viewer);
        var query = new ListQuery(kind, filter, null, new ListQuery.Sort("name", false), List.of(), null, 1);
        return count(query, condition.sql(filter, "e"), condition, visible, COUNTED);
    }

    /** The ids of all that match, at most {@code most} of them. */
    public List<UUID> ids(Kind kind, Filter filter, @Nullable String find, int most, Viewer viewer) {
        var visible = sight.of(viewer);
        var condition = condition(fields.of(kind), kind, viewer);
        var query = new ListQuery(kind, filter, find, new ListQuery.Sort("name", false), List.of(), null, 1);
        return bound("select e.id from %s e where %s order by e.id limit %d".formatted(kind.table(), where(query, condition.sql(filter, "e"), Sight.sql(kind, "e", visible)), most), query, condition, visible)
                .query(UUID.class).list();
    }

    private Condition condition(Fieldset fieldset, Kind kind, Viewer viewer) {
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        return new Condition(fieldset, names, (field, alias) -> counting.stream().filter(it -> it.kind() == kind).findFirst()
                .orElseThrow(() -> new Refused("crm.filter", field.label() + " cannot be filtered by.")).condition(field, alias, today), () -> sight.team(viewer), today, viewer);
    }

    private List<Row> counted(List<Row> rows, ListQuery query, Fieldset fieldset, Viewer viewer) {
        var wanted = query.columns().stream().map(fieldset::get).filter(it -> it.way() == Field.Way.COUNTED).toList();
        if (wanted.isEmpty() || rows.isEmpty()) {
            return rows;
        }
        var all = new ArrayList<>(rows);
        counting.stream().filter(it -> it.kind() == query.kind()).forEach(it -> {
            var found = it.count(wanted, rows.stream().map(Row::id).toList(), viewer);
            all.replaceAll(row -> {
                var values = new HashMap<>(row.values);
                values.putAll(found.getOrDefault(row.id, Map.of()));
                return new Row(row.id, row.version, row.title, values);
            });
        });
        return all;
    }

    /** The page is cut out of an index, and only then told by name. The limit stands in the statement, so that PostgreSQL plans for it. */
    private static String statement(ListQuery query, List<Field> columns, Field order, String where, Visibility visible) {
        var kind = query.kind();
        var direction = query.sort().descending() ? "desc" : "asc";
        var by = order.sql("e") + " " + direction + (order.isAlwaysThere() ? "" : " nulls last") + ", e.id " + direction;
        var selected = columns.stream().map(it -> it.sql("e") + " as \"" + it.name() + "\"").collect(Collectors.joining(", "));
        return """
                select e.id, e.version, %1$s as title%2$s, %8$s as sorted
                  from (select * from %3$s e where %4$s%5$s order by %6$s limit %7$d) e
                  %9$s
                 order by %6$s""".formatted(Names.title(kind, "e"), selected.isEmpty() ? "" : ", " + selected, kind.table(), where(query, where, Sight.sql(kind, "e", visible)),
                query.after() == null ? "" : " and " + beyond(query, order), by, rounded(query.limit()) + 1, order.sql("e") + "::text", Names.joins(kind, "e"));
    }

    private static String where(ListQuery query, String where, String sight) {
        return Sight.alive(query.kind(), "e") + " and " + sight + (where.equals("true") ? "" : " and " + where) + (query.find() == null ? "" : " and " + found(query.kind())) + (query.id() == null ? "" : " and e.id = :only");
    }

    /** An opportunity is known by its account as well. */
    private static String found(Kind kind) {
        return switch (kind) {
            case OPPORTUNITY -> "(e.search like :find or e.account = any(array(select a.id from crm.account a where a.search like :find limit 2000)))";
            case CONTACT -> "(e.search like :find or e.account = any(array(select a.id from crm.account a where a.search like :find limit 2000)))";
            case ACTIVITY -> "crm.folded(e.name) like :find";
            default -> "e.search like :find";
        };
    }

    private static String beyond(ListQuery query, Field order) {
        var sign = query.sort().descending() ? "<" : ">";
        var column = order.sql("e");
        var type = order.type().postgres();
        if (query.after() != null && query.after().value() == null) {
            return "(%s is null and e.id %s :id)".formatted(column, sign);
        }
        var further = "(%s, e.id) %s (:after::%s, :id)".formatted(column, sign, type);
        return order.isAlwaysThere() ? further : "(%s or %s is null)".formatted(further, column);
    }

    private long count(ListQuery query, String where, Condition condition, Visibility visible, int most) {
        var counted = Sight.parts(query.kind(), "e", visible).stream()
                .map(it -> "select 1 from %s e where %s".formatted(query.kind().table(), where(query, where, it)))
                .collect(Collectors.joining(" union all "));
        return bound("select count(*) from (%s limit %d) counted".formatted(counted, most + 1), query, condition, visible).query(Long.class).single();
    }

    private JdbcClient.StatementSpec bound(String sql, ListQuery query, Condition condition, Visibility visible) {
        return jdbc.sql(sql).params(condition.parameters()).param("visible", visible.ids()).param("only", query.id())
                .param("find", query.find() == null ? null : pattern(query.find()));
    }

    private static Field order(Fieldset fields, ListQuery.Sort sort) {
        var field = fields.get(sort.field());
        if (!field.isSortable()) {
            throw new Refused("crm.sort", "%s are not sorted by %s. They are sorted by %s.".formatted(fields.kind().many(), sort.field(),
                    fields.all().stream().filter(Field::isSortable).map(Field::name).collect(Collectors.joining(", "))));
        }
        return field;
    }

    private static Row row(ResultSet row, List<Field> columns) throws SQLException {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var i = 0; i < columns.size(); i++) {
            var field = columns.get(i);
            values.put(field.name(), switch (field.type()) {
                case DATE -> row.getObject(i + 4, LocalDate.class);
                case MOMENT -> row.getTimestamp(i + 4) == null ? null : row.getTimestamp(i + 4).toInstant();
                case CHOICES, WORDS -> row.getArray(i + 4) == null ? List.of() : List.of((String[]) row.getArray(i + 4).getArray());
                default -> row.getObject(i + 4);
            });
        }
        values.put(SORTED, row.getString(columns.size() + 4));
        return new Row(row.getObject(1, UUID.class), row.getInt(2), row.getString(3), values);
    }

    private static final String SORTED = " sorted";

    private static ListQuery.Position position(Row last, Field order, ListQuery query) {
        var value = last.values.get(SORTED);
        return new ListQuery.Position(value == null ? null : value.toString(), last.id);
    }

    private static Map<Field, List<UUID>> references(List<Row> rows, List<Field> columns) {
        var references = new LinkedHashMap<Field, List<UUID>>();
        columns.stream().filter(it -> it.type().isReference()).forEach(field -> {
            var ids = rows.stream().map(it -> it.values.get(field.name())).filter(UUID.class::isInstance).map(UUID.class::cast).distinct().toList();
            if (!ids.isEmpty()) {
                references.put(field, ids);
            }
        });
        return references;
    }

    /** Few different limits, so that few different statements are prepared. */
    private static int rounded(int limit) {
        return LIMITS.stream().filter(it -> it >= limit).findFirst().orElse(200);
    }
}
