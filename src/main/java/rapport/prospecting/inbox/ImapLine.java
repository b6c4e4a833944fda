package rapport.prospecting.inbox;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.search.HeaderTerm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line to the server where a mailbox's mail lies. It only reads: nothing is deleted, moved or marked. */
final class ImapLine implements AutoCloseable {

    /** Servers that do not say when something comes in are asked that often. */
    static final Duration ASKING = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(ImapLine.class);
    private static final List<String> NAMES_OF_SENT = List.of("Sent", "INBOX.Sent", "Sent Items", "Sent Messages");
    private static final String SECONDS_30 = "30000";

    /** Longer than anybody waits for news before the line is tried. */
    private static final String MINUTES_6 = "360000";

    private final IMAPStore store;
    private final IMAPFolder inbox;
    private volatile boolean waiting;

    private ImapLine(IMAPStore store, IMAPFolder inbox) {
        this.store = store;
        this.inbox = inbox;
    }

    static ImapLine open(Letterbox box) throws MessagingException {
        var tls = box.security().equals("TLS");
        var store = (IMAPStore) Session.getInstance(properties(box)).getStore(tls ? "imaps" : "imap");
        store.connect(box.host(), box.port(), box.login(), Objects.requireNonNullElse(box.password().get(), ""));
        try {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    // only so that waiting ends when something comes in
                }
            });
            return new ImapLine(store, inbox);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Properties properties(Letterbox box) {
        var properties = new Properties();
        for (var protocol : List.of("imap", "imaps")) {
            properties.put("mail." + protocol + ".connectiontimeout", SECONDS_30);
            properties.put("mail." + protocol + ".timeout", MINUTES_6);
            properties.put("mail." + protocol + ".writetimeout", SECONDS_30);
            properties.put("mail." + protocol + ".peek", "true"); // what people have not read stays unread
            properties.put("mail." + protocol + ".partialfetch", "false");
            properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        }
        properties.put("mail.imap.starttls.enable", String.valueOf(box.security().equals("STARTTLS")));
        properties.put("mail.imap.starttls.required", String.valueOf(box.security().equals("STARTTLS")));
        properties.put("mail.mime.address.strict", "false");
        return properties;
    }

    IMAPFolder inbox() throws MessagingException {
        if (!inbox.isOpen()) {
            inbox.open(Folder.READ_ONLY);
        }
        return inbox;
    }

    /** The folder the server itself puts into what it has sent. @param name as its owner calls it; null to find it */
    Optional<Sent> sent(@org.jspecify.annotations.Nullable String name) throws MessagingException {
        var folder = name == null ? findSent() : Optional.of((IMAPFolder) store.getFolder(name)).filter(ImapLine::exists);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        folder.get().open(Folder.READ_ONLY);
        return Optional.of(new Sent(folder.get()));
    }

    private Optional<IMAPFolder> findSent() throws MessagingException {
        var all = Arrays.stream(store.getDefaultFolder().list("*")).map(IMAPFolder.class::cast).toList();
        return all.stream().filter(ImapLine::isSaidToBeSent).findFirst().or(() -> all.stream().filter(it -> NAMES_OF_SENT.contains(it.getFullName())).findFirst());
    }

    private static boolean isSaidToBeSent(IMAPFolder folder) {
        try {
            return Arrays.asList(folder.getAttributes()).contains("\\Sent");
        } catch (MessagingException e) {
            LOG.debug("{} does not say what it is for: {}", folder.getFullName(), e.getMessage());
            return false;
        }
    }

    private static boolean exists(IMAPFolder folder) {
        try {
            return folder.exists();
        } catch (MessagingException e) {
            LOG.debug("{} cannot be asked for: {}", folder.getFullName(), e.getMessage());
            return false;
        }
    }

    /** Until something comes in, somebody nudges, or the server has to be asked. */
    void awaitNews() throws MessagingException {
        if (store.hasCapability("IDLE")) {
            waiting = true;
            try {
                inbox().idle(true);
            } finally {
                waiting = false;
            }
        } else {
            try {
                TimeUnit.MILLISECONDS.sleep(ASKING.toMillis());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            inbox().getMessageCount(); // asks the server
        }
    }

    /** Ends the waiting of another thread, and shows whether the line still stands. */
    void nudge() {
        if (waiting) {
            inbox.isOpen();
        }
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException e) {
            LOG.debug("A line was gone before it was closed: {}", e.getMessage());
        }
    }

    /** What the server has kept of what was sent. */
    record Sent(IMAPFolder folder) {

        /** @param messageId without angle brackets */
        boolean has(String messageId) throws MessagingException {
            return folder.search(new HeaderTerm("Message-ID", messageId)).length > 0;
        }
    }
}
