package rapport.ops;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.people.Invitations;
import rapport.people.People;
import rapport.people.Person;
import rapport.people.Visibility;
import rapport.people.Workforce;

@Command(name = "user", description = "People who sign in", mixinStandardHelpOptions = true, subcommands = UserCommand.Add.class)
final class UserCommand implements Runnable {

    @ParentCommand RapportCommand rapport;
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say what to do: user add.");
    }

    /** Adds somebody, or lets in whoever was imported under that name; prints a link that works once. */
    @Command(name = "add", description = "Adds somebody and prints a one-time sign-in link", mixinStandardHelpOptions = true)
    static final class Add implements Runnable {

        @ParentCommand UserCommand user;
        @Spec CommandSpec spec;

        @Option(names = "--email", required = true) String email;
        @Option(names = "--name", required = true) String name;
        @Option(names = "--role", required = true, description = "owner, admin, manager, rep, marketer or viewer") String role;
        @Option(names = "--manager", description = "their manager's address") @Nullable String manager;
        @Option(names = "--workspace", description = "made when missing") @Nullable String workspace;
        @Option(names = "--demo", description = "mark a workspace that is made as a demo") boolean demo;
        @Option(names = "--time-zone", description = "theirs, as IANA names it; ${DEFAULT-VALUE} by default") String timeZone = "Europe/Berlin";
        @Option(names = "--person", description = "id of the imported person to let in") @Nullable String person;

        @Override
        public void run() {
            var link = Operator.work(user.rapport.data, this::add);
            spec.commandLine().getOut().println(link);
        }

        private String add(ApplicationContext context, DataFolder data) {
            var register = context.getBean(WorkspaceRegister.class);
            var here = workspace == null ? Operator.workspace(context, null)
                    : register.named(workspace).orElseGet(() -> register.open(Objects.requireNonNull(workspace), demo));
            return Operator.in(here.id(), operator -> {
                var added = person(context, operator);
                return Links.root(data) + "/welcome/" + context.getBean(Invitations.class).invite(added.id(), operator);
            });
        }

        private Person person(ApplicationContext context, Viewer operator) {
            var workforce = context.getBean(Workforce.class);
            var known = workforce.withEmail(email, operator);
            if (known.isPresent()) {
                return known.get(); // a new link for somebody who is here already
            }
            var position = new Workforce.Position(name, email, role(), manager(workforce, operator), ZoneId.of(timeZone));
            return imported(context, workforce, operator)
                    .map(it -> workforce.change(it.id(), new Workforce.Position(it.fullName(), email, role(),
                            manager == null ? it.manager() : position.manager(), it.timeZone()), operator))
                    .orElseGet(() -> workforce.hire(position, operator));
        }

        /** Whoever has this name and no login; two of them are told apart by id. */
        private java.util.Optional<Person> imported(ApplicationContext context, Workforce workforce, Viewer operator) {
            if (person != null) {
                return java.util.Optional.of(workforce.person(PersonId.of(person), operator));
            }
            var waiting = context.getBean(People.class).team(new Visibility.Everyone(), operator).stream()
                    .filter(it -> !it.signsIn()).map(People.Row::id).toList();
            var named = workforce.named(name, operator).stream().filter(it -> waiting.contains(it.id())).toList();
            if (named.size() > 1) {
                throw new CannotRun("%d people are called %s. Say which one with --person: %s".formatted(
                        named.size(), name, String.join(", ", named.stream().map(it -> it.id().toString()).toList())));
            }
            return named.stream().findFirst();
        }

        private @Nullable PersonId manager(Workforce workforce, Viewer operator) {
            return manager == null ? null : workforce.withEmail(manager, operator)
                    .orElseThrow(() -> new CannotRun("Nobody here has the address %s.".formatted(manager))).id();
        }

        private Role role() {
            return java.util.Arrays.stream(Role.values())
                    .filter(it -> it != Role.SYSTEM && it.name().equals(role.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new CannotRun("A role is owner, admin, manager, rep, marketer or viewer, not %s.".formatted(role)));
        }
    }
}
