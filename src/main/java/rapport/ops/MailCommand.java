package rapport.ops;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.prospecting.sender.Finding;
import rapport.prospecting.sender.Senders;

@Command(name = "mail", description = "Mail to customers", mixinStandardHelpOptions = true, subcommands = MailCommand.Check.class)
final class MailCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: mail preflight DOMAIN.");
    }

    /** Ends with an error when something is missing, for scripts. */
    @Command(name = "preflight", description = "Looks a domain up as receivers of its mail do, and prints the records to publish", mixinStandardHelpOptions = true)
    static final class Check implements Runnable {

        @ParentCommand MailCommand mail;
        @Spec CommandSpec spec;

        @Parameters(paramLabel = "DOMAIN") String domain;
        @Option(names = "--workspace") @Nullable String workspace;

        @Override
        public void run() {
            var findings = Operator.work(mail.rapport.data, (context, _) -> Operator.in(Operator.workspace(context, workspace).id(), _ -> context.getBean(Senders.class).preflight(domain.toLowerCase(Locale.ROOT))));
            var out = spec.commandLine().getOut();
            for (var it : findings) {
                out.println("%-8s  %-5s  %s".formatted(it.state().name().toLowerCase(Locale.ROOT), it.what(), it.says()));
                if (it.publish() != null) {
                    out.println("          publish: " + it.publish().line());
                }
            }
            var missing = findings.stream().filter(it -> it.state() == Finding.State.MISSING).count();
            if (missing > 0) {
                throw new CannotRun("Of %s %s missing, named above".formatted(domain, missing == 1 ? "one thing is" : missing + " things are"));
            }
        }
    }
}
