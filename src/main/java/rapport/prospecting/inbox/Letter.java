package rapport.prospecting.inbox;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.kernel.MailAddress;

/**
 * A mail as it came, read with forgiveness: whatever of it is broken is left as it stands, and the rest is read.
 *
 * @param parts its leaves in their order, those of enclosed mails among them
 */
public record Letter(MimeMessage message, List<Leaf> parts) {

    private static final int LONGEST = 1_000_000; // characters of a part; nobody writes more
    private static final int DEEPEST = 12;

    /** @param type such as {@code text/plain}, in small letters @param enclosed whether it lies in a mail within the mail */
    record Leaf(String type, String text, boolean enclosed) {}

    /** @throws MessagingException when not even its head can be read */
    public static Letter read(byte[] raw) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.mime.address.strict", "false");
        properties.put("mail.mime.allowutf8", String.valueOf(isUtf8(raw))); // RFC 6532; older programs wrote Latin-1 there
        var message = new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(raw));
        var parts = new ArrayList<Leaf>();
        collect(message, false, 0, parts);
        return new Letter(message, List.copyOf(parts));
    }

    private static boolean isUtf8(byte[] raw) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw, 0, headOf(raw)));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** How many bytes stand before the first empty line. */
    private static int headOf(byte[] raw) {
        for (var i = 0; i + 1 < raw.length; i++) {
            if (raw[i] == '\n' && (raw[i + 1] == '\n' || raw[i + 1] == '\r')) {
                return i;
            }
        }
        return raw.length;
    }

    private static void collect(Part part, boolean enclosed, int depth, List<Leaf> into) {
        var type = type(part);
        try {
            if (depth < DEEPEST && type.startsWith("multipart/") && part.getContent() instanceof Multipart many) {
                for (var i = 0; i < many.getCount(); i++) {
                    BodyPart each = many.getBodyPart(i);
                    collect(each, enclosed, depth + 1, into);
                }
                return;
            }
            if (depth < DEEPEST && type.equals("message/rfc822") && part.getContent() instanceof MimeMessage within) {
                into.add(new Leaf("message/rfc822", head(within), true));
                collect(within, true, depth + 1, into);
                return;
            }
            into.add(new Leaf(type, text(part.getInputStream(), part, type), enclosed));
        } catch (MessagingException | IOException | RuntimeException _) {
            into.add(new Leaf(type.startsWith("multipart/") || type.isEmpty() ? "text/plain" : type, raw(part), enclosed)); // broken: as it stands
        }
    }

    private static String head(MimeMessage within) throws MessagingException {
        var lines = new StringBuilder();
        within.getAllHeaderLines().asIterator().forEachRemaining(it -> lines.append(it).append('\n'));
        return lines.toString();
    }

    private static String text(InputStream in, Part part, String type) throws IOException, MessagingException {
        var bytes = in.readNBytes(LONGEST);
        if (!type.startsWith("text/") && !type.startsWith("message/") && !type.isEmpty()) {
            return "";
        }
        var content = Objects.requireNonNullElse(part.getContentType(), "");
        try {
            var charset = new jakarta.mail.internet.ContentType(content).getParameter("charset");
            return new String(bytes, charset == null ? StandardCharsets.UTF_8.name() : MimeUtility.javaCharset(charset));
        } catch (MessagingException | UnsupportedEncodingException _) {
            return new String(bytes, StandardCharsets.UTF_8); // a set nobody knows; most of it is readable
        }
    }

    private static String raw(Part part) {
        try (var in = part instanceof MimeMessage message ? message.getRawInputStream() : part.getInputStream()) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        } catch (MessagingException | IOException | RuntimeException _) {
            return ""; // nothing of it can be read
        }
    }

    private static String type(Part part) {
        try {
            var type = Objects.requireNonNullElse(part.getContentType(), "text/plain").toLowerCase(Locale.ROOT);
            return (type.contains(";") ? type.substring(0, type.indexOf(';')) : type).strip();
        } catch (MessagingException _) {
            return "text/plain";
        }
    }

    /** Decoded and unfolded; the first when there are several. */
    public Optional<String> header(String name) {
        try {
            var lines = message.getHeader(name);
            if (lines == null || lines.length == 0) {
                return Optional.empty();
            }
            var unfolded = MimeUtility.unfold(lines[0]).strip();
            try {
                return Optional.of(MimeUtility.decodeText(unfolded));
            } catch (UnsupportedEncodingException _) {
                return Optional.of(unfolded);
            }
        } catch (MessagingException _) {
            return Optional.empty();
        }
    }

    boolean says(String header, String part) {
        return header(header).filter(it -> it.toLowerCase(Locale.ROOT).contains(part)).isPresent();
    }

    public String subject() {
        return header("Subject").orElse("");
    }

    /** In small letters; empty when it names nobody. */
    public String from() {
        return addresses("From").stream().findFirst().orElseGet(() -> addresses("Sender").stream().findFirst().orElse(""));
    }

    List<String> addresses(String header) {
        try {
            var line = message.getHeader(header, ", ");
            return line == null ? List.of() : Arrays.stream(InternetAddress.parseHeader(line, false)).map(Letter::plain).toList();
        } catch (MessagingException _) {
            return List.of();
        }
    }

    private static String plain(Address address) {
        return (address instanceof InternetAddress it ? MailAddress.plain(Objects.requireNonNullElse(it.getAddress(), "")) : MailAddress.plain(address.toString()));
    }

    String type() {
        return type(message);
    }

    @Nullable String parameter(String name) {
        try {
            return new jakarta.mail.internet.ContentType(message.getContentType()).getParameter(name);
        } catch (MessagingException _) {
            return null;
        }
    }

    /** The first of this type, within enclosed mails too. */
    Optional<Leaf> leaf(String type) {
        return parts.stream().filter(it -> it.type.equals(type)).findFirst();
    }

    /** What a person would read: the plain text, or else the HTML without its marks. */
    public String words() {
        return parts.stream().filter(it -> it.type.equals("text/plain") && !it.enclosed && !it.text.isBlank()).map(Leaf::text).findFirst()
                .or(() -> parts.stream().filter(it -> it.type.equals("text/html") && !it.enclosed).map(it -> Markup.words(it.text)).findFirst())
                .orElseGet(() -> parts.stream().filter(it -> !it.enclosed && it.type.startsWith("text")).map(Leaf::text).collect(Collectors.joining("\n"))).replace("\r\n", "\n").replace('\r', '\n');
    }
}
