package rapport.ops;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A data folder and its database, ready to be worked on: the bundled PostgreSQL started, joined or adopted, or the one
 * that {@code RAPPORT_DATABASE_URL} names. Whoever opened a server as the only one on the folder stops it on closing.
 */
final class Installation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int OLDEST_POSTGRES = 15;

    private final DataFolder data;
    private final DataFolder.@Nullable Occupation occupation;
    private final @Nullable EmbeddedPostgres server;

    private Installation(DataFolder data, DataFolder.@Nullable Occupation occupation, @Nullable EmbeddedPostgres server) {
        this.data = data;
        this.occupation = occupation;
        this.server = server;
    }

    /** For the program that serves: nobody else may hold the folder. */
    static Installation forServer(Path path) {
        var data = DataFolder.at(path);
        var occupation = data.occupy("server").orElseThrow(() -> new CannotRun(
                "Rapport already runs on %s (%s). Stop it first with ./rapport stop --data %s, or choose another folder with --data."
                        .formatted(data.root(), data.occupant(), data.root())));
        return opened(data, occupation);
    }

    /** For a command: beside the server that runs, or on its own while none does. Two commands without a server take turns. */
    static Installation forCommand(Path path) {
        var data = DataFolder.at(path);
        for (var second = 0; second < PATIENCE.toSeconds(); second++) {
            var occupation = data.occupy("command");
            if (occupation.isPresent()) {
                return opened(data, occupation.get());
            }
            if (data.occupant().startsWith("server")) {
                return new Installation(data, null, external() ? null : EmbeddedPostgres.running(data));
            }
            pause();
        }
        throw new CannotRun("Another command (%s) has held %s for five minutes.".formatted(data.occupant(), data.root()));
    }

    private static Installation opened(DataFolder data, DataFolder.Occupation occupation) {
        try {
            if (external()) {
                checkExternal();
                return new Installation(data, occupation, null);
            }
            return new Installation(data, occupation, EmbeddedPostgres.start(data));
        } catch (RuntimeException e) {
            occupation.close();
            throw e;
        }
    }

    DataFolder data() {
        return data;
    }

    /** What Spring needs to know to work on this installation. */
    Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        if (server == null) {
            var url = environment("RAPPORT_DATABASE_URL").orElseThrow();
            properties.put("spring.datasource.url", url);
            properties.put("spring.datasource.username", environment("RAPPORT_DATABASE_USER").orElse("rapport_app"));
            properties.put("spring.datasource.password", environment("RAPPORT_DATABASE_PASSWORD").orElse(""));
            properties.put("spring.flyway.url", url);
            properties.put("spring.flyway.user", environment("RAPPORT_DATABASE_OWNER_USER").orElse("rapport_owner"));
            properties.put("spring.flyway.password", environment("RAPPORT_DATABASE_OWNER_PASSWORD").orElse(""));
        } else {
            properties.put("spring.datasource.url", server.url());
            properties.put("spring.datasource.password", server.password("app"));
            properties.put("spring.flyway.url", server.url());
            properties.put("spring.flyway.password", server.password("owner"));
        }
        // Twice the cores: more connections only make the slowest answers slower (docs/operations.md).
        if (environment("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE").isEmpty()) {
            properties.put("spring.datasource.hikari.maximum-pool-size", Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
        }
        properties.put("rapport.data", data.root().toString());
        properties.put("rapport.setup.code", setUpCode());
        properties.put("rapport.key", environment("RAPPORT_KEY").orElseGet(() -> data.secret("key")));
        properties.put("rapport.home", data.secret("home"));
        Map.of("RAPPORT_SMTP_HOST", "host", "RAPPORT_SMTP_PORT", "port", "RAPPORT_SMTP_USER", "user", "RAPPORT_SMTP_PASSWORD", "password", "RAPPORT_SMTP_SECURITY", "security",
                "RAPPORT_MAIL_FROM", "from").forEach((name, property) -> environment(name).ifPresent(it -> properties.put("rapport.mail." + property, it)));
        environment("RAPPORT_URL").ifPresent(it -> properties.put("rapport.url", it));
        environment("RAPPORT_CLOCK_OFFSET").ifPresent(it -> properties.put("rapport.clock.offset", it));
        return properties;
    }

    /** The builder's own properties come last of all, behind application.properties: these come first. */
    static ApplicationContextInitializer<ConfigurableApplicationContext> prevailing(Map<String, Object> properties) {
        return context -> context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("installation", properties));
    }

    /** Ten letters and digits that are hard to mistake for one another, from this folder's secret. */
    String setUpCode() {
        var alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
        var secret = data.secret("set-up-code");
        var code = new StringBuilder();
        for (var i = 0; i < 10; i++) {
            code.append(i == 5 ? "-" : "").append(alphabet.charAt((secret.charAt(2 * i) * 67 + secret.charAt(2 * i + 1)) % alphabet.length()));
        }
        return code.toString();
    }

    @Override
    public void close() {
        if (occupation != null) {
            if (server != null) {
                server.stop();
            }
            occupation.close();
        }
    }

    private static boolean external() {
        return environment("RAPPORT_DATABASE_URL").isPresent();
    }

    private static void checkExternal() {
        var url = environment("RAPPORT_DATABASE_URL").orElseThrow();
        try (var connection = DriverManager.getConnection(url,
                environment("RAPPORT_DATABASE_USER").orElse("rapport_app"), environment("RAPPORT_DATABASE_PASSWORD").orElse(""))) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_POSTGRES) {
                throw new CannotRun("The database at RAPPORT_DATABASE_URL is PostgreSQL %d; Rapport needs %d or newer.".formatted(version, OLDEST_POSTGRES));
            }
        } catch (SQLException e) {
            throw new CannotRun("The database at RAPPORT_DATABASE_URL does not let us in: %s. docs/operations.md says how to prepare it.".formatted(e.getMessage()), e);
        }
    }

    static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(it -> !it.isBlank());
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted while another command works on the folder", e);
        }
    }
}
