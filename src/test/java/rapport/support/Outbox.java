package rapport.support;

import java.util.UUID;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;
import rapport.prospecting.MailboxId;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.mail.Postboxes;

/** The mailboxes a test's people write from, and the rounds in which what is due goes out. */
@Component
public class Outbox {

    private final Postboxes postboxes;
    private final Round round;
    private final Mortal nodes;

    Outbox(Postboxes postboxes, Round round, Mortal nodes) {
        this.postboxes = postboxes;
        this.round = round;
        this.nodes = nodes;
    }

    /** A mailbox of theirs without any limit worth the name; its server listens at the port of this machine. */
    public MailboxId open(Viewer whose, int port) {
        return postboxes.open(new Postboxes.Wish(whose.id(), UUID.randomUUID() + "@northlight.example", whose.name(), "127.0.0.1", port, "NONE", null, null, 1_000, 0, null), whose);
    }

    /** A node comes up and works until nothing is due. */
    public void send() {
        send(nodes.begin("here " + UUID.randomUUID()));
    }

    /** This node works until nothing is due. */
    public void send(int node) {
        while (round.work(node)) {
            // until nothing is due
        }
    }
}
