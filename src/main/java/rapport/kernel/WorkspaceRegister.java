package rapport.kernel;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All workspaces of this installation; platform code only, for this is the one place that knows more than one. */
@Service
@Transactional
public class WorkspaceRegister {

    /** @param demo made up, badged, removable; only demo workspaces may live at another time than ours */
    public record Workspace(WorkspaceId id, String name, boolean demo) {}

    private final Map<WorkspaceId, Workspace> known = new ConcurrentHashMap<>(); // a workspace's name and kind never change
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration offset;

    WorkspaceRegister(JdbcClient jdbc, Clock clock, @Value("${rapport.clock.offset:PT0S}") Duration offset) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.offset = offset;
    }

    public Workspace open(String name, boolean demo) {
        return open(Ids.next(clock, WorkspaceId::new), name, demo);
    }

    /** For whoever fills the workspace in the transaction that opens it. */
    public Workspace open(WorkspaceId id, String name, boolean demo) {
        if (!demo && !offset.isZero()) {
            throw new Refused("kernel.another-time", "This installation runs at another time than ours (RAPPORT_CLOCK_OFFSET), which is for demos only.");
        }
        var workspace = new Workspace(id, name.strip(), demo);
        var opened = jdbc.sql("""
                        insert into kernel.workspace (id, name, demo, opened_at) values (:id, :name, :demo, :now)
                            on conflict do nothing""")
                .param("id", workspace.id().value())
                .param("name", workspace.name())
                .param("demo", demo)
                .param("now", Utc.of(clock.instant()))
                .update();
        if (opened == 0) {
            throw new Refused("kernel.workspace-exists", "There already is a workspace called " + workspace.name());
        }
        return workspace;
    }

    /** Once everything in it is gone. Only what is made up can be closed. */
    public void close(Workspace workspace) {
        jdbc.sql("delete from kernel.workspace where id = :id and demo").param("id", workspace.id().value()).update();
        known.remove(workspace.id());
    }

    @Transactional(readOnly = true)
    public boolean exists(WorkspaceId id) {
        return jdbc.sql("select exists (select from kernel.workspace where id = :id)").param("id", id.value()).query(Boolean.class).single();
    }

    @Transactional(readOnly = true)
    public List<Workspace> all() {
        return jdbc.sql("select id, name, demo from kernel.workspace order by opened_at, id").query(Workspace.class).list();
    }

    @Transactional(readOnly = true)
    public Optional<Workspace> named(String name) {
        return jdbc.sql("select id, name, demo from kernel.workspace where lower(name) = lower(:name)")
                .param("name", name.strip())
                .query(Workspace.class)
                .optional();
    }

    /** The workspace that is bound. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Workspace here() {
        var id = Workspaces.current().orElseThrow(() -> new IllegalStateException("No workspace is bound"));
        return known.computeIfAbsent(id, this::read);
    }

    private Workspace read(WorkspaceId id) {
        return jdbc.sql("select id, name, demo from kernel.workspace where id = :id")
                .param("id", id.value())
                .query(Workspace.class)
                .optional()
                .orElseThrow(() -> new NotFound("kernel.workspace-not-found", "There is no such workspace"));
    }
}
