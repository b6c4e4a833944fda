package rapport.crm.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** Saved lists: those everybody has, one's own, and what colleagues share. A view says what is asked, never what may be seen. */
@Service
@Transactional
public class Views {

    private static final int MOST = 50;

    /** What a list shows when nobody says otherwise. */
    private static final Map<Kind, List<String>> COLUMNS = Map.of(
            Kind.OPPORTUNITY, List.of("stage", "owner", "amount", "currency", "stageSince", "closesOn", "nextStep"),
            Kind.ACCOUNT, List.of("sector", "city", "country", "owner", "employees", "open", "won"),
            Kind.CONTACT, List.of("title", "account", "email", "phone", "function", "owner"),
            Kind.LEAD, List.of("company", "status", "owner", "email", "leadSource", "createdAt"),
            Kind.PRODUCT, List.of("code", "series", "listPrice", "currency"),
            Kind.ACTIVITY, List.of("sort", "owner", "happensAt", "dueOn", "doneAt", "account", "contact", "opportunity"));

    private final Fields fields;
    private final JdbcClient jdbc;
    private final Clock clock;

    Views(Fields fields, JdbcClient jdbc, Clock clock) {
        this.fields = fields;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public static List<String> columns(Kind kind) {
        return COLUMNS.get(kind);
    }

    /** The ones everybody has first, then one's own and the shared ones by name. One that names a retired field goes without it: nobody is locked out of a list by a field. */
    @Transactional(readOnly = true)
    public List<View> of(Kind kind, Viewer viewer) {
        var views = new ArrayList<>(builtIn(kind));
        views.addAll(jdbc.sql("select id, name, owner, shared, filter, sort, columns from crm.view where kind = :kind and (owner = :me or shared) order by name, id limit 100")
                .param("kind", kind.name()).param("me", viewer.id().value())
                .query((row, _) -> new View(row.getString("id"), kind, row.getString("name"), row.getObject("owner", UUID.class), row.getBoolean("shared"), Filter.read(row.getString("filter")),
                        sort(row.getString("sort")), List.of((String[]) row.getArray("columns").getArray()))).list());
        var known = fields.of(kind);
        return views.stream().map(it -> names(it).allMatch(known.byName()::containsKey) ? it : without(it, known, views.getFirst().sort())).toList();
    }

    private static Stream<String> names(View view) {
        return Stream.concat(Stream.concat(view.columns().stream(), Stream.of(view.sort().field())), view.filter().fields());
    }

    private View without(View it, Fieldset known, ListQuery.Sort usual) {
        var labels = fields.retired(it.kind());
        var gone = names(it).filter(name -> known.named(name).isEmpty()).distinct().map(name -> labels.getOrDefault(name, name)).toList();
        var wider = it.filter().fields().anyMatch(name -> known.named(name).isEmpty());
        return new View(it.key(), it.kind(), it.name(), it.owner(), it.shared(), it.filter().only(test -> known.named(test.field()).isPresent()).orElse(Filter.EVERYTHING),
                known.named(it.sort().field()).isPresent() ? it.sort() : usual, it.columns().stream().filter(name -> known.named(name).isPresent()).toList(), gone, wider);
    }

    public View save(Kind kind, String name, boolean shared, Filter filter, ListQuery.Sort sort, List<String> columns, Viewer viewer) {
        if (name.isBlank() || name.length() > 60) {
            throw new Unfit("name", "A view has a name of at most 60 characters");
        }
        if (shared) {
            viewer.mustChange();
        }
        var mine = jdbc.sql("select count(*) from crm.view where owner = :me and kind = :kind").param("me", viewer.id().value()).param("kind", kind.name()).query(Long.class).single();
        if (mine >= MOST) {
            throw new Refused("crm.too-many-views", "You have %d views of %s already. Remove one first.".formatted(MOST, kind.path()));
        }
        var id = Ids.next(clock, it -> it);
        try {
            jdbc.sql("insert into crm.view (id, kind, name, owner, shared, filter, sort, columns, version) values (:id, :kind, :name, :me, :shared, :filter, :sort, :columns, 0)")
                    .param("id", id).param("kind", kind.name()).param("name", name.strip()).param("me", viewer.id().value()).param("shared", shared).param("filter", filter.written())
                    .param("sort", sort.written()).param("columns", columns.toArray(String[]::new)).update();
        } catch (DuplicateKeyException e) {
            throw new Unfit("name", "You have a view of this name already");
        }
        return new View(id.toString(), kind, name.strip(), viewer.id().value(), shared, filter, sort, columns);
    }

    /** One's own; a shared one also by administrators. */
    public Kind remove(UUID id, Viewer viewer) {
        record Whose(UUID owner, boolean shared, Kind kind) {}
        var whose = jdbc.sql("select owner, shared, kind from crm.view where id = :id").param("id", id).query(Whose.class).optional()
                .filter(it -> it.shared || it.owner.equals(viewer.id().value())).orElseThrow(() -> new NotFound("crm.view-not-found", "There is no view " + id));
        if (!whose.owner.equals(viewer.id().value()) && !viewer.role().administers()) {
            throw new Forbidden("crm.not-your-view", "A shared view is removed by whoever made it, or by an administrator.");
        }
        jdbc.sql("delete from crm.view where id = :id").param("id", id).update();
        return whose.kind;
    }

    public static ListQuery.Sort sort(@Nullable String written) {
        return written != null && written.startsWith("-") ? new ListQuery.Sort(written.substring(1), true) : new ListQuery.Sort(written == null ? "name" : written, false);
    }

    /** The first is what one gets without asking. */
    private static List<View> builtIn(Kind kind) {
        var all = new LinkedHashMap<String, String[]>(); // key → name, filter, sort
        switch (kind) {
            case OPPORTUNITY -> {
                all.put("open", new String[] {"Open", "outcome=unknown=yes", "-amount"});
                all.put("mine", new String[] {"Mine", "owner==me;outcome=unknown=yes", "-amount"});
                all.put("stuck", new String[] {"Stuck", "stuck==yes", "stageSince"});
                all.put("no-next-step", new String[] {"No next step", "outcome=unknown=yes;nextStep=unknown=yes", "-amount"});
                all.put("closing", new String[] {"Closing this month", "outcome=unknown=yes;closesOn=ge=month;closesOn=le=month-end", "closesOn"});
                all.put("everything", new String[] {"Everything", "", "-amount"});
            }
            case CONTACT -> {
                all.put("everything", new String[] {"Everybody", "", "name"});
                all.put("mine", new String[] {"Mine", "owner==me", "name"});
                all.put("no-function", new String[] {"Function unknown", "function=unknown=yes", "name"});
            }
            case LEAD -> {
                all.put("new", new String[] {"To accept or return", "status=in=(NEW,WORKING)", "-createdAt"});
                all.put("mine", new String[] {"Mine", "owner==me;status=in=(NEW,WORKING)", "-createdAt"});
                all.put("everything", new String[] {"Everything", "", "-createdAt"});
            }
            case ACTIVITY -> {
                all.put("to-do", new String[] {"To do", "owner==me;doneAt=unknown=yes;dueOn=unknown=no", "dueOn"});
                all.put("overdue", new String[] {"Overdue", "doneAt=unknown=yes;dueOn=lt=today", "dueOn"});
                all.put("everything", new String[] {"Everything", "", "-happensAt"});
            }
            case ACCOUNT -> {
                all.put("everything", new String[] {"Everything", "", "name"});
                all.put("mine", new String[] {"Mine", "owner==me", "name"});
            }
            case PRODUCT -> all.put("everything", new String[] {"Everything", "", "name"});
        }
        return all.entrySet().stream().map(it -> new View(it.getKey(), kind, it.getValue()[0], null, true, Filter.read(it.getValue()[1]), sort(it.getValue()[2]), columns(kind))).toList();
    }
}
