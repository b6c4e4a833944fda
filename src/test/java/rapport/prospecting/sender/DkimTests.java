package rapport.prospecting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.junit.jupiter.api.Test;
import rapport.support.Check;

/** What is signed, against the figures of RFC 8463 and against somebody else's verifier. */
class DkimTests {

    static final Instant AT = Instant.ofEpochSecond(1_528_637_909);

    /** RFC 8463, A.3. */
    static final String MAIL = """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.

            """.replace("\n", "\r\n");

    @Test
    void theBodyOfTheStandardsMailHasTheStandardsHash() {
        assertThat(hash(MAIL.substring(MAIL.indexOf("\r\n\r\n") + 4))).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
        assertThat(hash("")).as("nothing, RFC 6376 3.4.4").isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(hash(" C \r\nD \t E\r\n\r\n\r\n")).as("the standard's example").isEqualTo(hash(" C\r\nD E\r\n"));
    }

    private static String hash(String body) {
        return Dkim.bodyHash(body.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    /** Ed25519 always signs the same as the same: the key of RFC 8463 A.1 has to come to its signature where what it signs is the same. */
    @Test
    void theKeyOfTheStandardSignsAsThePublishedKeyExpects() throws Exception {
        var seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var pkcs8 = new byte[48];
        System.arraycopy(HexFormat.of().parseHex("302e020100300506032b657004220420"), 0, pkcs8, 0, 16);
        System.arraycopy(seed, 0, pkcs8, 16, 32);
        var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        var signature = Dkim.sign(MAIL.getBytes(StandardCharsets.ISO_8859_1), List.of(new Dkim.Signer("football.example.com", "brisbane", Dkim.Algorithm.ED25519, key)), AT).getFirst();

        var published = KeyFactory.getInstance("Ed25519").generatePublic(new java.security.spec.X509EncodedKeySpec(join("302a300506032b6570032100", Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))));
        var said = """
                from:Joe SixPack <joe@football.example.com>
                to:Suzie Q <suzie@shopping.example.net>
                subject:Is dinner ready?
                date:Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
                message-id:<20030712040037.46341.5F8J@football.example.com>
                dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; s=brisbane; t=1528637909; h=From:From:To:To:Subject:Subject:Date:Message-ID; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b="""
                .replace("\n", "\r\n");
        var check = java.security.Signature.getInstance("Ed25519");
        check.initVerify(published);
        check.update(java.security.MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(check.verify(Base64.getMimeDecoder().decode(signature.substring(signature.indexOf(" b=") + 3).replaceAll("\\s", "")))).isTrue();
    }

    private static byte[] join(String head, byte[] tail) {
        var bytes = HexFormat.of().parseHex(head);
        var all = java.util.Arrays.copyOf(bytes, bytes.length + tail.length);
        System.arraycopy(tail, 0, all, bytes.length, tail.length);
        return all;
    }

    /** Whatever comes between: folds, blanks, empty lines, letters of other scripts. (Of a mail without a body that verifier takes another hash than the standard; ours is tested above.) */
    @Test
    @Check(value = 8, figure = "200 generated mails")
    void somebodyElsesVerifierAgreesWhateverTheMail() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        var signer = new Dkim.Signer("northlight.example", "rapport", Dkim.Algorithm.RSA, pair.getPrivate());
        var published = "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++) {
            var mail = "From: Ben <ben@northlight.example>\r\nTo:jonna@brightwater.example\r\nSubject: " + words(random, true) + "\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nMessage-ID: <" + trial + "@northlight.example>\r\n"
                    + "List-Unsubscribe: <https://rapport.example/leave/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nContent-Type: text/plain;\r\n\tcharset=UTF-8\r\n\r\n" + words(random, false) + "\r\n"; // over SMTP every mail ends with its line
            verify(mail, signer, published);
        }
    }

    private static String words(Random random, boolean header) {
        var pieces = List.of("Held batches", " ", "\t", "  \t ", "\r\n ", header ? "a" : "\r\n", header ? "b" : "\r\n\r\n", "Grüße", ".", header ? "c" : " \r\n");
        var said = new StringBuilder("x");
        for (var piece = random.nextInt(12); piece > 0; piece--) {
            said.append(pieces.get(random.nextInt(pieces.size())));
        }
        return said + (header ? "x" : "");
    }

    private static void verify(String mail, Dkim.Signer signer, String published) throws Exception {
        var bytes = mail.getBytes(StandardCharsets.UTF_8);
        var signature = Dkim.sign(bytes, List.of(signer), AT).getFirst();
        PublicKeyRecordRetriever keys = (_, selector, token) -> List.of(selector.toString().equals("rapport") && token.toString().equals("northlight.example") ? published : "");
        var whole = new String(bytes, StandardCharsets.ISO_8859_1);
        var records = new DKIMVerifier(keys).verify(new ByteArrayInputStream(("DKIM-Signature: " + signature + "\r\n" + whole).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(records).as(mail).hasSize(1);
        assertThat(records.getFirst().getHeaders().stream().map(it -> it.toString().toLowerCase(java.util.Locale.ROOT))).contains("from", "list-unsubscribe", "list-unsubscribe-post");
    }
}
