package rapport.ops;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import rapport.Rapport;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.WorkspaceRegister.Workspace;
import rapport.kernel.Workspaces;

/** Whoever types commands on this machine, at work on an installation: everything but the web server, for as long as it takes. */
public final class Operator {

    private Operator() {}

    public static <T> T work(Path data, BiFunction<ApplicationContext, DataFolder, T> work) {
        return work(data, Map.of(), work);
    }

    /** @param more properties that prevail over the installation's own */
    public static <T> T work(Path data, Map<String, Object> more, BiFunction<ApplicationContext, DataFolder, T> work) {
        try (var installation = Installation.forCommand(data)) {
            var properties = new LinkedHashMap<>(installation.properties());
            properties.put("rapport.jobs", "false"); // a command does its own work and nobody else's
            properties.put("rapport.live", "false");
            properties.put("rapport.dispatch", "false");
            properties.put("logging.threshold.console", "OFF"); // what is printed is the command's answer alone
            properties.put("logging.file.name", installation.data().logs().resolve("commands.log").toString());
            properties.putAll(more);
            try (var context = new SpringApplicationBuilder(Rapport.class).web(WebApplicationType.NONE)
                    .properties(properties).initializers(Installation.prevailing(properties)).run()) {
                return work.apply(context, installation.data());
            }
        }
    }

    /** The workspace of this name, or the only one there is. */
    public static Workspace workspace(ApplicationContext context, @org.jspecify.annotations.Nullable String name) {
        var register = context.getBean(WorkspaceRegister.class);
        if (name != null) {
            return register.named(name).orElseThrow(() -> new CannotRun("There is no workspace called %s".formatted(name)));
        }
        var all = register.all();
        if (all.size() != 1) {
            throw new CannotRun(all.isEmpty()
                    ? "There is no workspace yet. Set one up in the browser, or name one with --workspace."
                    : "There are %d workspaces. Say which one with --workspace: %s".formatted(
                            all.size(), String.join(", ", all.stream().map(Workspace::name).toList())));
        }
        return all.getFirst();
    }

    /** Whoever may type commands on this machine may do everything in every workspace. */
    public static <T> T in(WorkspaceId workspace, java.util.function.Function<Viewer, T> work) {
        var operator = Viewer.system(workspace, "command line").through(Through.COMMAND);
        return Workspaces.in(workspace, () -> work.apply(operator));
    }
}
