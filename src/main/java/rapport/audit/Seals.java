package rapport.audit;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.WorkspaceId;

/**
 * Binds what was logged into a chain: a seal is the root over all entries that wait, and over the seal before. Never by
 * order of ids, for an entry may commit late; it joins the next seal.
 */
@Component
@Transactional
class Seals {

    static final byte[] BEGINNING = new byte[32];
    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final JdbcOperations batch;
    private final Clock clock;
    private final Set<WorkspaceId> wanted = ConcurrentHashMap.newKeySet();

    Seals(JdbcClient jdbc, JdbcOperations batch, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.clock = clock;
    }

    void wanted(WorkspaceId workspace) {
        wanted.add(workspace);
    }

    /** Those with something new since last asked. */
    List<WorkspaceId> takeWanted() {
        var taken = List.copyOf(wanted);
        taken.forEach(wanted::remove);
        return taken;
    }

    /** Seals what waits in the bound workspace. @return how many entries; another node that seals at once leaves none */
    int seal() {
        var entries = jdbc.sql("""
                        select e.* from audit.entry e join audit.unsealed u on u.entry = e.id
                         order by e.id limit :most for update of u skip locked""")
                .param("most", MOST)
                .query(AuditEntry.class)
                .list();
        if (entries.isEmpty()) {
            return 0;
        }
        record Newest(long number, byte[] root) {}
        var newest = jdbc.sql("select number, root from audit.seal order by number desc limit 1")
                .query(Newest.class).optional().orElse(new Newest(0, BEGINNING));
        var leaves = entries.stream().map(AuditEntry::leaf).toList();
        jdbc.sql("insert into audit.seal (number, at, previous, root, entries) values (:number, :at, :previous, :root, :entries)")
                .param("number", newest.number + 1)
                .param("at", Utc.of(clock.instant()))
                .param("previous", newest.root)
                .param("root", root(newest.root, leaves))
                .param("entries", entries.size())
                .update();
        batch.batchUpdate("insert into audit.sealed (entry, seal, leaf) values (?, ?, ?)",
                java.util.stream.IntStream.range(0, entries.size())
                        .mapToObj(i -> new Object[] {entries.get(i).id(), newest.number + 1, leaves.get(i)}).toList());
        jdbc.sql("delete from audit.unsealed where entry = any(:entries)")
                .param("entries", entries.stream().map(AuditEntry::id).toArray(java.util.UUID[]::new))
                .update();
        return entries.size();
    }

    static byte[] root(byte[] previous, List<byte[]> leaves) {
        var all = new ByteArrayOutputStream();
        leaves.forEach(all::writeBytes);
        return Digests.sha256(previous, all.toByteArray());
    }
}
