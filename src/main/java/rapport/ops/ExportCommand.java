package rapport.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.web.WholeExport;

/** Writes a workspace into one archive, which is there whole or not at all. */
@Command(name = "export", description = "Write everything a workspace keeps into a zip", mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "FILE") Path file;
    @Option(names = "--workspace") @Nullable String workspace;

    @Override
    public void run() {
        var whole = file.toAbsolutePath();
        if (Files.exists(whole)) {
            throw new CannotRun("%s is there already. Name another file; nothing is written over.".formatted(file));
        }
        var records = Operator.work(rapport.data, (context, _) -> Operator.in(Operator.workspace(context, workspace).id(), operator -> {
            try {
                var part = Files.createTempFile(whole.getParent(), "rapport-export", ".part");
                try {
                    long written;
                    try (var out = Files.newOutputStream(part)) {
                        written = context.getBean(WholeExport.class).write(out, operator);
                    }
                    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
                    return written;
                } finally {
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        spec.commandLine().getOut().println("%,d records in %s".formatted(records, file));
    }
}
