package rapport.ops;

import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "What this is, and what it runs on", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var version = Objects.requireNonNullElse(VersionCommand.class.getPackage().getImplementationVersion(), "development");
        spec.commandLine().getOut().println("Rapport %s on Java %s".formatted(version, Runtime.version()));
    }
}
