package rapport.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a mail goes, as SMTP wants it said: the domain in the letters of the DNS (RFC 5891).
 *
 * @param beyondAscii whether what stands before the @ has letters of its own, which a server has to understand (RFC 6531)
 */
public record Addressee(InternetAddress address, boolean beyondAscii) {

    /** The extension a server names when it understands them. */
    public static final String EXTENSION = "SMTPUTF8";

    /** Such as {@code ben@müller.example}. @throws AddressException when it is no address */
    public static Addressee of(String written) throws AddressException {
        var at = written.lastIndexOf('@');
        if (at < 1) {
            throw new AddressException("“%s” is no e-mail address".formatted(written));
        }
        var local = written.substring(0, at);
        return new Addressee(new InternetAddress(local + "@" + domain(written, at), true), !StandardCharsets.US_ASCII.newEncoder().canEncode(local));
    }

    /** Of these letters an older rule makes others, and with them another's domain: whoever means them writes {@code xn--}. */
    private static final Pattern TWO_READINGS = Pattern.compile("[ßẞς\u200C\u200D]");

    private static String domain(String written, int at) throws AddressException {
        if (TWO_READINGS.matcher(written.substring(at + 1)).find()) {
            throw new AddressException("Write the domain of %s as it is registered, beginning with xn--".formatted(written));
        }
        try {
            return IDN.toASCII(written.substring(at + 1));
        } catch (IllegalArgumentException e) {
            throw new AddressException("“%s” is no e-mail address".formatted(written));
        }
    }

    /** What a session needs to be told for such an address, and for such only: every server on the way must understand the extension then. */
    public void tell(Properties session) {
        session.put("mail.mime.allowutf8", String.valueOf(beyondAscii));
    }

    /** Why a server that does not name the extension gets no such mail. */
    public static String notTaken(String server) {
        return "%s takes only plain letters before the @ (it does not offer SMTPUTF8, RFC 6531). Write from another mailbox, or to another address of theirs.".formatted(server);
    }
}
