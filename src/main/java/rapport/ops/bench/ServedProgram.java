package rapport.ops.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rapport.ops.CannotRun;

/** The program as a process of its own, as ./rapport start runs it: what is measured does not share a heap with what measures. */
final class ServedProgram implements AutoCloseable {

    private final Process process;
    private final int port;

    private ServedProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServedProgram start(Path data, int port) {
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(data.resolve("run/ready"));
            var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
            command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx768m", "-XX:+UseCompactObjectHeaders",
                    "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of("rapport.ops.RapportCommand", "serve", "--data", data.toString(), "--port", String.valueOf(port)));
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(new File(data.toFile(), "console.log")).start();
            var program = new ServedProgram(process, port);
            program.awaitReady(data);
            return program;
        } catch (IOException e) {
            throw new CannotRun("The program to measure cannot be started: " + e.getMessage(), e);
        }
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private void awaitReady(Path data) throws IOException {
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
        try {
            TimeUnit.MILLISECONDS.sleep(100);
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
