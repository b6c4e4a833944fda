package rapport.ops;

import java.nio.file.Path;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import rapport.kernel.RapportException;
import rapport.ops.bench.BenchCommand;

/** The command line. {@code ./rapport} finds Java and starts this; what fails ends in one sentence on the error stream. */
@Command(name = "rapport", description = "A system of work for B2B sales teams", mixinStandardHelpOptions = true, subcommands = {
    ServeCommand.class, UserCommand.class, TokenCommand.class, AuditCommand.class, ImportCommand.class, ExportCommand.class, DatabaseCommand.class, DemoCommand.class, MailCommand.class, BenchCommand.class, VersionCommand.class})
public final class RapportCommand implements Runnable {

    @Spec CommandSpec spec;

    @Option(names = "--data", scope = ScopeType.INHERIT, description = "The data folder; RAPPORT_DATA or ./data by default")
    Path data = Path.of(Installation.environment("RAPPORT_DATA").orElse("data"));

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String[] args) {
        return new CommandLine(new RapportCommand())
                .setExecutionExceptionHandler((error, command, _) -> {
                    command.getErr().println("Rapport: " + sentence(error));
                    return 1;
                })
                .setParameterExceptionHandler((error, _) -> {
                    error.getCommandLine().getErr().println("Rapport: %s Try ./rapport %s --help.".formatted(
                            sentence(error), error.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^rapport ?", "")));
                    return 2;
                })
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: start, stop, test, serve, import, export, db, user, token, audit, demo, mail, bench or version.");
    }

    /** What went wrong in the words of whoever noticed it. A defect keeps its kind, for the report. */
    static String sentence(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotRun || cause instanceof RapportException || cause instanceof ParameterException) {
                return full(cause.getMessage());
            }
        }
        var root = NestedExceptionUtils.getMostSpecificCause(error);
        return full(root instanceof IllegalStateException ? root.getMessage() : "%s: %s".formatted(root.getClass().getSimpleName(), root.getMessage()));
    }

    private static String full(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
