package rapport.ops.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one address over and over on open connections. Bare sockets, for a client library would take half of the two cores.
 */
final class HttpLoad {

    /** @param latencies of every answer in nanoseconds, in order of size */
    record Result(long[] latencies, double seconds) {

        double perSecond() {
            return latencies.length / seconds;
        }

        /** @param share 0 to 1 @return milliseconds */
        double quantile(double share) {
            return latencies[(int) Math.min(latencies.length - 1, Math.round(latencies.length * share))] / 1e6;
        }
    }

    private final int port;
    private final byte[] request;

    /** @param header one more header line, such as a cookie */
    HttpLoad(int port, String path, String header) {
        this.port = port;
        this.request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n".formatted(path, header).getBytes(StandardCharsets.US_ASCII);
    }

    Result run(int connections, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var runs = new ArrayList<Future<long[]>>();
            for (var i = 0; i < connections; i++) {
                runs.add(threads.submit((Callable<long[]>) () -> ask(end)));
            }
            var latencies = runs.stream().flatMapToLong(it -> Arrays.stream(answered(it))).sorted().toArray();
            return new Result(latencies, (System.nanoTime() - began) / 1e9);
        }
    }

    private long[] ask(long end) throws IOException {
        var latencies = new long[1 << 16];
        var count = 0;
        while (System.nanoTime() < end) { // the server ends a connection after so many requests, as it does with browsers
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                for (var open = true; open && System.nanoTime() < end; ) {
                    var began = System.nanoTime();
                    socket.getOutputStream().write(request);
                    open = skipAnswer(in);
                    if (count == latencies.length) {
                        latencies = Arrays.copyOf(latencies, count * 2);
                    }
                    latencies[count++] = System.nanoTime() - began;
                }
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    /** @return whether the connection stays open */
    private static boolean skipAnswer(InputStream in) throws IOException {
        var status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("Answered with " + status);
        }
        var length = -1L;
        var chunked = false;
        var stays = true;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(java.util.Locale.ROOT);
            length = lower.startsWith("content-length:") ? Long.parseLong(lower.substring(15).strip()) : length;
            stays &= !lower.startsWith("connection: close");
            chunked |= lower.startsWith("transfer-encoding: chunked");
        }
        if (!chunked) {
            in.skipNBytes(length);
            return stays;
        }
        for (var size = Long.parseLong(line(in), 16); size > 0; size = Long.parseLong(line(in), 16)) {
            in.skipNBytes(size + 2);
        }
        line(in);
        return stays;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static long[] answered(Future<long[]> run) {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A connection failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
