package rapport.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;

/** The first workspace and its owner, made by whoever can read the console this was started on. */
@Service
@Transactional
public class SetUp {

    /** Everything the first owner says. */
    public record FirstOwner(String workspace, String fullName, String email, String password, ZoneId timeZone) {}

    public record Ready(WorkspaceId workspace, UUID login) {}

    private final WorkspaceRegister workspaces;
    private final Workforce workforce;
    private final Invitations invitations;
    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String code;

    SetUp(WorkspaceRegister workspaces, Workforce workforce, Invitations invitations, TransactionOperations transactions,
            JdbcClient jdbc, Clock clock, @Value("${rapport.setup.code:}") String code) {
        this.workspaces = workspaces;
        this.workforce = workforce;
        this.invitations = invitations;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.code = code;
    }

    /** True until there is a workspace that is not a demo. */
    @Transactional(readOnly = true)
    public boolean isNeeded() {
        return workspaces.all().stream().allMatch(WorkspaceRegister.Workspace::demo);
    }

    @Transactional(readOnly = true)
    public boolean hasDemo() {
        return workspaces.all().stream().anyMatch(WorkspaceRegister.Workspace::demo);
    }

    public boolean knows(String typed) {
        var expected = plain(code);
        return !expected.isEmpty() && MessageDigest.isEqual(
                plain(typed).getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** All or nothing. Two who set up at once wait for each other, and the second is told. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Ready begin(FirstOwner owner, String address) {
        var workspace = Ids.next(clock, WorkspaceId::new);
        return Workspaces.in(workspace, () -> transactions.execute(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('people.set-up'))").query((_, _) -> 0).single();
            if (!isNeeded()) {
                throw new Refused("people.set-up-done", "This installation is set up already. Sign in.");
            }
            workspaces.open(workspace, owner.workspace, false);
            var founder = Viewer.system(workspace, "set-up from " + address);
            var person = workforce.hire(new Workforce.Position(owner.fullName, owner.email, Role.OWNER, null, owner.timeZone), founder);
            return new Ready(workspace, invitations.join(owner.email, owner.password, person.id(), founder));
        }));
    }

    private static String plain(String typed) {
        return typed.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
