package rapport.ops;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.audit.AuditLog;
import rapport.kernel.WorkspaceRegister;

@Command(name = "audit", description = "The audit log", mixinStandardHelpOptions = true, subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: audit verify.");
    }

    /** Computes every seal anew; names what does not fit. */
    @Command(name = "verify", description = "Proves that nothing was altered or taken out", mixinStandardHelpOptions = true)
    static final class Verify implements Runnable {

        @ParentCommand AuditCommand audit;
        @Spec CommandSpec spec;

        @Option(names = "--workspace", description = "only this one") @Nullable String workspace;

        @Override
        public void run() {
            var faults = Operator.work(audit.rapport.data, (context, _) -> {
                var all = workspace == null ? context.getBean(WorkspaceRegister.class).all() : java.util.List.of(Operator.workspace(context, workspace));
                return all.stream().mapToInt(it -> Operator.in(it.id(), operator -> report(it, context.getBean(AuditLog.class).verify(operator)))).sum();
            });
            if (faults > 0) {
                throw new CannotRun("The audit log was tampered with: %d faults, named above.".formatted(faults));
            }
        }

        private int report(WorkspaceRegister.Workspace workspace, AuditLog.Verification it) {
            var out = spec.commandLine().getOut();
            out.println("%s: %,d entries under %,d seals; newest seal %s".formatted(workspace.name(), it.entries(), it.seals(), it.newestSeal().orElse("none yet")));
            it.faults().forEach(fault -> spec.commandLine().getErr().println("  " + fault));
            return it.faults().size();
        }
    }
}
