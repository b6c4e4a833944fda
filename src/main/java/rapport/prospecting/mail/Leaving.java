package rapport.prospecting.mail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import rapport.kernel.Vault;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;
import rapport.web.Site;

/** The address in every mail by which its reader stops all of them, by one click and without signing in (RFC 8058). Nobody can guess another's. */
@Component
public class Leaving {

    private static final int PROOF = 12; // bytes

    /** Who wants no more, as the token says. */
    public record Wish(WorkspaceId workspace, UUID touch) {}

    private final Vault vault;
    private final Site site;

    Leaving(Vault vault, Site site) {
        this.vault = vault;
        this.site = site;
    }

    String address(UUID touch) {
        return site.root() + "/leave/" + token(touch);
    }

    public String token(UUID touch) {
        var who = who(Workspaces.current().map(WorkspaceId::value).orElseThrow(), touch);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(32 + PROOF).put(who).put(vault.digest("leave", who), 0, PROOF).array());
    }

    /** Empty for what we have not given out. */
    public Optional<Wish> read(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != 32 + PROOF) {
                return Optional.empty();
            }
            var who = Arrays.copyOf(bytes, 32);
            var genuine = java.security.MessageDigest.isEqual(Arrays.copyOf(vault.digest("leave", who), PROOF), Arrays.copyOfRange(bytes, 32, 32 + PROOF));
            var read = ByteBuffer.wrap(who);
            return genuine ? Optional.of(new Wish(new WorkspaceId(new UUID(read.getLong(), read.getLong())), new UUID(read.getLong(), read.getLong()))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no token of ours
        }
    }

    private static byte[] who(UUID workspace, UUID touch) {
        return ByteBuffer.allocate(32).putLong(workspace.getMostSignificantBits()).putLong(workspace.getLeastSignificantBits()).putLong(touch.getMostSignificantBits()).putLong(touch.getLeastSignificantBits()).array();
    }
}
