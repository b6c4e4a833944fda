package rapport.ops.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import rapport.ops.CannotRun;

/** The program as a process of its own, as ./rapport start runs it: what is measured does not share a heap with what measures. */
final class ServedProgram implements AutoCloseable {

    private static final Duration DYING = Duration.ofSeconds(30);

    private final Path data;
    private final int port;
    private final Map<String, String> environment;
    private Process process;

    private ServedProgram(Path data, int port, Map<String, String> environment) {
        this.data = data;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.process = serve(data, port, environment);
    }

    static ServedProgram start(Path data, int port) {
        return start(data, port, Map.of());
    }

    /** @param environment beside what this process has, such as the database of another */
    static ServedProgram start(Path data, int port, Map<String, String> environment) {
        return new ServedProgram(data, port, environment);
    }

    /** After a kill: on the same folder and port. */
    void startAgain() {
        process = serve(data, port, environment);
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Ends everything at once and without a word: program, database and what both have begun. What the database begins in the
     * same instant ends by itself, for its postmaster is gone. It is no power cut: what the system has yet to write, it still writes.
     */
    void kill() {
        kill(Stream.of(postmaster(), handle()));
    }

    /** The program alone, where its database is another's. */
    void killAlone() {
        kill(Stream.of(handle()));
    }

    private void kill(Stream<ProcessHandle> these) {
        var everything = these.flatMap(it -> Stream.concat(Stream.of(it), it.descendants())).toList();
        everything.forEach(ProcessHandle::destroyForcibly);
        var patience = System.nanoTime() + DYING.toNanos();
        while (everything.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > patience) {
                throw new CannotRun("Half a minute after they were killed, processes of %s still live.".formatted(data));
            }
            pause(10);
        }
    }

    private ProcessHandle postmaster() {
        try {
            var number = Files.readAllLines(data.resolve("pg/cluster/postmaster.pid")).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(number)).orElseThrow(() -> new CannotRun("The PostgreSQL of %s has ended by itself.".formatted(data)));
        } catch (IOException e) {
            throw new CannotRun("There is no PostgreSQL to kill in %s: %s".formatted(data, e.getMessage()), e);
        }
    }

    private static Process serve(Path data, int port, Map<String, String> environment) {
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(data.resolve("run/ready"));
            var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
            command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx768m", "-XX:+UseCompactObjectHeaders",
                    "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of("rapport.ops.RapportCommand", "serve", "--data", data.toString(), "--port", String.valueOf(port)));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File(data.toFile(), "console.log"));
            builder.environment().putAll(environment);
            var process = builder.start();
            awaitReady(process, data);
            return process;
        } catch (IOException e) {
            throw new CannotRun("The program to measure cannot be started: " + e.getMessage(), e);
        }
    }

    private static void awaitReady(Process process, Path data) throws IOException {
        var patience = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!Files.exists(data.resolve("run/ready"))) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                process.destroy();
                throw new CannotRun("The program to measure did not start: " + Files.readString(data.resolve("console.log")).lines().toList().getLast());
            }
            pause();
        }
    }

    static void pause() {
        pause(100);
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
