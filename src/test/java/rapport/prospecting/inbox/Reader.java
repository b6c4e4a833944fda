package rapport.prospecting.inbox;

import jakarta.mail.MessagingException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads mailboxes when a test says so. */
@Component
public class Reader {

    private final Watches watches;
    private final Collector collector;
    private final Reconciler reconciler;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Reader(Watches watches, Collector collector, Reconciler reconciler, JdbcClient jdbc, TransactionOperations transactions) {
        this.watches = watches;
        this.collector = collector;
        this.reconciler = reconciler;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** As the node. @return whether it is the node's to read */
    public boolean read(UUID mailbox, int node) throws MessagingException {
        watches.take(node);
        var box = watches.letterbox(mailbox).orElseThrow();
        try (var line = ImapLine.open(box)) {
            return collector.look(box, node, line);
        }
    }

    /** Looks for what is uncertain, where its time has come. */
    public void settle() {
        reconciler.due().forEach(reconciler::run);
    }

    /** As if the server had numbered its mails anew. */
    public void forgetNumbers(UUID mailbox) {
        transactions.executeWithoutResult(_ -> jdbc.sql("update prospecting.watch set uid_validity = 1 where mailbox = ?").param(mailbox).update());
    }
}
