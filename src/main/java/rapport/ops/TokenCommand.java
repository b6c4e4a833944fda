package rapport.ops;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.people.Tokens;
import rapport.people.Workforce;

@Command(name = "token", description = "Tokens for programs", mixinStandardHelpOptions = true, subcommands = TokenCommand.Create.class)
final class TokenCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: token create.");
    }

    /** Prints the token and nothing else. */
    @Command(name = "create", description = "Makes a token that acts as somebody, and prints it", mixinStandardHelpOptions = true)
    static final class Create implements Runnable {

        enum Scope { read, write }

        @ParentCommand TokenCommand token;
        @Spec CommandSpec spec;

        @Option(names = "--user", required = true, description = "their address") String user;
        @Option(names = "--name", required = true, description = "what it is for") String name;
        @Option(names = "--workspace") @Nullable String workspace;
        @Option(names = "--scope", description = "read or write") Scope scope = Scope.write;

        @Override
        public void run() {
            var made = Operator.work(token.rapport.data, (context, _) -> Operator.in(Operator.workspace(context, workspace).id(), operator -> {
                var person = context.getBean(Workforce.class).withEmail(user, operator)
                        .orElseThrow(() -> new CannotRun("Nobody here has the address %s.".formatted(user)));
                return context.getBean(Tokens.class).createFor(person.id(), name, scope == Scope.read, operator);
            }));
            spec.commandLine().getOut().println(made);
        }
    }
}
