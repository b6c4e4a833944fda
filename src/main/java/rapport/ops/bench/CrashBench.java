package rapport.ops.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.people.Tokens;
import rapport.people.Workforce;

/**
 * Kills program and database in the middle of work, starts them again and counts. What was acknowledged has to be there, once;
 * of what was not, all or nothing.
 */
@Command(name = "crash", description = "Kill program and database in the middle of work, and count what is lost", mixinStandardHelpOptions = true,
        subcommands = {ImportCrash.class, MailCrash.class, NodesCrash.class, NotesCrash.class})
final class CrashBench implements Runnable {

    /** Who works while it crashes. @param owner their token, as are manager and rep @param coached the rep @param firstSlot in the future, UTC */
    record Company(UUID workspace, String owner, String manager, String rep, PersonId coached, LocalDateTime firstSlot) {}

    /** What is asked of the database itself. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--kills", scope = ScopeType.INHERIT, description = "${DEFAULT-VALUE} by default") int kills = 50;
    @Option(names = "--seed", scope = ScopeType.INHERIT, description = "of the moments and of what is made up; ${DEFAULT-VALUE} by default") long seed = 42;
    @Option(names = "--port", scope = ScopeType.INHERIT, description = "${DEFAULT-VALUE} by default") int port = 18_081;

    private final List<Double> restarts = new ArrayList<>();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to kill in the middle of: crash mail, crash nodes, crash import or crash notes.");
    }

    Path data() {
        return bench.scratch.resolve("crash").toAbsolutePath();
    }

    Company prepare() {
        if (!Objects.requireNonNullElse(System.getenv("RAPPORT_DATABASE_URL"), "").isBlank()) {
            throw new CannotRun("Only the bundled PostgreSQL is killed. Unset RAPPORT_DATABASE_URL and try again.");
        }
        return Operator.work(data(), (context, _) -> Operator.in(
                context.getBean(WorkspaceRegister.class).open("Crash " + UUID.randomUUID(), true).id(), operator -> company(context, operator)));
    }

    private static Company company(ApplicationContext context, Viewer operator) {
        var workforce = context.getBean(Workforce.class);
        var tokens = context.getBean(Tokens.class);
        var owner = ListBench.hire(workforce, "Olivia Owner", Role.OWNER, null, operator);
        var manager = ListBench.hire(workforce, "Maya Manager", Role.MANAGER, owner, operator);
        var rep = ListBench.hire(workforce, "Ravi Rep", Role.REP, manager, operator);
        var monday = context.getBean(Clock.class).instant().atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        return new Company(operator.workspace().value(), tokens.createFor(owner, "crash", false, operator), tokens.createFor(manager, "crash", false, operator),
                tokens.createFor(rep, "crash", false, operator), rep, monday.atTime(9, 30));
    }

    /** @return seconds from the start to the first answer */
    double killAndStart(ServedProgram program) {
        program.kill();
        var began = System.nanoTime();
        program.startAgain();
        var seconds = (System.nanoTime() - began) / 1e9;
        restarts.add(seconds);
        return seconds;
    }

    String restarts() {
        var statistics = restarts.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return "Started again %d times in %.1f s (%.1f–%.1f)".formatted(statistics.getCount(), statistics.getAverage(), statistics.getMin(), statistics.getMax());
    }

    /** As the tables' owner and past the program, whose own answers are what is in question. */
    <T> T stored(Question<T> question) {
        var server = EmbeddedPostgres.running(DataFolder.at(data()));
        try (var connection = DriverManager.getConnection(server.url(), "rapport_owner", server.password("owner"))) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new CannotRun("The database cannot say what it holds: " + e.getMessage(), e);
        }
    }

    void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
