package rapport.prospecting.sender;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs mails so that whoever gets one can tell that its domain stands for it: RFC 6376 with both canonicalizations relaxed, RFC 8463 for Ed25519. */
public final class Dkim {

    /** Over one of these a second one cannot be laid without breaking the signature; what is missing cannot be added. */
    private static final List<String> ALWAYS = List.of("From", "From", "To", "To", "Subject", "Subject", "Date", "Message-ID");
    private static final List<String> WHERE_THERE = List.of("In-Reply-To", "References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted");

    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final Pattern FOLD = Pattern.compile("\\r\\n(?=[ \\t])");
    private static final Pattern LINE = Pattern.compile("\\r\\n");
    private static final String END = "\r\n";
    private static final int LINE_LENGTH = 72;

    /** How a signature is made. */
    public enum Algorithm {
        RSA("rsa-sha256"), ED25519("ed25519-sha256");

        private final String tag;

        Algorithm(String tag) {
            this.tag = tag;
        }
    }

    /** What a domain signs with. @param selector under which its public half is published */
    public record Signer(String domain, String selector, Algorithm algorithm, PrivateKey key) {}

    private record Header(String name, String value) {}

    private Dkim() {}

    /** @param mail as it goes over the line, lines ending in CR LF @return the value of each signer's DKIM-Signature, folded */
    public static List<String> sign(byte[] mail, List<Signer> signers, Instant at) {
        var text = new String(mail, StandardCharsets.ISO_8859_1); // a byte a character: nothing is lost either way
        var split = text.indexOf(END + END);
        var headers = headers(split < 0 ? text : text.substring(0, split + END.length()));
        var hash = bodyHash(mail, split < 0 ? mail.length : split + 2 * END.length());
        return signers.stream().map(it -> sign(headers, hash, it, at)).toList();
    }

    private static String sign(List<Header> headers, String hash, Signer signer, Instant at) {
        var signed = new ArrayList<>(ALWAYS);
        WHERE_THERE.stream().filter(it -> headers.stream().anyMatch(header -> header.name.equalsIgnoreCase(it))).forEach(signed::add);
        var unsigned = "v=1; a=%s; c=relaxed/relaxed; d=%s; s=%s; t=%d;%s h=%s;%s bh=%s;%s b=".formatted(signer.algorithm.tag, signer.domain, signer.selector, at.getEpochSecond(), END,
                String.join(":", signed).replace(":List-Unsubscribe:", ":" + END + "  List-Unsubscribe:"), END, hash, END);
        try {
            var message = message(headers, signed, unsigned, signer.algorithm);
            return unsigned + folded(Base64.getEncoder().encodeToString(signer.key instanceof EdECPrivateKey key ? ed25519(message, key) : rsa(message, signer.key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key of %s cannot be used".formatted(signer.domain), e);
        }
    }

    private static byte[] rsa(byte[] message, PrivateKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    /** The same signature as the JDK's, in a tenth of its time. */
    private static byte[] ed25519(byte[] message, EdECPrivateKey key) {
        var signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(key.getBytes().orElseThrow()));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** What is signed: RFC 6376, 3.7. Ed25519 signs the digest of it (RFC 8463, 3). */
    private static byte[] message(List<Header> headers, List<String> signed, String unsigned, Algorithm algorithm) {
        var said = (canonical(headers, signed) + relaxed("DKIM-Signature", unsigned)).getBytes(StandardCharsets.ISO_8859_1);
        return algorithm == Algorithm.ED25519 ? sha256(said) : said;
    }

    /** Each name takes the last one not yet taken; a name for which there is none left adds nothing (RFC 6376, 5.4.2). */
    private static String canonical(List<Header> headers, List<String> signed) {
        var left = new ArrayList<>(headers);
        var said = new StringBuilder();
        for (var name : signed) {
            for (var i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).name.equalsIgnoreCase(name)) {
                    said.append(relaxed(left.get(i).name, left.remove(i).value)).append(END);
                    break;
                }
            }
        }
        return said.toString();
    }

    private static List<Header> headers(String text) {
        return LINE.splitAsStream(FOLD.matcher(text).replaceAll("")).filter(it -> it.indexOf(':') > 0).map(it -> new Header(it.substring(0, it.indexOf(':')).strip(), it.substring(it.indexOf(':') + 1))).toList();
    }

    /** RFC 6376, 3.4.2. */
    private static String relaxed(String name, String value) {
        return name.toLowerCase(Locale.ROOT) + ":" + BLANKS.matcher(FOLD.matcher(value).replaceAll("")).replaceAll(" ").replaceAll("^ | $", "");
    }

    /** RFC 6376, 3.4.4 and 3.7: no blanks at ends of lines, no empty lines at the end of all, and of blanks between words one. Byte by byte, for it is done for every mail. @param from where the body begins */
    static String bodyHash(byte[] mail, int from) {
        var canonical = new byte[mail.length - from + END.length()];
        var length = 0;
        var blank = false;
        for (var i = from; i < mail.length; i++) {
            if (mail[i] == ' ' || mail[i] == '\t') {
                blank = true;
            } else if (mail[i] == '\r' && i + 1 < mail.length && mail[i + 1] == '\n') {
                canonical[length++] = '\r';
                canonical[length++] = '\n';
                blank = false;
                i++;
            } else {
                if (blank) {
                    canonical[length++] = ' ';
                    blank = false;
                }
                canonical[length++] = mail[i];
            }
        }
        length = ended(canonical, length);
        return Base64.getEncoder().encodeToString(sha256(Arrays.copyOf(canonical, length)));
    }

    /** One end of line, and none where there is nothing. */
    private static int ended(byte[] canonical, int length) {
        var end = length;
        while (end >= 2 && canonical[end - 1] == '\n' && canonical[end - 2] == '\r') {
            end -= 2;
        }
        if (end > 0) {
            canonical[end++] = '\r';
            canonical[end++] = '\n';
        }
        return end;
    }

    private static String folded(String text) {
        return text.replaceAll("(.{%d})(?=.)".formatted(LINE_LENGTH), "$1" + END + "  ");
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
