package rapport.mail;

import java.time.Duration;
import org.springframework.stereotype.Component;
import rapport.jobs.WorkspaceJob;
import rapport.kernel.Viewer;

/** Takes what is due to the server, one by one. No transaction is open while a letter is on its way. */
@Component
public class Postman implements WorkspaceJob {

    private static final int ROUND = 200;

    private final Server server;
    private final Mail mail;
    private final Smtp smtp;

    Postman(Server server, Mail mail, Smtp smtp) {
        this.server = server;
        this.mail = mail;
        this.smtp = smtp;
    }

    @Override
    public String name() {
        return "mail-out";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run(Viewer system) {
        mail.giveUpForgotten();
        if (!server.isOn()) {
            return;
        }
        for (var sent = 0; sent < ROUND; sent++) {
            var claimed = mail.claim();
            if (claimed.isEmpty()) {
                return;
            }
            mail.settle(claimed.get().id(), smtp.send(claimed.get()), claimed.get().tries());
        }
    }
}
