package rapport.ops;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;

/**
 * The bundled PostgreSQL over the data folder. Made durable on purpose (fsync, synchronous_commit, checksums), reachable on
 * the loopback address only, and adopted when a killed program left it running.
 */
public final class EmbeddedPostgres {

    private static final Duration PATIENCE = Duration.ofMinutes(5); // recovery after a crash may read a lot
    private static final Duration DYING = Duration.ofSeconds(20); // what a killed server takes at most to be gone
    private static final String SUPERUSER = "rapport_super";
    private static final String DATABASE = "rapport";

    private final DataFolder data;
    private final PostgresUser user;
    private final Path programs;
    private final Path cluster;
    private int port;

    private EmbeddedPostgres(DataFolder data) throws IOException {
        this.data = data;
        this.user = PostgresUser.here();
        user.reach(data);
        this.programs = PostgresBinaries.unpackedIn(data.pg());
        this.cluster = data.pg().resolve("cluster");
    }

    /** Starts the server of this folder, or takes over the one that still runs on it. */
    public static EmbeddedPostgres start(DataFolder data) {
        return start(data, Map.of());
    }

    /** @param settings lines of postgresql.conf that differ from the product's, for tests that need no durability */
    public static EmbeddedPostgres start(DataFolder data, Map<String, String> settings) {
        try {
            var server = new EmbeddedPostgres(data);
            if (!Files.exists(server.cluster.resolve("PG_VERSION"))) {
                server.initialise();
            }
            if (!server.adopt()) {
                server.launch(settings);
            }
            server.prepare();
            return server;
        } catch (IOException e) {
            throw new CannotRun("PostgreSQL cannot be started in %s: %s".formatted(data.pg(), e.getMessage()), e);
        } catch (SQLException e) {
            throw new CannotRun("PostgreSQL runs in %s but refuses us: %s".formatted(data.pg(), e.getMessage()), e);
        }
    }

    /** The server of this folder as another process runs it; throws when there is none. */
    public static EmbeddedPostgres running(DataFolder data) {
        try {
            var server = new EmbeddedPostgres(data);
            if (server.adopt()) {
                return server;
            }
            throw new CannotRun("Rapport holds %s but its PostgreSQL does not answer yet. Try again in a moment.".formatted(data.root()));
        } catch (IOException | SQLException e) {
            throw new CannotRun("PostgreSQL in %s does not answer: %s".formatted(data.pg(), e.getMessage()), e);
        }
    }

    public String url() {
        return url(DATABASE);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** @param role {@code app}, {@code owner} or {@code super} */
    public String password(String role) {
        return data.secret("database-" + role);
    }

    /** A connection that may do everything; for preparing databases, never for serving. */
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, password("super"));
    }

    public void stop() {
        try {
            pgCtl("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60");
        } catch (IOException e) {
            throw new CannotRun("PostgreSQL in %s did not stop: %s".formatted(cluster, e.getMessage()), e);
        }
    }

    /** Into a draft first: a cluster half made by a killed initdb must not be taken for a database. */
    private void initialise() throws IOException {
        var draft = cluster.resolveSibling("cluster.new");
        if (Files.exists(draft)) {
            run("Clearing a half made cluster", List.of("rm", "-rf", draft.toString()));
        }
        DataFolder.PrivateFiles.folder(draft);
        var password = data.pg().resolve("password.new");
        DataFolder.PrivateFiles.write(password, password("super"));
        user.own(draft);
        user.own(password);
        run("initdb", user.running(List.of(
                programs.resolve("bin/initdb").toString(), "-D", draft.toString(), "-U", SUPERUSER, "-A", "scram-sha-256",
                "--pwfile", password.toString(), "--data-checksums", "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions")));
        Files.delete(password);
        Files.writeString(draft.resolve("postgresql.conf"), "\ninclude 'rapport.conf' # written anew at every start\n", APPEND);
        Files.writeString(draft.resolve("rapport.conf"), "");
        user.own(draft);
        Files.move(draft, cluster);
    }

    private void launch(Map<String, String> settings) throws IOException {
        port = rememberedPort();
        var lines = new TreeMap<>(Map.of(
                "listen_addresses", "'127.0.0.1'",
                "unix_socket_directories", "''",
                "password_encryption", "'scram-sha-256'",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "max_connections", "60",
                "shared_buffers", "128MB",
                "timezone", "'UTC'"));
        lines.put("port", String.valueOf(port));
        lines.put("lc_messages", "'C'");
        lines.put("wal_level", "minimal");
        lines.put("max_wal_senders", "0");
        lines.put("random_page_cost", "1.1"); // a solid-state disk
        lines.put("jit", "off"); // our queries are short
        lines.putAll(settings);
        var text = new StringBuilder();
        lines.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        Files.writeString(cluster.resolve("rapport.conf"), text);
        var log = data.logs().resolve("postgresql.log");
        if (!Files.exists(log)) {
            DataFolder.PrivateFiles.write(log, "");
        }
        user.own(log);
        startPatiently("start", "-D", cluster.toString(), "-w", "-t", String.valueOf(PATIENCE.toSeconds()), "-l", log.toString());
    }

    /** Processes a killed server has left keep its memory for a moment, and PostgreSQL rightly does not start beside them. */
    private void startPatiently(String... arguments) throws IOException {
        for (var attempt = 0; ; attempt++) {
            try {
                pgCtl(arguments);
                return;
            } catch (IOException e) {
                if (attempt >= 5) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** The port of last time if it is free, so that tools keep finding it. */
    private int rememberedPort() throws IOException {
        var file = data.pg().resolve("port");
        if (Files.exists(file)) {
            var last = Integer.parseInt(Files.readString(file).strip());
            if (isFree(last)) {
                return last;
            }
        }
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DataFolder.PrivateFiles.write(file, String.valueOf(any.getLocalPort()));
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.isBound();
        } catch (IOException e) {
            return false; // somebody listens there
        }
    }

    /** True when a server already runs on this folder and answers to our secret; killing the program leaves it running. */
    private boolean adopt() throws IOException, SQLException {
        var file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        var process = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (!isAlive(process)) {
            return false; // PostgreSQL itself finds out whether anything of it is left, and clears the file away
        }
        if (!ProcessHandle.of(Long.parseLong(process)).filter(EmbeddedPostgres::mayBePostgres).isPresent()) {
            Files.deleteIfExists(file); // its server died with the machine, and the number is another program's by now
            return false;
        }
        if (lines.size() < 4 || lines.get(3).isBlank()) {
            throw new CannotRun("Another PostgreSQL (process %s) is just starting in %s. Try again in a moment.".formatted(process, cluster));
        }
        port = Integer.parseInt(lines.get(3).strip());
        return answers(process);
    }

    private static boolean isAlive(String process) {
        return !process.isEmpty() && ProcessHandle.of(Long.parseLong(process)).filter(ProcessHandle::isAlive).isPresent();
    }

    private static boolean mayBePostgres(ProcessHandle process) {
        return process.isAlive() && process.info().command().map(it -> it.endsWith("postgres")).orElse(true);
    }

    /** False when the process ends while we ask: a killed server is dead before its number is given back. */
    private boolean answers(String process) throws SQLException {
        for (var attempt = 0; ; attempt++) {
            try (var connection = superuser("postgres")) {
                connection.isValid(5);
                return true;
            } catch (SQLException e) {
                var comingUp = "57P03".equals(e.getSQLState()) && attempt < PATIENCE.toSeconds(); // cannot_connect_now: recovering
                var notListening = "08001".equals(e.getSQLState()) && attempt < DYING.toSeconds();
                if (!isAlive(process)) {
                    return false;
                }
                if (!comingUp && !notListening) {
                    throw new CannotRun("Another PostgreSQL (process %s) holds %s and does not know us: %s"
                            .formatted(process, cluster, e.getMessage()), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted while PostgreSQL recovers", e);
        }
    }

    /** Safe to repeat: roles with this folder's passwords, the database, and what a superuser grants in it. */
    private void prepare() throws SQLException, IOException {
        try (var connection = superuser("postgres")) {
            for (var role : List.of("app", "owner")) {
                execute(connection, """
                        do $$ begin
                          if not exists (select from pg_roles where rolname = 'rapport_%1$s') then create role rapport_%1$s login; end if;
                        end $$""".formatted(role));
                execute(connection, "alter role rapport_%s login password '%s'".formatted(role, password(role)));
            }
            try (var found = connection.createStatement().executeQuery("select 1 from pg_database where datname = '%s'".formatted(DATABASE))) {
                if (!found.next()) {
                    execute(connection, "create database " + DATABASE);
                }
            }
        }
        prepare(DATABASE);
    }

    /** What a superuser does once in a new database, before the first migration. */
    public void prepare(String database) throws SQLException, IOException {
        try (var connection = superuser(database)) {
            execute(connection, new ClassPathResource("db/prepare.sql").getContentAsString(StandardCharsets.UTF_8));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pgCtl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(programs.resolve("bin/pg_ctl").toString()));
        command.addAll(List.of(arguments));
        run("pg_ctl " + arguments[0], user.running(command));
    }

    private void run(String what, List<String> command) throws IOException {
        var output = data.logs().resolve("postgresql-control.log");
        var process = new ProcessBuilder(command)
                .directory(data.pg().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())) // a pipe would stay open as long as the server runs
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("%s did not succeed; %s and postgresql.log beside it say why".formatted(what, output));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
