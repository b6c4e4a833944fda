package rapport.ops;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.imports.Import;
import rapport.imports.Imports;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;

/** Brings files in from the command line, at once; near-misses count as the same and are listed. */
@Command(name = "import", description = "Bring in the export files of a CRM", mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files;
    @Option(names = "--workspace") @Nullable String workspace;
    @Option(names = "--dry-run", description = "only say what would change") boolean dryRun;
    @Option(names = "--leave-out", description = "import although some rows cannot come in; else such a row keeps everything out") boolean leaveOut;

    @Override
    public void run() {
        for (var file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new CannotRun("There is no file %s to read.".formatted(file));
            }
        }
        var done = Operator.work(rapport.data, (context, _) -> Operator.in(Operator.workspace(context, workspace).id(), operator -> {
            var uploads = new ArrayList<Upload>();
            try {
                for (var file : files) {
                    uploads.add(new Upload(file.getFileName().toString(), Files.newInputStream(file)));
                }
                var imports = context.getBean(Imports.class);
                var terms = new Terms(true, leaveOut);
                return dryRun ? imports.rehearseAtOnce(uploads, terms, operator) : imports.runAtOnce(uploads, terms, operator);
            } catch (IOException e) {
                throw new CannotRun("A file cannot be read: " + e.getMessage(), e);
            } finally {
                uploads.forEach(it -> close(it.content()));
            }
        }));
        report(done);
    }

    private void report(Import it) {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        it.files().stream().filter(file -> file.skipped() != null).forEach(file -> out.println("%s: %s".formatted(file.name(), file.skipped())));
        it.problems().forEach(problem -> err.println(problem.line() == null ? "%s: %s".formatted(problem.file(), problem.sentence())
                : "%s:%d: %s".formatted(problem.file(), problem.line(), problem.sentence())));
        if (it.state() == Import.State.REFUSED) {
            throw new CannotRun("Nothing was imported; what to mend stands above.");
        }
        it.nearMisses().forEach(near -> out.println("%s → %s (%s, %,d rows): %s".formatted(near.written(), near.meant(), near.field(), near.records(), near.same() ? "treated as the same" : "kept as written")));
        it.stages().stream().filter(stage -> stage.fresh()).forEach(stage -> out.println("Stage “%s”: comes with the import".formatted(stage.written())));
        it.summary().forEach((kind, outcome) -> out.println("%-22s %,7d new %,7d changed %,7d the same %,5d kept".formatted(kind, outcome.added(), outcome.changed(), outcome.same(), outcome.kept())));
        if (it.leftOut() > 0 || it.proposals() > 0) {
            out.println("%,d rows left out, %,d pairs that may be one wait under Duplicates".formatted(it.leftOut(), it.proposals()));
        }
        out.println("%s from %s in %.1f s, import %s".formatted(dryRun ? "Rehearsed" : "Imported", it.profile(), it.millis() == null ? 0 : it.millis() / 1000.0, it.id()));
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new CannotRun("A file cannot be closed: " + e.getMessage(), e);
        }
    }
}
