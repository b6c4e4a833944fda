package rapport.audit;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Reads the audit log, and proves it. */
@Service
@Transactional(readOnly = true)
public class AuditLog {

    private static final Duration LONG_UNSEALED = Duration.ofSeconds(30);

    /** @param content JSON of the values; null once erased */
    public record Line(UUID id, Instant at, UUID actor, String action, String subject, String through, String origin, @Nullable String content) {}

    /**
     * @param faults sentences, one a row that is altered, missing or long unsealed; empty when all is as it was written
     * @param newestSeal number and root, to be kept elsewhere
     */
    public record Verification(long entries, long seals, List<String> faults, Optional<String> newestSeal) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Newest first. @param before only older ones; null for the newest */
    public List<Line> lines(@Nullable Instant before, int limit, Viewer viewer) {
        viewer.mustAdminister();
        return jdbc.sql("""
                        select e.id, e.at, e.actor, e.action, e.subject, e.through, e.origin, d.content
                          from audit.entry e left join audit.detail d on d.entry = e.id
                         where e.at < :before
                         order by e.at desc, e.id desc
                         limit :limit""")
                .param("before", Utc.of(before == null ? clock.instant().plusSeconds(1) : before))
                .param("limit", limit)
                .query(Line.class)
                .list();
    }

    public Optional<Instant> newestEntry() {
        return jdbc.sql("select max(at) from audit.entry").query(Instant.class).optional();
    }

    /** Computes every digest and every seal anew. */
    public Verification verify(Viewer viewer) {
        viewer.mustAdminister();
        var faults = new ArrayList<String>();
        faults.addAll(alteredValues());
        faults.addAll(neverSealed());
        var previous = Seals.BEGINNING;
        var seals = seals();
        var expected = 1L;
        for (var seal : seals) {
            if (seal.number != expected) {
                faults.add("Seal %d is missing".formatted(expected));
            }
            expected = seal.number + 1;
            faults.addAll(faultsOf(seal, previous));
            previous = seal.root;
        }
        var entries = jdbc.sql("select count(*) from audit.entry").query(Long.class).single();
        var newest = seals.isEmpty() ? Optional.<String>empty()
                : Optional.of("%d %s".formatted(seals.getLast().number, HexFormat.of().formatHex(seals.getLast().root)));
        return new Verification(entries, seals.size(), List.copyOf(faults), newest);
    }

    private record Seal(long number, byte[] previous, byte[] root, int entries) {}

    private List<Seal> seals() {
        return jdbc.sql("select number, previous, root, entries from audit.seal order by number").query(Seal.class).list();
    }

    private List<String> faultsOf(Seal seal, byte[] previous) {
        record Leaf(UUID entry, byte[] leaf) {}
        var faults = new ArrayList<String>();
        var leaves = jdbc.sql("select entry, leaf from audit.sealed where seal = :seal order by entry")
                .param("seal", seal.number).query(Leaf.class).list();
        var entries = jdbc.sql("select e.* from audit.entry e join audit.sealed s on s.entry = e.id where s.seal = :seal")
                .param("seal", seal.number).query(AuditEntry.class).stream()
                .collect(java.util.stream.Collectors.toMap(AuditEntry::id, it -> it));
        for (var leaf : leaves) {
            var entry = entries.get(leaf.entry);
            if (entry == null) {
                faults.add("Entry %s is missing (it was in seal %d)".formatted(leaf.entry, seal.number));
            } else if (!MessageDigest.isEqual(entry.leaf(), leaf.leaf)) {
                faults.add("Entry %s was altered after seal %d".formatted(leaf.entry, seal.number));
            }
        }
        if (leaves.size() != seal.entries) {
            faults.add("Seal %d was over %d entries and now has %d".formatted(seal.number, seal.entries, leaves.size()));
        }
        var root = Seals.root(seal.previous, leaves.stream().map(Leaf::leaf).toList());
        if (!Arrays.equals(seal.previous, previous) || !Arrays.equals(root, seal.root)) {
            faults.add("Seal %d does not follow from what it seals".formatted(seal.number));
        }
        return faults;
    }

    private List<String> alteredValues() {
        record Detail(UUID entry, byte[] salt, String content, byte[] digest) {}
        return jdbc.sql("select d.entry, d.salt, d.content, e.digest from audit.detail d join audit.entry e on e.id = d.entry order by 1")
                .query(Detail.class).stream()
                .filter(it -> !MessageDigest.isEqual(Audit.digest(it.salt, it.content), it.digest))
                .map(it -> "The values of entry %s were altered".formatted(it.entry))
                .toList();
    }

    private List<String> neverSealed() {
        return jdbc.sql("""
                        select e.id from audit.entry e left join audit.sealed s on s.entry = e.id
                         where s.entry is null and e.at < :late order by e.id limit 1000""")
                .param("late", Utc.of(clock.instant().minus(LONG_UNSEALED)))
                .query(UUID.class).stream()
                .map("Entry %s has waited too long for its seal"::formatted)
                .toList();
    }
}
