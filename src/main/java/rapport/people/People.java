package rapport.people;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.web.Cursor;
import rapport.web.SignedIn;
import rapport.web.ViewerSource;

/** Reads people. Names are open to every colleague; the rest follows the reporting line. */
@Service
@Transactional(readOnly = true)
public class People implements ViewerSource {

    /**
     * @param manager their manager's name
     * @param signsIn has a login here
     * @param active works here
     */
    public record Row(
            PersonId id, String name, @Nullable String email, Role role, @Nullable PersonId managerId, @Nullable String manager,
            @Nullable String team, boolean signsIn, boolean active) {}

    /** @param total exact up to 10,000 */
    public record Page(List<Row> items, @Nullable String next, long total, boolean totalIsExact) {}

    private static final int COUNTED = 10_000;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Full names in one query, open to every colleague. People who no longer exist are missing from the map. */
    public Map<PersonId, String> namesOf(Collection<PersonId> ids) {
        record Named(PersonId id, String name) {}
        return jdbc.sql("select id, full_name as name from people.person where id = any(:ids)")
                .param("ids", ids.stream().map(PersonId::value).distinct().toArray(UUID[]::new))
                .query(Named.class)
                .stream()
                .collect(Collectors.toMap(Named::id, Named::name));
    }

    /** Names of teams, open to every colleague. */
    public Map<UUID, String> teamNames(Collection<UUID> ids) {
        record Named(UUID id, String name) {}
        return jdbc.sql("select id, name from people.team where id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).query(Named.class).stream()
                .collect(Collectors.toMap(Named::id, Named::name));
    }

    /** Teams by name, at most 200. */
    public Map<UUID, String> teams() {
        record Named(UUID id, String name) {}
        var teams = new java.util.LinkedHashMap<UUID, String>();
        jdbc.sql("select id, name from people.team order by name, id limit 200").query(Named.class).list().forEach(it -> teams.put(it.id, it.name));
        return teams;
    }

    public List<UUID> teamsCalled(String name) {
        return jdbc.sql("select id from people.team where lower(name) = lower(:name) order by id limit 3").param("name", name.strip()).query(UUID.class).list();
    }

    /** Colleagues with this name or address; more than one when it is not enough to tell. */
    public List<PersonId> called(String nameOrAddress) {
        return jdbc.sql("select id from people.person where (lower(full_name) = lower(:name) or lower(email) = lower(:name)) and deactivated_at is null order by id limit 3")
                .param("name", nameOrAddress.strip()).query(UUID.class).stream().map(PersonId::new).toList();
    }

    /** @param email null until somebody has said it */
    public record Address(PersonId id, String name, @Nullable String email) {}

    /** For whoever writes to them, in the caller's transaction. Only people who work here. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY, readOnly = true)
    public Map<PersonId, Address> addressesOf(Collection<PersonId> ids) {
        return jdbc.sql("select id, full_name as name, email from people.person where id = any(:ids) and deactivated_at is null")
                .param("ids", ids.stream().map(PersonId::value).distinct().toArray(UUID[]::new))
                .query(Address.class).stream().collect(Collectors.toMap(Address::id, it -> it));
    }

    /** The one place that makes viewers out of whoever signed in. */
    @Override
    public Optional<Viewer> viewer(SignedIn signedIn, Locale locale) {
        return jdbc.sql("select full_name, role, time_zone from people.person where id = :id and deactivated_at is null")
                .param("id", signedIn.person().value())
                .query((row, _) -> new Viewer(signedIn.workspace(), signedIn.person(), row.getString("full_name"),
                        Role.valueOf(row.getString("role")), ZoneId.of(row.getString("time_zone")), locale,
                        signedIn.through(), signedIn.from()))
                .optional();
    }

    /** Colleagues by name. @param after name and id of the last one seen, as {@link Page#next} gave it */
    public Page page(@Nullable String after, int limit, Viewer viewer) {
        var cursor = Cursor.NameAndId.read(after);
        var rows = jdbc.sql(ROWS + """
                         where (p.full_name, p.id) > (:name, :id)
                         order by p.full_name, p.id
                         limit :limit""")
                .param("name", cursor.name())
                .param("id", cursor.id())
                .param("limit", limit + 1)
                .query(Row.class)
                .list();
        var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        var total = jdbc.sql("select count(*) from (select 1 from people.person limit %d) counted".formatted(COUNTED + 1))
                .query(Long.class).single();
        return new Page(List.copyOf(shown), rows.size() > limit ? Cursor.NameAndId.of(shown.getLast().name(), shown.getLast().id().value()) : null,
                Math.min(total, COUNTED), total <= COUNTED);
    }

    /** Everybody who answers to the viewer, or everybody for administrators; by name, at most 1,000. */
    public List<Row> team(Visibility visibility, Viewer viewer) {
        return jdbc.sql(ROWS + " where %s order by p.full_name, p.id limit 1000".formatted(visibility.sql("p.id")))
                .param("visible", visibility.ids())
                .query(Row.class)
                .list();
    }

    private static final String ROWS = """
            select p.id, p.full_name as name, p.email, p.role, p.manager as manager_id, m.full_name as manager, t.name as team,
                   exists (select from people.membership s where s.workspace = p.workspace and s.person = p.id) as signs_in,
                   p.deactivated_at is null as active
              from people.person p
              left join people.person m on m.workspace = p.workspace and m.id = p.manager
              left join people.team t on t.workspace = p.workspace and t.id = p.team
            """;
}
