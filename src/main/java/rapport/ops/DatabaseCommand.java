package rapport.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a database of one's own needs before the first start. */
@Command(name = "db", description = "An external database", mixinStandardHelpOptions = true, subcommands = DatabaseCommand.Prepare.class)
final class DatabaseCommand implements Runnable {

    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: prepare.");
    }

    @Command(name = "prepare", description = "What a superuser runs once in an external database", mixinStandardHelpOptions = true)
    static final class Prepare implements Runnable {

        @Spec CommandSpec spec;
        @Option(names = "--print", required = true, description = "print the script; running it is a superuser's decision") boolean print;

        @Override
        public void run() {
            try {
                spec.commandLine().getOut().print(new ClassPathResource("db/prepare.sql").getContentAsString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
