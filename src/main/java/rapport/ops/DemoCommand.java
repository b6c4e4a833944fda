package rapport.ops;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.kernel.WorkspaceRegister;
import rapport.people.Invitations;

@Command(name = "demo", description = "The made-up company", mixinStandardHelpOptions = true, subcommands = DemoCommand.Remove.class)
final class DemoCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: demo remove.");
    }

    /** Takes the demo out with everything in it, its audit log included. As the owner of the tables: the program itself may not delete facts. */
    @Command(name = "remove", description = "Takes the demo workspace out, with everything in it", mixinStandardHelpOptions = true)
    static final class Remove implements Runnable {

        @ParentCommand DemoCommand demo;
        @Spec CommandSpec spec;

        @Override
        public void run() {
            var rows = Operator.work(demo.rapport.data, (context, _) -> {
                var workspace = context.getBean(WorkspaceRegister.class).named(Demo.WORKSPACE).filter(WorkspaceRegister.Workspace::demo)
                        .orElseThrow(() -> new CannotRun("There is no demo here."));
                var settings = context.getEnvironment();
                try (var connection = DriverManager.getConnection(setting(settings, "spring.flyway.url"), setting(settings, "spring.flyway.user"), setting(settings, "spring.flyway.password"))) {
                    var removed = remove(workspace.id().value(), connection);
                    context.getBean(Invitations.class).forgetStrangers();
                    context.getBean(WorkspaceRegister.class).close(workspace);
                    return removed;
                } catch (SQLException e) {
                    throw new CannotRun("The demo could not be taken out, and nothing was: " + e.getMessage(), e);
                }
            });
            spec.commandLine().getOut().println("The demo is gone: %,d rows.".formatted(rows));
        }

        /** One transaction. What follows it may be interrupted: the command finds the workspace again and goes on. */
        private static long remove(UUID workspace, Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            try (var role = connection.createStatement()) {
                role.execute("set role rapport_owner");
            }
            var rows = 0L;
            for (var table : dependentsFirst(connection)) {
                rows += delete("delete from %s where workspace = ?".formatted(table), workspace, connection);
            }
            connection.commit();
            return rows;
        }

        /** Every table that says whose its rows are; one that refers to another comes before it. */
        private static List<String> dependentsFirst(Connection connection) throws SQLException {
            var tables = new ArrayList<String>();
            try (var statement = connection.createStatement(); var result = statement.executeQuery("""
                    with recursive depth (relation, level) as (
                      select c.oid, 0 from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace' and a.atttypid = 'uuid'::regtype where c.relkind = 'r'
                      union
                      select f.confrelid, level + 1 from depth join pg_constraint f on f.conrelid = depth.relation and f.contype = 'f' and f.confrelid <> f.conrelid)
                    select relation::regclass::text from depth
                     where exists (select from pg_attribute where attrelid = relation and attname = 'workspace')
                     group by relation order by max(level), 1""")) {
                while (result.next()) {
                    tables.add(result.getString(1));
                }
            }
            return tables;
        }

        private static long delete(String sql, UUID workspace, Connection connection) throws SQLException {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, workspace);
                return statement.executeUpdate();
            }
        }

        private static String setting(Environment settings, String name) {
            return settings.getRequiredProperty(name);
        }
    }
}
