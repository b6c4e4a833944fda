package rapport.prospecting.sender;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The domains people here write from: they are looked up, have keys made for them, and sign when the keys are published. */
@Service
public class Senders {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT);
    private static final int RSA_BITS = 2048; // RFC 8301
    private static final int ED25519_HEAD = 12; // what precedes the 32 bytes of the key in its X.509 form (RFC 8410)

    /** @param selector null while there are no keys @param lookedAt null for never */
    public record Domain(String name, @Nullable String selector, boolean signs, List<Finding> findings, @Nullable Instant lookedAt, List<Finding.Publish> keys) {

        public boolean isMissingSomething() {
            return findings.stream().anyMatch(it -> it.state() == Finding.State.MISSING);
        }
    }

    private final Preflight preflight;
    private final Vault vault;
    private final Audit audit;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    Senders(Preflight preflight, Vault vault, Audit audit, JsonMapper json, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.preflight = preflight;
        this.vault = vault;
        this.audit = audit;
        this.json = json;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those of open mailboxes. */
    @Transactional(readOnly = true)
    public List<Domain> all(Viewer viewer) {
        mustAdminister(viewer);
        return jdbc.sql("select distinct substring(address from '@(.*)$') from prospecting.mailbox where closed_at is null order by 1").query(String.class).list().stream().map(this::domain).toList();
    }

    @Transactional(readOnly = true)
    public Domain one(String name, Viewer viewer) {
        return all(viewer).stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow(() -> new NotFound("prospecting.sender-not-found", "Nobody here writes from that domain."));
    }

    /** How it stood when it was last looked up; nothing for one that never was. */
    private Domain domain(String name) {
        return jdbc.sql("select selector, signs, findings::text, looked_at, rsa_public, ed25519_public from prospecting.sender where domain = :domain").param("domain", name)
                .query((row, _) -> new Domain(name, row.getString("selector"), row.getBoolean("signs"), json.readValue(row.getString("findings"), new TypeReference<List<Finding>>() {}),
                        row.getTimestamp("looked_at") == null ? null : row.getTimestamp("looked_at").toInstant(), published(name, row.getString("selector"), row.getString("rsa_public"), row.getString("ed25519_public")))).optional()
                .orElseGet(() -> new Domain(name, null, false, List.of(), null, List.of()));
    }

    private static List<Finding.Publish> published(String domain, @Nullable String selector, @Nullable String rsa, @Nullable String ed25519) {
        return selector == null ? List.of() : List.of(new Finding.Publish("%s._domainkey.%s".formatted(selector, domain), "TXT", "v=DKIM1; k=rsa; p=" + rsa),
                new Finding.Publish("%s-ed._domainkey.%s".formatted(selector, domain), "TXT", "v=DKIM1; k=ed25519; p=" + ed25519));
    }

    /** Makes a pair of keys of each kind, once; whoever has them already keeps them. Nothing is signed yet. */
    @Transactional
    public void makeKeys(String name, Viewer viewer) {
        if (one(name, viewer).selector != null) {
            return;
        }
        var rsa = pair("RSA", RSA_BITS);
        var ed25519 = pair("Ed25519", 255);
        var bare = java.util.Arrays.copyOfRange(ed25519.getPublic().getEncoded(), ED25519_HEAD, ED25519_HEAD + 32);
        var made = jdbc.sql("""
                        insert into prospecting.sender (domain, selector, rsa, rsa_public, ed25519, ed25519_public) values (:domain, :selector, :rsa, :rsaPublic, :ed25519, :edPublic)
                        on conflict (workspace, domain) do update set selector = excluded.selector, rsa = excluded.rsa, rsa_public = excluded.rsa_public, ed25519 = excluded.ed25519, ed25519_public = excluded.ed25519_public where sender.selector is null""")
                .param("domain", name).param("selector", "rapport" + MONTH.format(clock.instant().atZone(ZoneOffset.UTC))).param("rsa", sealed(rsa)).param("rsaPublic", Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded()))
                .param("ed25519", sealed(ed25519)).param("edPublic", Base64.getEncoder().encodeToString(bare)).update();
        if (made > 0) {
            audit.record("prospecting.sender.keys", name, Map.of(), viewer);
        }
    }

    private static KeyPair pair(String kind, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK makes keys of " + kind, e);
        }
    }

    private byte[] sealed(KeyPair pair) {
        return vault.seal(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    /** Asks the domain name system, which may take a while: no transaction is open meanwhile. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Domain look(String name, Viewer viewer) {
        var known = java.util.Objects.requireNonNull(transactions.execute(_ -> one(name, viewer)));
        var findings = preflight.of(name, known.keys, servers(name));
        transactions.executeWithoutResult(_ -> jdbc.sql("insert into prospecting.sender (domain, findings, looked_at) values (:domain, :findings::jsonb, :now) on conflict (workspace, domain) do update set findings = excluded.findings, looked_at = excluded.looked_at")
                .param("domain", name).param("findings", json.writeValueAsString(findings)).param("now", Utc.of(clock.instant())).update());
        return new Domain(name, known.selector, known.signs, findings, clock.instant(), known.keys);
    }

    /** Of any domain, whether anybody here writes from it or not. Nothing is kept. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<Finding> preflight(String name) {
        var keys = java.util.Objects.requireNonNull(transactions.execute(_ -> domain(name))).keys;
        return preflight.of(name, keys, servers(name));
    }

    private List<String> servers(String name) {
        return java.util.Objects.requireNonNull(transactions.execute(_ -> jdbc.sql("select distinct host from prospecting.mailbox where closed_at is null and address like '%@' || :domain order by host").param("domain", name).query(String.class).list()));
    }

    /** From the next mail on. @throws Refused with the first record that is missing: a signature nobody can verify is worse than none */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void sign(String name, Viewer viewer) {
        var looked = look(name, viewer);
        if (looked.selector == null) {
            throw new Refused("prospecting.sender-keys", "Have keys made first, and publish them.");
        }
        var missing = looked.findings.stream().filter(it -> it.state() == Finding.State.MISSING).findFirst();
        if (missing.isPresent()) {
            throw new Refused("prospecting.sender-missing", missing.get().says() + Optional.ofNullable(missing.get().publish()).map(it -> " Publish: " + it.line()).orElse(""));
        }
        set(name, true, viewer);
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void signNoMore(String name, Viewer viewer) {
        mustAdminister(viewer);
        set(name, false, viewer);
    }

    private void set(String name, boolean signs, Viewer viewer) {
        transactions.executeWithoutResult(_ -> {
            if (jdbc.sql("update prospecting.sender set signs = :signs where domain = :domain").param("signs", signs).param("domain", name).update() > 0) {
                audit.record(signs ? "prospecting.sender.signs" : "prospecting.sender.signs-no-more", name, Map.of(), viewer);
            }
        });
    }

    /** What mail from the address is signed with; nothing where nobody has asked for it. The RSA one first: whoever reads only one knows that. @return to be opened outside any transaction: a key that cannot be is this domain's trouble and nobody else's */
    @Transactional(readOnly = true)
    public Supplier<List<Dkim.Signer>> signers(String address) {
        var name = address.substring(address.lastIndexOf('@') + 1);
        var sealed = jdbc.sql("select selector, rsa, ed25519 from prospecting.sender where domain = :domain and signs").param("domain", name).query(Sealed.class).optional();
        return () -> sealed.map(it -> List.of(new Dkim.Signer(name, it.selector, Dkim.Algorithm.RSA, key("RSA", it.rsa)), new Dkim.Signer(name, it.selector + "-ed", Dkim.Algorithm.ED25519, key("Ed25519", it.ed25519)))).orElse(List.of());
    }

    @SuppressWarnings("ArrayRecordComponent") // only from the row to the key
    private record Sealed(String selector, byte[] rsa, byte[] ed25519) {}

    private PrivateKey key(String kind, byte[] sealed) {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(vault.open(sealed))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signing key in the database cannot be read", e);
        }
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.sender", "How a domain signs its mail is decided by an administrator.");
        }
    }
}
