package rapport.ops.bench;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures; never part of a test. Works in a data folder of its own. */
@Command(name = "bench", description = "Measure this machine beside a yardstick, or kill what runs on it", mixinStandardHelpOptions = true,
        subcommands = {ListBench.class, BoardBench.class, SearchBench.class, ImportBench.class, DedupeBench.class, DispatchBench.class, WorklistBench.class, CrashBench.class})
public final class BenchCommand implements Runnable {

    @Spec CommandSpec spec;

    @Option(names = "--scratch", description = "folder to work in, each time in a workspace of its own; ${DEFAULT-VALUE} by default")
    Path scratch = Path.of("target/bench");

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: bench list, board, search, import, dedupe, dispatch, worklist or crash.");
    }
}
