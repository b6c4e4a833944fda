package rapport.prospecting.fax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** A fax server that keeps the rules of hfaxd and sends nothing. It can be told to break the line where that hurts. */
public final class FaxSink implements AutoCloseable {

    /** What happens when a job is submitted. */
    public enum Manner { WELL, BREAKS_BEFORE, BREAKS_BEHIND, REFUSES }

    /** @param values by their names */
    public record Job(long number, Map<String, String> values, byte[] document) {}

    public final Map<Long, Job> jobs = new ConcurrentSkipListMap<>();
    public volatile Manner manner = Manner.WELL;
    private final AtomicLong numbers = new AtomicLong();
    private final ServerSocket server;

    public FaxSink() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("hfaxd").start(() -> {
            while (!server.isClosed()) {
                try {
                    var line = server.accept();
                    Thread.ofVirtual().start(() -> new Talk(line).run());
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How it ends with all that were submitted. */
    public void end(String state, String status, int pages) {
        jobs.values().stream().filter(it -> it.values.get("STATE").equals("READY")).forEach(it -> it.values.putAll(Map.of("STATE", state, "STATUS", status, "NPAGES", String.valueOf(pages))));
    }

    public long submitted() {
        return jobs.values().stream().filter(it -> !it.values.get("STATE").equals("SUSPENDED")).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private final class Talk {

        private final Socket line;
        private byte[] document = new byte[0];
        private Job job;

        private Talk(Socket line) {
            this.line = line;
        }

        private void run() {
            try (line; var data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
                say("220-welcome");
                say("220 server (HylaFAX (tm) Version 6.0.7) ready.");
                var known = false;
                for (var said = in.readLine(); said != null; said = in.readLine()) {
                    var words = said.split(" ", 2);
                    if (!known && !words[0].matches("USER|PASS")) {
                        say("530 Please login with USER and PASS.");
                        continue;
                    }
                    switch (words[0]) {
                        case "USER" -> say("331 Password required for %s.".formatted(words[1]));
                        case "PASS" -> {
                            known = words[1].equals("secret");
                            say(known ? "230 User logged in." : "530 Login incorrect.");
                        }
                        case "PASV" -> say("227 Entering passive mode (127,0,0,1,%d,%d)".formatted(data.getLocalPort() / 256, data.getLocalPort() % 256));
                        case "STOT" -> {
                            try (var from = data.accept()) {
                                say("150 FILE: /tmp/doc1.pdf (Opening new data connection).");
                                document = from.getInputStream().readAllBytes();
                            }
                            say("226 Transfer complete (FILE: /tmp/doc1.pdf).");
                        }
                        case "JNEW" -> {
                            job = new Job(numbers.incrementAndGet(), new java.util.concurrent.ConcurrentHashMap<>(Map.of("STATE", "SUSPENDED", "STATUS", "", "NPAGES", "0")), document);
                            jobs.put(job.number, job);
                            say("200 New job created: jobid: %1$d groupid: %1$d.".formatted(job.number));
                        }
                        case "JPARM" -> parameter(words[1]);
                        case "JSUBM" -> {
                            if (!submit()) {
                                return;
                            }
                        }
                        case "JOB" -> {
                            job = jobs.get(Long.parseLong(words[1]));
                            say(job == null ? "500 Cannot set job %s; job does not exist (No such file or directory).".formatted(words[1]) : "200 Current job: jobid: %s.".formatted(words[1]));
                        }
                        case "JKILL" -> say(jobs.remove(Long.parseLong(words[1])) == null ? "500 Cannot access job." : "200 Job killed.");
                        default -> say("200 Done.");
                    }
                }
            } catch (IOException e) {
                // the other side has gone
            } finally {
                jobs.values().removeIf(it -> it == job && it.values.get("STATE").equals("SUSPENDED")); // what is not submitted is thrown away
            }
        }

        private void parameter(String said) throws IOException {
            var parts = said.split(" ", 2);
            if (parts.length > 1) {
                job.values.put(parts[0], parts[1].replace("\"", ""));
                say("213 %s set.".formatted(parts[0]));
            } else {
                say("213 " + job.values.getOrDefault(parts[0], ""));
            }
        }

        private boolean submit() throws IOException {
            var now = manner;
            if (now == Manner.REFUSES) {
                say("503 Job not submitted: no such destination.");
                return true;
            }
            if (now != Manner.BREAKS_BEFORE) {
                job.values.put("STATE", "READY");
            }
            if (now != Manner.WELL) {
                return false;
            }
            say("200 Job %d submitted.".formatted(job.number));
            return true;
        }

        private void say(String words) throws IOException {
            line.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
