package rapport.crm.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;

/** What references are called, and which record a name means. */
@Component
@Transactional(readOnly = true)
public class Names {

    private record Named(UUID id, String name) {}

    private final People people;
    private final Sight sight;
    private final JdbcClient jdbc;

    Names(People people, Sight sight, JdbcClient jdbc) {
        this.people = people;
        this.sight = sight;
        this.jdbc = jdbc;
    }

    /** Of everything the fields refer to; what the viewer may not see has no name. */
    public Map<UUID, String> of(Map<Field, ? extends Collection<UUID>> references, Viewer viewer) {
        var names = new HashMap<UUID, String>();
        var persons = new java.util.HashSet<PersonId>();
        var records = new LinkedHashMap<Kind, java.util.Set<UUID>>();
        references.forEach((field, ids) -> {
            switch (field.type()) {
                case PERSON -> ids.forEach(it -> persons.add(new PersonId(it)));
                case TEAM -> names.putAll(people.teamNames(ids));
                case STAGE -> names.putAll(stages(ids));
                case PIPELINE -> names.putAll(pipelines(ids));
                case RECORD -> records.computeIfAbsent(java.util.Objects.requireNonNull(field.refers()), _ -> new java.util.HashSet<>()).addAll(ids);
                default -> throw new IllegalArgumentException(field.name() + " refers to nothing");
            }
        });
        if (!persons.isEmpty()) {
            people.namesOf(persons).forEach((id, name) -> names.put(id.value(), name));
        }
        records.forEach((kind, ids) -> names.putAll(ofRecords(kind, ids, viewer)));
        return names;
    }

    /** Also of what lies in a bin, for what refers to it still does. */
    public Map<UUID, String> ofRecords(Kind kind, Collection<UUID> ids, Viewer viewer) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var visible = sight.of(viewer);
        return jdbc.sql("select e.id, %s as name from %s e %s where e.id = any(:ids) and %s".formatted(title(kind, "e"), kind.table(), joins(kind, "e"), Sight.sql(kind, "e", visible)))
                .param("ids", ids.toArray(UUID[]::new)).param("visible", visible.ids())
                .query(Named.class).stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    /** The company each of the contacts works for; who works for none is not in it. */
    public Map<UUID, String> companies(Collection<UUID> contacts) {
        return contacts.isEmpty() ? Map.of() : jdbc.sql("select c.id, a.name from crm.contact c join crm.account a on a.workspace = c.workspace and a.id = c.account where c.id = any(:ids)").param("ids", contacts.toArray(UUID[]::new))
                .query(Named.class).stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    /** What a record is called, as an SQL expression over {@link #joins}. */
    static String title(Kind kind, String alias) {
        return switch (kind) {
            case ACCOUNT, PRODUCT, ACTIVITY -> alias + ".name";
            case CONTACT -> "coalesce(nullif(%1$s.name, ''), %1$s.email)".formatted(alias);
            case LEAD -> "coalesce(nullif(%1$s.name, ''), %1$s.company, %1$s.email)".formatted(alias);
            case OPPORTUNITY -> "coalesce(%s.name, concat_ws(', ', titled.name, offered.name), 'No account yet')".formatted(alias).replace("concat_ws(', ', titled.name, offered.name)", "nullif(concat_ws(', ', titled.name, offered.name), '')");
        };
    }

    static String joins(Kind kind, String alias) {
        return kind == Kind.OPPORTUNITY
                ? "left join crm.account titled on titled.workspace = %1$s.workspace and titled.id = %1$s.account left join crm.product offered on offered.workspace = %1$s.workspace and offered.id = %1$s.product".formatted(alias)
                : "";
    }

    private Map<UUID, String> stages(Collection<UUID> ids) {
        return jdbc.sql("select id, name from crm.stage where id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).query(Named.class).stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    private Map<UUID, String> pipelines(Collection<UUID> ids) {
        return jdbc.sql("select id, name from crm.pipeline where id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).query(Named.class).stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    /** Which of those the viewer sees a name means; more than one when it is not enough to tell. */
    public List<UUID> called(Field field, String name, Viewer viewer) {
        return switch (field.type()) {
            case PERSON -> people.called(name).stream().map(PersonId::value).toList();
            case TEAM -> people.teamsCalled(name);
            case STAGE -> jdbc.sql("select s.id from crm.stage s join crm.pipeline p on p.workspace = s.workspace and p.id = s.pipeline where lower(s.name) = lower(:name) and s.retired_at is null and p.retired_at is null order by p.position limit 1")
                    .param("name", name.strip()).query(UUID.class).list();
            case PIPELINE -> jdbc.sql("select id from crm.pipeline where lower(name) = lower(:name) and retired_at is null").param("name", name.strip()).query(UUID.class).list();
            case RECORD -> records(java.util.Objects.requireNonNull(field.refers()), name, viewer);
            default -> List.of();
        };
    }

    private List<UUID> records(Kind kind, String name, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("select e.id from %s e %s where lower(%s) = lower(:name) and %s and %s order by e.id limit 3"
                        .formatted(kind.table(), joins(kind, "e"), title(kind, "e"), Sight.alive(kind, "e"), Sight.sql(kind, "e", visible)))
                .param("name", name.strip()).param("visible", visible.ids()).query(UUID.class).list();
    }

    /** Whether a reference leads somewhere the viewer sees. */
    public boolean exists(Field field, UUID id, Viewer viewer) {
        return switch (field.type()) {
            case RECORD -> sight.shows(java.util.Objects.requireNonNull(field.refers()), id, viewer);
            default -> !of(Map.of(field, List.of(id)), viewer).isEmpty();
        };
    }

    public String title(CrmRecord record, Viewer viewer) {
        return Optional.ofNullable(ofRecords(record.kind(), List.of(record.id()), viewer).get(record.id())).orElse("");
    }
}
