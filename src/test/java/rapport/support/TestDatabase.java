package rapport.support;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistrar;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;

/** One PostgreSQL server per test run, started by the product's own launcher; one prepared database per application context. */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    private final String name = "test_" + UUID.randomUUID().toString().substring(0, 8);

    @Bean
    DynamicPropertyRegistrar database() throws SQLException, IOException {
        try (var connection = Server.INSTANCE.superuser("postgres"); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            // A session zone that is not UTC brings out every place that forgets to say which zone it means.
            statement.execute("alter database " + name + " set timezone = 'America/Los_Angeles'");
        }
        Server.INSTANCE.prepare(name);
        return properties -> {
            properties.add("spring.datasource.url", () -> Server.INSTANCE.url(name));
            properties.add("spring.datasource.password", () -> Server.INSTANCE.password("app"));
            properties.add("spring.flyway.url", () -> Server.INSTANCE.url(name));
            properties.add("spring.flyway.password", () -> Server.INSTANCE.password("owner"));
            properties.add("spring.datasource.hikari.connection-timeout", () -> 5000); // at the end the server is gone first
            properties.add("rapport.audit.seal-every", () -> "P1D"); // tests seal when they mean to
            properties.add("rapport.mail.host", () -> "127.0.0.1");
            properties.add("rapport.mail.port", () -> Mailbox.SERVER.getSmtp().getPort());
            properties.add("rapport.mail.security", () -> "NONE");
            properties.add("rapport.mail.from", () -> "coach@rapport.example");
            properties.add("rapport.jobs", () -> "false"); // tests run a job when they mean to
            properties.add("rapport.dispatch", () -> "false"); // and send when they mean to
            properties.add("rapport.key", () -> "dGVzdHMgc2VhbCB3aXRoIGEga2V5IG9mIHRoZWlyIG8");
            properties.add("rapport.home", () -> "test");
            properties.add("rapport.data", () -> "target/test-files");
            properties.add("rapport.setup.code", () -> "ABCDE-23456");
        };
    }

    /** This database as another role sees it; the application's own JdbcClient is rapport_app's. */
    public JdbcClient as(String role) {
        var user = role.equals("postgres") ? "rapport_super" : role;
        var password = switch (user) {
            case "rapport_super" -> Server.INSTANCE.password("super");
            case "rapport_owner" -> Server.INSTANCE.password("owner");
            case "rapport_app" -> Server.INSTANCE.password("app");
            default -> role; // a role some test made, with its name for a password
        };
        return JdbcClient.create(new DriverManagerDataSource(Server.INSTANCE.url(name), user, password));
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            var server = EmbeddedPostgres.start(DataFolder.at(Path.of("target/test-data")),
                    Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server;
        }
    }
}
