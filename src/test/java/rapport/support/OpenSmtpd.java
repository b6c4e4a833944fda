package rapport.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A mail server as it is: what is for brightwater.example it keeps, but nobody is called gone there, and reports come back to northlight.example. */
public final class OpenSmtpd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/smtpd");
    private static final Path ONLY_ONE = Path.of("/run/smtpd.sock");

    private final Path home;
    private final int port;
    private final Process process;

    private OpenSmtpd(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Debian's, started by root as it wants to be, where none runs already. */
    public static boolean isThere() {
        return Files.isExecutable(PROGRAM) && Files.exists(Path.of("/usr/sbin/smtpctl")) && System.getProperty("user.name").equals("root") && !Files.exists(ONLY_ONE);
    }

    /** @param reports the maildir in which what is for northlight.example lies, nobody's */
    public static OpenSmtpd start(Path reports) throws IOException {
        var home = Files.createTempDirectory("smtpd");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var folder : List.of("new", "cur", "tmp")) {
            Files.createDirectories(home.resolve("mail").resolve(folder));
        }
        run("chown", "-R", "nobody:nogroup", home.resolve("mail").toString());
        var port = free();
        var settings = Files.writeString(home.resolve("smtpd.conf"), """
                table anybody { "@" = "nobody" }
                listen on 127.0.0.1 port %1$d hostname "mx.northlight.example"
                action "ours" maildir "%2$s" virtual <anybody>
                action "theirs" maildir "%3$s" virtual <anybody>
                action "gone" mda "exit 67" virtual <anybody>
                match from any for domain "northlight.example" action "ours"
                match from any for domain "brightwater.example" rcpt-to "gone@brightwater.example" action "gone"
                match from any for domain "brightwater.example" action "theirs"
                """.formatted(port, reports, home.resolve("mail")));
        var process = new ProcessBuilder(PROGRAM.toString(), "-d", "-f", settings.toString()).redirectErrorStream(true).redirectOutput(home.resolve("console").toFile()).start();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return line.getInputStream().read() == '2';
            }
        });
        return new OpenSmtpd(home, port, process);
    }

    private static int free() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** What has arrived at brightwater.example, with ends of lines as they went over the line. */
    public List<String> arrived() throws IOException {
        try (var mails = Files.list(home.resolve("mail/new"))) {
            return mails.sorted().map(OpenSmtpd::read).toList();
        }
    }

    private static String read(Path mail) {
        try {
            return Files.readString(mail, StandardCharsets.UTF_8).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
