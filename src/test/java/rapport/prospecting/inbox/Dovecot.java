package rapport.prospecting.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The mail server most people's mail lies on, with one mailbox in a folder of its own. */
final class Dovecot implements AutoCloseable {

    private final Path home;
    private final int port;
    private Process process;

    private Dovecot(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Debian's, started by root as it wants to be. */
    static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/sbin/dovecot")) && System.getProperty("user.name").equals("root");
    }

    static Dovecot start() throws IOException {
        var home = Files.createTempDirectory("dovecot");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var dovecot = new Dovecot(home, free.getLocalPort());
            free.close();
            dovecot.write();
            dovecot.begin();
            return dovecot;
        }
    }

    private void write() throws IOException {
        for (var folder : List.of("mail/new", "mail/cur", "mail/tmp", "mail/.Gesendet/new", "mail/.Gesendet/cur", "mail/.Gesendet/tmp")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("dovecot.conf"), """
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = %1$s/log
                mail_location = maildir:%1$s/mail
                mail_uid = nobody
                mail_gid = nogroup
                first_valid_uid = 1
                first_valid_gid = 1
                passdb {
                  driver = static
                  args = password=secret
                }
                userdb {
                  driver = static
                  args = uid=nobody gid=nogroup home=%1$s/mail
                }
                namespace inbox {
                  inbox = yes
                  mailbox Gesendet {
                    special_use = \\Sent
                  }
                }
                service imap-login {
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                """.formatted(home, port));
        run("chown", "-R", "nobody:nogroup", home.resolve("mail").toString());
    }

    void begin() throws IOException {
        process = new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", home.resolve("dovecot.conf").toString()).redirectErrorStream(true).redirectOutput(home.resolve("console").toFile()).start();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return line.getInputStream().read() == '*';
            }
        });
    }

    int port() {
        return port;
    }

    /** The maildir itself, nobody's. */
    Path mail() {
        return home.resolve("mail");
    }

    /** @param folder "" for the inbox */
    void deliver(String folder, String mail) {
        try {
            var name = UUID.randomUUID() + ".test";
            var drop = Files.writeString(home.resolve("mail/" + folder + "/tmp/" + name), mail, StandardCharsets.UTF_8);
            run("chown", "nobody:nogroup", drop.toString());
            Files.move(drop, home.resolve("mail/" + folder + "/new/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether no mail has been read: mails somebody has read carry the letter S. */
    boolean isUnread() throws IOException {
        try (Stream<Path> mails = Files.walk(home.resolve("mail"))) {
            return mails.noneMatch(it -> it.getFileName().toString().matches(".*:2,.*S.*"));
        }
    }

    private static void run(String... command) throws IOException {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stop();
    }
}
