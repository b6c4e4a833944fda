package rapport.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import rapport.ops.CannotRun;

/** PostgreSQL's own load generator as the yardstick: the same statements without a program around them. */
final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final List<String> command;
    private final String password;
    private final String database;

    Pgbench(int port, String password, Path script) {
        this(port, password, "rapport", script);
    }

    Pgbench(int port, String password, String database, Path script) {
        this.database = database;
        this.command = List.of("pgbench", "-n", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "rapport_app", "-f", script.toString(), "-M", "prepared", "-j", "2");
        this.password = password;
    }

    static void mustBeThere() {
        try {
            new ProcessBuilder("pgbench", "--version").redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new CannotRun("The yardstick is pgbench, and it is not on this machine. Install it (Debian: apt install postgresql-contrib postgresql).", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return transactions a second */
    double run(int connections, Duration time) {
        var whole = new java.util.ArrayList<>(command);
        whole.addAll(List.of("-c", String.valueOf(connections), "-T", String.valueOf(time.toSeconds()), database));
        try {
            var output = Files.createTempFile("pgbench", ".log");
            var builder = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("PGPASSWORD", password);
            var status = builder.start().waitFor();
            var text = Files.readString(output);
            Files.delete(output);
            var tps = TPS.matcher(text);
            if (status != 0 || !tps.find()) {
                throw new CannotRun("pgbench failed: " + text.strip());
            }
            return Double.parseDouble(tps.group(1));
        } catch (IOException e) {
            throw new CannotRun("pgbench cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted", e);
        }
    }
}
