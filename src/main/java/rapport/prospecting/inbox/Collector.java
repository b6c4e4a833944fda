package rapport.prospecting.inbox;

import jakarta.mail.FetchProfile;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks at what has come into a mailbox since the last time, mail by mail, in the bound workspace. */
@Component
public class Collector {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final int LARGEST = 20_000_000; // bytes
    private static final int MOST_DEADLOCKS = 3;

    /** After a server has numbered its mails anew: what came in before the last look was looked at. */
    private static final Duration OVERLAP = Duration.ofDays(2);

    private final Watches watches;
    private final Inbox inbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    Collector(Watches watches, Inbox inbox, TransactionOperations transactions, Clock clock) {
        this.watches = watches;
        this.inbox = inbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @return false when the mailbox is another node's, or nobody's any more */
    boolean look(Letterbox box, int node, ImapLine line) throws MessagingException {
        var position = watches.position(box.mailbox(), node);
        if (position.isEmpty()) {
            return false;
        }
        var folder = line.inbox();
        var validity = folder.getUIDValidity();
        var last = position.get().lastUid();
        if (position.get().validity() == null || position.get().validity() != validity) {
            last = position.get().validity() == null ? folder.getUIDNext() - 1 : 0; // what came in before it was set up answers nothing of ours
            if (!watches.begin(box.mailbox(), node, validity, last)) {
                return false;
            }
        }
        var since = last == 0 ? position.get().lookedAt() : null;
        try {
            for (var message : newer(folder, last)) {
                takeIn(message, folder, box, node, validity, since);
            }
        } catch (Watches.NotOurs _) {
            return false;
        }
        watches.well(box.mailbox(), node);
        return true;
    }

    /** In the order they came; the server names the newest even when nothing is newer. */
    private static Message[] newer(IMAPFolder folder, long last) throws MessagingException {
        var messages = folder.getMessagesByUID(last + 1, UIDFolder.LASTUID);
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        folder.fetch(messages, profile);
        var newer = new java.util.ArrayList<Message>();
        for (var it : messages) {
            if (it != null && folder.getUID(it) > last) {
                newer.add(it);
            }
        }
        return newer.toArray(Message[]::new);
    }

    private void takeIn(Message message, IMAPFolder folder, Letterbox box, int node, long validity, @Nullable Instant since) throws MessagingException {
        var uid = folder.getUID(message);
        var received = message.getReceivedDate() == null ? clock.instant() : message.getReceivedDate().toInstant();
        var place = new Inbox.Place(box.mailbox(), box.person(), validity, uid, received);
        if (since != null && received.isBefore(since.minus(OVERLAP))) {
            pass(place, node, Watches.Reason.KNOWN);
        } else if (message.getSize() > LARGEST) {
            pass(place, node, Watches.Reason.TOO_LARGE);
        } else {
            read(message, place, node);
        }
    }

    private void read(Message message, Inbox.Place place, int node) throws MessagingException {
        Letter letter;
        try {
            var raw = new ByteArrayOutputStream();
            message.writeTo(raw);
            letter = Letter.read(raw.toByteArray());
        } catch (IOException | RuntimeException e) {
            LOG.info("A mail cannot be read: {}", e.getMessage());
            pass(place, node, Watches.Reason.UNREADABLE);
            return;
        }
        within(() -> {
            var kept = inbox.take(letter, place);
            watches.passed(place.mailbox(), node, place.uid(), kept);
            return kept;
        });
    }

    private void pass(Inbox.Place place, int node, Watches.Reason reason) {
        within(() -> {
            watches.passOver(place.mailbox(), reason);
            watches.passed(place.mailbox(), node, place.uid(), false);
            return false;
        });
    }

    /** Whoever is about to write to the same person may wait for us and we for them; PostgreSQL ends one of the two. */
    private void within(java.util.function.Supplier<Boolean> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                transactions.execute(_ -> work.get());
                return;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MOST_DEADLOCKS) {
                    throw e;
                }
            }
        }
    }

    static String words(Exception e) {
        return java.util.Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()).strip();
    }
}
