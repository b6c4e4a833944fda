package rapport.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History.Kind;
import rapport.audit.Intake;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.audit.Intake.Told;
import rapport.kernel.Role;
import rapport.kernel.Viewer;

/** Takes many people and teams in at once, for imports; they cannot sign in until somebody invites them. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Roster {

    private static final Kind TEAM = new Kind("people", "team");
    private static final List<String> TEAM_COLUMNS = List.of("name", "parent", "source", "source_id");
    private static final List<String> PERSON_COLUMNS = List.of("full_name", "email", "role", "manager", "team", "time_zone", "source", "source_id");

    public record TeamRow(UUID id, String name, @Nullable UUID parent, String source, String sourceId) {}

    public record PersonRow(UUID id, String fullName, @Nullable String email, Role role, @Nullable UUID manager, @Nullable UUID team, String source, String sourceId) {}

    /** Somebody who is here. @param source where they were imported from; null when somebody entered them */
    public record Colleague(UUID id, String fullName, @Nullable String email, @Nullable String source, @Nullable String sourceId) {}

    private record Known(UUID id, String fullName, @Nullable String email, String role, @Nullable UUID manager, @Nullable UUID team, String timeZone, @Nullable String source) {}

    private final Intake intake;
    private final JdbcClient jdbc;

    Roster(Intake intake, JdbcClient jdbc) {
        this.intake = intake;
        this.jdbc = jdbc;
    }

    /** By what the source calls them. */
    public Map<String, UUID> teamsOf(String source) {
        return bySource("people.team", source);
    }

    public Map<String, UUID> peopleOf(String source) {
        return bySource("people.person", source);
    }

    /** Everybody, as files may call them. */
    public List<Colleague> everybody() {
        return jdbc.sql("select id, full_name, email, source, source_id from people.person order by id limit 20000").query(Colleague.class).list();
    }

    public Outcome teams(List<TeamRow> teams, UUID batch, Viewer viewer) {
        return intake.take(TEAM, TEAM_COLUMNS, teams.stream().map(Roster::values).toList(), false, batch, viewer);
    }

    /** Somebody who is here already keeps name, role and clock, and what the source does not know of manager and team. */
    public Outcome people(List<PersonRow> people, UUID batch, Viewer viewer) {
        var known = jdbc.sql("select id, full_name, email, role, manager, team, time_zone, source from people.person where id = any(:ids)")
                .param("ids", people.stream().map(PersonRow::id).toArray(UUID[]::new))
                .query(Known.class).stream().collect(Collectors.toMap(Known::id, it -> it));
        return intake.take(Workforce.PERSON, PERSON_COLUMNS, people.stream().map(it -> values(it, known.get(it.id), viewer)).toList(), false, batch, viewer);
    }

    /** @param owned columns elsewhere that name an owner, as {@link Intake#takeBack} has them: who owns something made since stays */
    public List<LeftAlone> takeBack(UUID batch, List<String> owned, Viewer viewer) {
        var left = new java.util.ArrayList<>(intake.takeBack(Workforce.PERSON, owned, batch, viewer));
        left.addAll(intake.takeBack(TEAM, List.of(), batch, viewer));
        return left;
    }

    public void tell(UUID batch, Consumer<Told> listener) {
        intake.tell("people", batch, listener);
    }

    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public Map<UUID, String> names(Collection<UUID> ids, Viewer viewer) {
        viewer.mustAdminister();
        record Named(UUID id, String name) {}
        return jdbc.sql("select id, full_name as name from people.person where id = any(:ids) union all select id, name from people.team where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(Named.class).stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    private static Map<String, @Nullable Object> values(TeamRow it) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", it.id);
        values.put("name", it.name);
        values.put("parent", it.parent);
        values.put("source", it.source);
        values.put("source_id", it.sourceId);
        return values;
    }

    private static Map<String, @Nullable Object> values(PersonRow it, @Nullable Known known, Viewer viewer) {
        var joined = known != null && known.source == null; // known by name alone
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", it.id);
        values.put("full_name", joined ? known.fullName : it.fullName);
        values.put("email", known == null || known.email == null && !joined ? it.email : known.email);
        values.put("role", joined ? known.role : it.role.name());
        values.put("manager", joined && it.manager == null ? known.manager : it.manager);
        values.put("team", joined && it.team == null ? known.team : it.team);
        values.put("time_zone", known == null ? viewer.zone().getId() : known.timeZone);
        values.put("source", it.source);
        values.put("source_id", it.sourceId);
        return values;
    }

    private Map<String, UUID> bySource(String table, String source) {
        record Sourced(String sourceId, UUID id) {}
        return jdbc.sql("select source_id, id from %s where source = :source".formatted(table))
                .param("source", source).query(Sourced.class).stream().collect(Collectors.toMap(Sourced::sourceId, Sourced::id));
    }
}
