package rapport.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import rapport.Rapport;
import rapport.people.SetUp;

/** Serves until it is told to stop: what {@code ./rapport start} puts into the background. */
@Command(name = "serve", description = "Serve in the foreground", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {

    @ParentCommand RapportCommand rapport;

    @Option(names = "--port", description = "RAPPORT_PORT or 8080 by default")
    int port = Integer.parseInt(Installation.environment("RAPPORT_PORT").orElse("8080"));

    @Option(names = "--demo", description = "Make a demo workspace, if there is none")
    boolean demo;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void run() {
        var data = DataFolder.at(rapport.data);
        try {
            Files.deleteIfExists(data.run().resolve("ready"));
            var installation = Installation.forServer(rapport.data);
            serve(installation);
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new CannotRun("The data folder %s cannot be written: %s".formatted(data.root(), e.getMessage()), e);
        }
    }

    private void serve(Installation installation) throws IOException {
        ConfigurableApplicationContext context;
        try {
            context = begin(installation);
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            context.close();
            installation.close();
            stopped.countDown();
        }, "stop"));
        announce(context, installation);
    }

    /** Whom to sign in as. Kept in the owner's own file, for the passwords are nowhere else. */
    private static String demo(ConfigurableApplicationContext context, Installation installation) throws IOException {
        var file = installation.data().run().resolve("demo");
        var logins = context.getBean(Demo.class).make();
        if (!logins.isEmpty()) {
            var words = new StringBuilder("The demo is %s. Sign in as\n".formatted(Demo.WORKSPACE));
            logins.forEach(it -> words.append("  %-16s %-8s %-34s %s\n".formatted(it.name(), it.role(), it.email(), it.password())));
            DataFolder.PrivateFiles.write(file, words.toString());
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private ConfigurableApplicationContext begin(Installation installation) {
        var properties = new LinkedHashMap<>(installation.properties());
        properties.put("server.port", port);
        properties.put("logging.file.name", installation.data().logs().resolve("rapport.log").toString());
        try {
            return new SpringApplicationBuilder(Rapport.class).properties(properties).initializers(Installation.prevailing(properties))
                    .registerShutdownHook(false).run();
        } catch (RuntimeException e) {
            throw occupied(e) ? new CannotRun("Port %d is taken by another program. Choose another with --port.".formatted(port), e) : e;
        }
    }

    private static boolean occupied(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("PortInUseException") || cause instanceof java.net.BindException) {
                return true;
            }
        }
        return false;
    }

    /** The sentences ./rapport prints when all is up; in a file of its owner's, for the code is nobody else's business. */
    private void announce(ConfigurableApplicationContext context, Installation installation) throws IOException {
        var address = "http://localhost:" + ((WebServerApplicationContext) context).getWebServer().getPort();
        var words = new StringBuilder("Rapport is ready: ").append(address).append('\n');
        if (demo) {
            words.append(demo(context, installation));
        }
        var setUp = context.getBean(SetUp.class);
        if (setUp.isNeeded()) {
            words.append("Set up your workspace at %s/set-up with the code %s\n".formatted(address, installation.setUpCode()));
        }
        DataFolder.PrivateFiles.write(installation.data().run().resolve("address"), address);
        DataFolder.PrivateFiles.write(installation.data().run().resolve("ready"), words.toString());
    }
}
