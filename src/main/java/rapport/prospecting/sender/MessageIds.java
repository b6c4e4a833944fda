package rapport.prospecting.sender;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import rapport.kernel.Vault;

/**
 * What our mails are called. The name follows from the touch, so that a mail tried twice is one mail, and from the installation's key,
 * so that nobody answers a mail that was never written.
 */
@Component
public class MessageIds {

    private static final Pattern OURS = Pattern.compile("t\\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([0-9a-f]{16})@");
    private static final int PROOF = 8; // bytes

    private final Vault vault;

    MessageIds(Vault vault) {
        this.vault = vault;
    }

    /** Without angle brackets. @param from the sender's address; the name lives in its domain (RFC 5322, 3.6.4) */
    public String of(UUID touch, String from) {
        return "t.%s.%s@%s".formatted(touch, proof(touch), from.substring(from.lastIndexOf('@') + 1));
    }

    /** The touch a Message-ID names, when we gave it that name. @param text a header that may hold several */
    public Optional<UUID> read(String text) {
        return OURS.matcher(text).results().map(it -> new String[] {it.group(1), it.group(2)}).filter(it -> proof(UUID.fromString(it[0])).equals(it[1])).map(it -> UUID.fromString(it[0])).reduce((_, last) -> last);
    }

    private String proof(UUID touch) {
        var message = ByteBuffer.allocate(16).putLong(touch.getMostSignificantBits()).putLong(touch.getLeastSignificantBits()).array();
        return HexFormat.of().formatHex(vault.digest("message", message), 0, PROOF);
    }
}
