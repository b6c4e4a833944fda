package rapport.prospecting.fax;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rapport.support.Check;

/** Against the real server, without a modem: it takes jobs, knows them, and forgets those that were not submitted. */
class HylafaxTests {

    Path spool;
    int port;
    final List<Process> servers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/hfaxd")) && System.getProperty("user.name").equals("root"), "HylaFAX is not installed here, or not to be started by this user");
        spool = Files.createTempDirectory("hylafax");
        run("cp", "-a", "/var/spool/hylafax/.", spool.toString());
        run("rm", "-rf", spool.resolve("etc").toString());
        run("cp", "-a", "/etc/hylafax", spool.resolve("etc").toString());
        Files.writeString(spool.resolve("etc/hosts.hfaxd"), "^rapport@:30:%s:\n".formatted(crypted()));
        run("chown", "-R", "uucp:uucp", spool.toString());
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        servers.add(new ProcessBuilder("/usr/sbin/faxq", "-D", "-q", spool.toString()).redirectErrorStream(true).redirectOutput(spool.resolve("faxq.log").toFile()).start());
        servers.add(new ProcessBuilder("/usr/sbin/hfaxd", "-d", "-i", String.valueOf(port), "-l", "127.0.0.1", "-q", spool.toString()).redirectErrorStream(true).redirectOutput(spool.resolve("hfaxd.log").toFile()).start());
        await().atMost(20, SECONDS).ignoreExceptions().until(() -> {
            try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return line.getInputStream().read() == '2';
            }
        });
    }

    @AfterEach
    void stop() {
        servers.forEach(Process::destroy);
    }

    @Test
    @Check(20)
    void aJobIsKnownByItsNumberUntilItIsKilled() throws Exception {
        long job;
        try (var session = HylafaxSession.open(door("secret"))) {
            var document = session.store(pdf());
            job = session.create();
            session.describe("+49401234568", "Ben Okafor", UUID.randomUUID().toString(), document);
            assertThat(session.state(job)).get().extracting(HylafaxSession.State::state).isEqualTo("SUSPENDED");
            session.submit();
        }
        try (var session = HylafaxSession.open(door("secret"))) {
            assertThat(session.state(job)).get().satisfies(it -> assertThat(it.state()).isNotEqualTo("SUSPENDED")).extracting(HylafaxSession.State::isOver).isEqualTo(false);
            session.kill(job);
        }
        try (var session = HylafaxSession.open(door("secret"))) {
            assertThat(session.state(job)).as("over, or gone").matches(it -> it.isEmpty() || it.get().state().equals("FAILED"));
            session.kill(job);
        }
    }

    @Test
    void whatWasNotSubmittedIsNeverTakenForGone() throws Exception {
        long job;
        try (var session = HylafaxSession.open(door("secret"))) {
            job = session.create();
        }
        try (var session = HylafaxSession.open(door("secret"))) {
            assertThat(session.state(job).map(HylafaxSession.State::state)).isIn(java.util.Optional.empty(), java.util.Optional.of("SUSPENDED"));
        }
        try (var session = HylafaxSession.open(door("secret"))) {
            var another = session.create();
            session.describe("+49401234568", "Ben Okafor", UUID.randomUUID().toString(), session.store(pdf()));
            session.submit();
            assertThat(session.state(another).map(HylafaxSession.State::state)).as("what was is told apart").isPresent();
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> HylafaxSession.open(door("wrong"))).isInstanceOf(HylafaxSession.SaidNo.class).hasMessageContaining("530");
    }

    private FaxDoor door(String password) {
        return new FaxDoor(UUID.randomUUID(), "127.0.0.1", port, "rapport", () -> password);
    }

    private static byte[] pdf() throws IOException {
        try (var document = new PDDocument(); var out = new java.io.ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(out);
            return out.toByteArray();
        }
    }

    private static String crypted() throws Exception {
        var perl = new ProcessBuilder("perl", "-e", "print crypt('secret', 'ab')").start();
        var said = new String(perl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        perl.waitFor();
        return said;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
