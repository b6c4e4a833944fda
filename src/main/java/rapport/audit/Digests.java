package rapport.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), 32 bytes. */
final class Digests {

    private Digests() {}

    static byte[] sha256(byte[]... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var piece : pieces) {
                digest.update(piece);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
