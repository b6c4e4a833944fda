package rapport.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets, and keeps of them only what cannot be turned back. */
public final class Secrets {

    /** OWASP Password Storage Cheat Sheet, 2024: 19 MiB, two passes, one lane. */
    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Checked when nobody has the address that was typed, so that the answer takes as long. */
    private static final String NOBODYS = hash("a password nobody has");

    private Secrets() {}

    /** 256 random bits as 43 characters that fit into an address. */
    public static String next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** For secrets of 256 bits, which need no slow hash. */
    public static byte[] fingerprint(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
    }

    static boolean matches(String password, java.util.Optional<String> hash) {
        var against = hash.orElse(NOBODYS);
        var same = Password.check(password, against).with(Argon2Function.getInstanceFromHash(against));
        return same && hash.isPresent();
    }
}
