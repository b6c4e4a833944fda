package rapport.prospecting.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.sender.Dkim;

/**
 * The door of one mailbox's server: where and how it is knocked at.
 *
 * @param login null when the server asks for none
 * @param password opened when it is needed, outside any transaction: one that cannot be opened is this mailbox's trouble and nobody else's
 * @param signers who stands for what is sent; opened likewise
 */
record Door(String host, int port, String security, @Nullable String login, Supplier<@Nullable String> password, Supplier<List<Dkim.Signer>> signers) {

    boolean isTls() {
        return security.equals("TLS");
    }

    /** SMTP that knows whether the end of a message was said. Before that nothing has left; behind it, silence says nothing. */
    static final class Transport extends SMTPTransport {

        private boolean ended;

        Transport(jakarta.mail.Session session, boolean tls) {
            super(session, null, tls ? "smtps" : "smtp", tls);
        }

        /** Before each message. */
        void begin() {
            ended = false;
        }

        boolean hasEnded() {
            return ended;
        }

        @Override
        protected void finishData() throws IOException, MessagingException {
            ended = true;
            super.finishData();
        }
    }
}
