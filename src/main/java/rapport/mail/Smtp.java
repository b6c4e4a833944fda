package rapport.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.stereotype.Component;
import rapport.mail.Mail.Claimed;

/** Speaks SMTP, and tells apart what surely did not arrive from what may have. */
@Component
class Smtp {

    private static final String SECONDS_20 = "20000";

    private final Server server;
    private final Clock clock;

    Smtp(Server server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    Sending send(Claimed mail) {
        Addressee to;
        Session session;
        MimeMessage message;
        try {
            to = Addressee.of(mail.address());
            session = Session.getInstance(properties(to));
            message = message(mail, to, session);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Sending.Refused("It cannot be written as a mail. %s.".formatted(e.getMessage()));
        }
        try (var transport = session.getTransport()) {
            try {
                transport.connect(server.host(), server.port(), server.user().isEmpty() ? null : server.user(), server.password().isEmpty() ? null : server.password());
            } catch (MessagingException e) {
                return new Sending.Later("%s did not let us in: %s".formatted(server.host(), e.getMessage()));
            }
            if (to.beyondAscii() && transport instanceof SMTPTransport smtp && !smtp.supportsExtension(Addressee.EXTENSION)) {
                return new Sending.Refused(Addressee.notTaken(server.host()));
            }
            return handOver(transport, message);
        } catch (MessagingException e) {
            return new Sending.Unknown("The line broke at the end: " + e.getMessage()); // closing failed after everything was said
        }
    }

    private static Sending handOver(Transport transport, MimeMessage message) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Sending.Sent();
        } catch (SendFailedException e) {
            return refusal(e);
        } catch (MessagingException e) {
            return new Sending.Unknown("The line broke while it was going over: " + e.getMessage());
        }
    }

    /** RFC 5321: 4yz try again, 5yz never. */
    private static Sending refusal(SendFailedException error) {
        for (Exception it = error; it instanceof MessagingException messaging; it = messaging.getNextException()) {
            var code = switch (it) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code >= 400) {
                var words = Objects.requireNonNullElse(it.getMessage(), "no reason given").strip();
                return code < 500 ? new Sending.Later(words) : new Sending.Refused(words);
            }
        }
        return new Sending.Refused(Objects.requireNonNullElse(error.getMessage(), "no reason given"));
    }

    private MimeMessage message(Claimed mail, Addressee to, Session session) throws MessagingException, UnsupportedEncodingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<%s@rapport>".formatted(mail.id())); // the same however often it is tried: mailboxes can tell
            }
        };
        message.setFrom(new InternetAddress(server.from(), "Rapport"));
        message.setRecipient(Message.RecipientType.TO, to.address());
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        var words = new MimeBodyPart();
        words.setText(Objects.requireNonNullElse(mail.words(), ""), StandardCharsets.UTF_8.name());
        if (mail.invitation() == null) {
            message.setContent(new MimeMultipart("mixed", words));
        } else {
            message.setContent(withInvitation(words, mail.invitation(), Objects.requireNonNull(mail.method())));
        }
        return message;
    }

    /** Twice, as part and as file: some calendars act on the one, some on the other. */
    private static MimeMultipart withInvitation(MimeBodyPart words, String calendar, String method) throws MessagingException {
        var part = new MimeBodyPart();
        part.setContent(calendar, "text/calendar; charset=UTF-8; method=" + method);
        var either = new MimeBodyPart();
        either.setContent(new MimeMultipart("alternative", words, part));
        var file = new MimeBodyPart();
        file.setContent(calendar, "application/ics; charset=UTF-8; name=\"coaching.ics\"");
        file.setFileName("coaching.ics");
        return new MimeMultipart("mixed", either, file);
    }

    private Properties properties(Addressee to) {
        var properties = new Properties();
        to.tell(properties);
        var tls = server.security() == Server.Security.TLS;
        properties.put("mail.transport.protocol", tls ? "smtps" : "smtp");
        for (var protocol : new String[] {"smtp", "smtps"}) {
            properties.put("mail." + protocol + ".connectiontimeout", SECONDS_20);
            properties.put("mail." + protocol + ".timeout", SECONDS_20);
            properties.put("mail." + protocol + ".writetimeout", SECONDS_20);
            properties.put("mail." + protocol + ".auth", String.valueOf(!server.user().isEmpty()));
            properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        }
        properties.put("mail.smtp.starttls.enable", String.valueOf(server.security() == Server.Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(server.security() == Server.Security.STARTTLS));
        return properties;
    }
}
