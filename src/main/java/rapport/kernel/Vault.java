package rapport.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps what must be read again but never by whoever only has the database: passwords of mail servers, signing keys. The key lies
 * in the data folder; nodes that share a database share it by {@code RAPPORT_KEY}. Also makes digests nobody else can make.
 */
@Component
public class Vault {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12; // bytes, NIST SP 800-38D
    private static final int TAG = 128; // bits

    private final byte[] key;

    Vault(@Value("${rapport.key}") String key) {
        this.key = Base64.getUrlDecoder().decode(key);
        if (this.key.length < 31) {
            throw new IllegalStateException("RAPPORT_KEY is too short: 32 random bytes as base64url, for example from ./data/secrets/key");
        }
    }

    /** AES-256-GCM under a fresh nonce, which stands before it. */
    public byte[] seal(String secret) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }

    /** @throws IllegalStateException when it was sealed with another key, or altered since */
    public String open(byte[] sealed) {
        try {
            var nonce = java.util.Arrays.copyOf(sealed, NONCE);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE, sealed.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret in the database was sealed with another key. Set RAPPORT_KEY to the one of the installation that wrote it.", e);
        }
    }

    /** HMAC-SHA-256 under a key of its own for each purpose. @return 32 bytes */
    public byte[] digest(String purpose, byte[] message) {
        return hmac(hmac(key, purpose.getBytes(StandardCharsets.UTF_8)), message);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(hmac(key, "sealing".getBytes(StandardCharsets.UTF_8)), "AES"), new GCMParameterSpec(TAG, nonce));
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
