package rapport.prospecting.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.activation.DataHandler;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rapport.mail.Addressee;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Outcome;
import rapport.prospecting.inbox.Fate;
import rapport.prospecting.sender.Dkim;

/** A connection to a mailbox's server, kept from mail to mail. Every failure is told apart: nothing left, refused, or nobody knows. */
final class MailRoute implements Carrier.Route {

    private static final Logger LOG = LoggerFactory.getLogger(MailRoute.class);
    private static final String SECONDS_30 = "30000";

    /** RFC 2034: the status stands behind the code. */
    private static final Pattern STATUS = Pattern.compile("^5\\d\\d[ -](5\\.\\d{1,3}\\.\\d{1,3})");
    private static final int TOO_LARGE = 552;
    private static final Set<String> OURSELVES = Set.of("5.1.7", "5.1.8", "5.7.57", "5.7.60"); // RFC 3463: the sender's address; Exchange: nobody has signed in, or as somebody else
    /** As Postfix and Exchange say it where they are asked about a recipient. */
    private static final Pattern OF_US = Pattern.compile("^53[05][ -]|sender address rejected|sendasdenied|not owned by user", Pattern.CASE_INSENSITIVE);
    private static final String CONGESTION = "5.4.5"; // RFC 3463; so Google says that the day's mails are used up

    static { // else it is looked for in every jar, several times for every mail: a tenth of what a signed one costs
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final Door door;
    private Session session;
    private boolean beyondAscii; // what the session was told
    private Door.@Nullable Transport transport;
    private @Nullable List<Dkim.Signer> signers;

    MailRoute(Door door) {
        this.door = door;
        this.session = Session.getInstance(properties(door));
    }

    @Override
    public Outcome deliver(Object parcel) {
        var mail = (Parcel) parcel;
        SMTPMessage message;
        try {
            message = message(mail, addressee(mail));
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Outcome.Refused("It cannot be written as a mail. %s.".formatted(e.getMessage()), false);
        } catch (IllegalStateException e) { // the signing key was sealed with another key
            return new Outcome.Shut(Objects.requireNonNullElse(e.getMessage(), "The signing key cannot be read."));
        }
        var fresh = transport == null;
        var outcome = hand(message, mail);
        // A server may have hung up while nothing was said; nothing has left then, and a new connection tells.
        return outcome instanceof Outcome.Later && transport == null && !fresh ? hand(message, mail) : outcome;
    }

    /** The line is opened anew for the few addresses beyond ASCII: what it is told then is asked of every server on a mail's way. */
    private Addressee addressee(Parcel mail) throws AddressException {
        var to = Addressee.of(mail.to());
        if (to.beyondAscii() != beyondAscii) {
            hangUp();
            var properties = properties(door);
            to.tell(properties);
            session = Session.getInstance(properties);
            beyondAscii = to.beyondAscii();
        }
        return to;
    }

    private Outcome hand(SMTPMessage message, Parcel mail) {
        Door.Transport line;
        try {
            line = connected();
        } catch (MessagingException e) {
            hangUp();
            return new Outcome.Shut("%s did not let us in: %s".formatted(door.host(), words(e)));
        } catch (IllegalStateException e) { // the password was sealed with another key
            hangUp();
            return new Outcome.Shut(Objects.requireNonNullElse(e.getMessage(), "The password cannot be read."));
        }
        if (beyondAscii && !line.supportsExtension(Addressee.EXTENSION)) {
            return new Outcome.Refused(Addressee.notTaken(door.host()), false);
        }
        try {
            if (line.supportsExtension("DSN")) { // RFC 3461: what comes back names the touch
                message.setReturnOption(SMTPMessage.RETURN_HDRS);
                message.setNotifyOptions(SMTPMessage.NOTIFY_FAILURE | SMTPMessage.NOTIFY_DELAY);
                message.setMailExtension("ENVID=" + mail.touch());
            }
            line.begin();
            line.sendMessage(message, message.getAllRecipients());
            return new Outcome.Sent(line.getLastServerResponse());
        } catch (MessagingException e) {
            return failed(e, line, mail);
        } catch (IllegalStateException e) { // the line broke behind the answer before, and the library has let it go
            hangUp();
            return line.hasEnded() ? new Outcome.Unknown("The line broke before the server said that it has taken it: " + e.getMessage()) : new Outcome.Later("The line broke before it was handed over: " + e.getMessage(), false);
        }
    }

    private Outcome failed(MessagingException error, Door.Transport line, Parcel mail) {
        var code = code(error);
        var ended = line.hasEnded();
        if (code < 400) {
            hangUp(); // no answer: the connection is of no use any more
            return ended ? new Outcome.Unknown("The line broke before the server said that it has taken it: " + words(error)) : new Outcome.Later("The line broke before it was handed over: " + words(error), false);
        }
        return code < 500 ? new Outcome.Later(words(error), true) : refused(error, mail);
    }

    /** Whom it was refused for: ourselves, which holds up everything; what is in it; or whoever it was for. */
    private static Outcome refused(MessagingException error, Parcel mail) {
        var words = words(error);
        var status = STATUS.matcher(words);
        var code = status.find() ? status.group(1) : "";
        var ofAddress = chain(error).anyMatch(SMTPAddressFailedException.class::isInstance);
        if (OURSELVES.contains(code) || OF_US.matcher(words).find() || code.equals(CONGESTION) && !ofAddress || chain(error).anyMatch(MailRoute::isBeforeAnybodyIsNamed)) {
            return new Outcome.Shut("No mail is taken from %s: %s".formatted(mail.from(), words));
        }
        return new Outcome.Refused(words, ofAddress && Fate.of(mail.to(), "failed", code, words).fortune() == Fate.Fortune.HARD);
    }

    /** At MAIL FROM only we are known, and how large it is. */
    private static boolean isBeforeAnybodyIsNamed(Exception error) {
        return error instanceof SMTPSendFailedException it && it.getCommand() != null && it.getCommand().startsWith("MAIL") && it.getReturnCode() != TOO_LARGE;
    }

    private static Stream<Exception> chain(MessagingException error) {
        return Stream.iterate((Exception) error, Objects::nonNull, it -> it instanceof MessagingException messaging ? messaging.getNextException() : null);
    }

    /** RFC 5321: 4yz try again, 5yz never; 0 when the server said nothing. */
    private static int code(MessagingException error) {
        for (Exception it = error; it instanceof MessagingException messaging; it = messaging.getNextException()) {
            var code = switch (it) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code >= 400) {
                return code;
            }
        }
        return 0;
    }

    private static String words(MessagingException error) {
        for (Exception it = error; it instanceof MessagingException messaging; it = messaging.getNextException()) {
            if (it instanceof SMTPAddressFailedException || it instanceof SMTPSendFailedException) {
                return Objects.requireNonNullElse(it.getMessage(), "no reason given").strip();
            }
        }
        return Objects.requireNonNullElse(error.getMessage(), "no reason given").strip();
    }

    private Door.Transport connected() throws MessagingException {
        if (transport == null) {
            transport = new Door.Transport(session, door.isTls());
            transport.connect(door.host(), door.port(), door.login(), door.password().get());
        }
        return transport;
    }

    private SMTPMessage message(Parcel mail, Addressee to) throws MessagingException, UnsupportedEncodingException {
        var message = new SMTPMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + mail.messageId() + ">");
            }
        };
        message.setFrom(new InternetAddress(mail.from(), mail.shownAs(), StandardCharsets.UTF_8.name()));
        message.setRecipient(Message.RecipientType.TO, to.address());
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.at()));
        fill(message, mail);
        if (mail.answers() != null) { // RFC 5322, 3.6.4
            message.setHeader("In-Reply-To", "<" + mail.answers() + ">");
            message.setHeader("References", "<" + mail.answers() + ">");
        }
        if (mail.leave() != null) {
            message.setHeader("List-Unsubscribe", "<" + mail.leave() + ">"); // RFC 8058
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.setHeader("X-Auto-Response-Suppress", "DR, RN, NRN"); // absences are welcome, receipts are not
        message.saveChanges();
        return signed(message, mail.at());
    }

    private static void fill(SMTPMessage message, Parcel mail) throws MessagingException {
        if (mail.enclosed() == null) {
            message.setText(mail.body(), StandardCharsets.UTF_8.name());
            return;
        }
        var page = new MimeBodyPart();
        page.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.enclosed().get(), "application/pdf")));
        page.setFileName("fax.pdf");
        message.setContent(new MimeMultipart(page));
    }

    /** As it goes, written once: what is changed afterwards breaks the signature. */
    private SMTPMessage signed(SMTPMessage message, Instant at) throws MessagingException {
        if (signers == null) {
            signers = door.signers().get();
        }
        if (signers.isEmpty()) {
            return message;
        }
        var out = new ByteArrayOutputStream(8_192);
        try {
            message.writeTo(new CRLFOutputStream(out));
        } catch (IOException e) {
            throw new MessagingException("It cannot be written", e);
        }
        var bytes = out.toByteArray();
        var written = new SMTPMessage(session, new ByteArrayInputStream(bytes));
        for (var signature : Dkim.sign(bytes, signers, at)) {
            written.addHeader("DKIM-Signature", signature);
        }
        return written;
    }

    private static Properties properties(Door door) {
        var properties = new Properties();
        for (var protocol : new String[] {"smtp", "smtps"}) {
            properties.put("mail." + protocol + ".connectiontimeout", SECONDS_30);
            properties.put("mail." + protocol + ".timeout", SECONDS_30);
            properties.put("mail." + protocol + ".writetimeout", SECONDS_30);
            properties.put("mail." + protocol + ".auth", String.valueOf(door.login() != null));
            properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
            properties.put("mail." + protocol + ".quitwait", "false");
            properties.put("mail." + protocol + ".socketFactory", new PromptSockets()); // TLS is laid over it
            properties.put("mail." + protocol + ".socketFactory.fallback", "false");
            properties.put("mail." + protocol + ".sendpartial", "false");
        }
        properties.put("mail.smtp.starttls.enable", String.valueOf(door.security().equals("STARTTLS")));
        properties.put("mail.smtp.starttls.required", String.valueOf(door.security().equals("STARTTLS")));
        return properties;
    }

    private void hangUp() {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException e) {
                LOG.debug("{} hung up first: {}", door.host(), e.getMessage());
            }
            transport = null;
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
