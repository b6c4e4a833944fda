package rapport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import rapport.kernel.Forbidden;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.ops.bench.SmtpSink;
import rapport.support.Mailbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Each mail at most once, and none lost without a word. */
@WholeTest
class PostmanTests {

    @Autowired Mail mail;
    @Autowired Postman postman;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired PlatformTransactionManager transactions;

    final String address = UUID.randomUUID() + "@example.com";

    @Test
    void theSameKeyIsSentOnce() {
        post("a", "Words");
        post("a", "Other words");
        run(postman);
        post("a", "Words again");
        run(postman);

        assertThat(Mailbox.of(address)).hasSize(1);
    }

    @Test
    void twoPostmenNeverCarryTheSameLetter() throws Exception {
        IntStream.range(0, 40).forEach(it -> post("letter " + it, "Words " + it));
        var workspace = Workspaces.current().orElseThrow();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(IntStream.range(0, 4).<java.util.concurrent.Callable<Boolean>>mapToObj(_ -> () -> Workspaces.in(workspace, () -> {
                run(postman);
                return true;
            })).toList())) {
                done.get();
            }
        }
        assertThat(Mailbox.of(address)).hasSize(40);
    }

    @Test
    void whatWasBeingSentWhenTheProgramDiedIsUncertainAndNeverSentUnasked() {
        var admin = team.hire("Adam Admin", Role.ADMIN).viewer();
        post("lost", "Words");
        assertThat(mail.claim()).as("a node takes it, and dies").isPresent();
        run(postman);
        assertThat(Mailbox.of(address)).isEmpty();

        clock.pass(Mail.FORGOTTEN.plusSeconds(1));
        run(postman);
        assertThat(Mailbox.of(address)).isEmpty();
        var stuck = mail.stuck(admin).getFirst();
        assertThat(stuck.state()).isEqualTo("UNCERTAIN");

        mail.again(stuck.id(), admin);
        run(postman);
        assertThat(Mailbox.of(address)).hasSize(1);
        assertThat(mail.stuck(admin)).isEmpty();
        assertThatThrownBy(() -> mail.stuck(team.hire("Ben Rep", Role.REP).viewer())).isInstanceOf(Forbidden.class);
    }

    @Test
    void aServerThatIsAwayIsTriedAgainLater() throws Exception {
        var admin = team.hire("Adam Admin", Role.ADMIN).viewer();
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var away = new Server("127.0.0.1", nobody, "", "", Server.Security.NONE, "coach@rapport.example");
        post("later", "Words");
        run(new Postman(away, mail, new Smtp(away, clock)));
        assertThat(mail.stuck(admin)).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo("QUEUED");
            assertThat(it.fault()).contains("did not let us in");
        });
        run(postman);
        assertThat(Mailbox.of(address)).as("not before its time").isEmpty();
        clock.pass(Duration.ofMinutes(3));
        run(postman);
        assertThat(Mailbox.of(address)).hasSize(1);
    }

    @Test
    void anAddressThatIsNoneIsRefusedAndSaysSo() {
        var admin = team.hire("Adam Admin", Role.ADMIN).viewer();
        post(new Letter("bad", "no address", "Subject", "Words", null));
        run(postman);
        assertThat(mail.stuck(admin)).extracting(Mail.Stuck::state).containsExactly("FAILED");
    }

    @Test
    void addressesInTheirOwnLettersAreWrittenToWhereTheServerCan() throws Exception {
        var admin = team.hire("Adam Admin", Role.ADMIN).viewer();
        try (var plain = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well()); var able = SmtpSink.open((step, _) -> step == SmtpSink.Step.EHLO ? new SmtpSink.Manner.Says("250-able\r\n250 SMTPUTF8") : new SmtpSink.Manner.Well())) {
            post(new Letter("domain", "zoe@müller.example.com", "Subject", "Words", null));
            post(new Letter("name", "søren@example.com", "Subject", "Words", null));
            run(by(plain));
            assertThat(plain.words()).singleElement().asString().contains("To: zoe@xn--mller-kva.example.com");
            assertThat(mail.stuck(admin)).singleElement().satisfies(it -> assertThat(it.fault()).contains("takes only plain letters before the @"));

            mail.again(mail.stuck(admin).getFirst().id(), admin);
            run(by(able));
            assertThat(able.words()).singleElement().asString().contains("To: søren@example.com");
        }
    }

    private Postman by(SmtpSink sink) {
        var server = new Server("127.0.0.1", sink.port(), "", "", Server.Security.NONE, "coach@rapport.example");
        return new Postman(server, mail, new Smtp(server, clock));
    }

    private void post(String key, String words) {
        post(new Letter(key, address, "Subject", words, null));
    }

    private void post(Letter letter) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> mail.post(letter));
    }

    private static void run(Postman postman) {
        postman.run(Viewer.system(Workspaces.current().orElseThrow(), "test"));
    }
}
