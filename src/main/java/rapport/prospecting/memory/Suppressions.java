package rapport.prospecting.memory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Stops;

/** Who is not to be written to any more. The list holds digests: one can add an address and ask for one, and read none. */
@Service
@Transactional
public class Suppressions {

    private static final int MOST = 200;
    private static final Set<String> CHANNELS = Set.of("EMAIL", "CALL", "SOCIAL", "FAX", "LETTER", "GIFT", "ALL");

    /** @param scope PERSON, ADDRESS or DOMAIN @param channel a {@link rapport.prospecting.Channel}'s name, or ALL @param evidence how it is known */
    public record Row(String scope, String channel, String reason, Instant at, @Nullable String evidence) {}

    private final Stops stops;
    private final Audit audit;
    private final JdbcClient jdbc;

    Suppressions(Stops stops, Audit audit, JdbcClient jdbc) {
        this.stops = stops;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** The newest first, at most two hundred. */
    @Transactional(readOnly = true)
    public List<Row> all(Viewer viewer) {
        mustSell(viewer);
        return jdbc.sql("select scope, channel, reason, at, evidence from prospecting.suppression order by at desc, digest, channel limit " + MOST).query(Row.class).list();
    }

    @Transactional(readOnly = true)
    public Map<String, Long> counts(Viewer viewer) {
        mustSell(viewer);
        var counts = new java.util.TreeMap<String, Long>();
        jdbc.sql("select reason, count(*) from prospecting.suppression group by reason").query((row, _) -> counts.put(row.getString(1), row.getLong(2))).list();
        return counts;
    }

    /** @param what an address, a number, or a domain @throws Refused for anything else */
    public void add(String what, String channel, String evidence, Viewer viewer) {
        mustSell(viewer);
        viewer.mustChange();
        var plain = plain(what);
        if (!CHANNELS.contains(channel)) {
            throw new Refused("prospecting.suppression-channel", "A channel is one of %s.".formatted(String.join(", ", CHANNELS.stream().sorted().toList())));
        }
        if (evidence.isBlank() || evidence.length() > 200 || evidence.contains("@") || evidence.strip().equalsIgnoreCase(ProspectMemory.ERASED)) {
            throw new Refused("prospecting.suppression-evidence", "Say how you know, in at most 200 letters and without an address: said on the telephone, by letter.");
        }
        stops.stop(scope(plain), plain, channel, Stops.Reason.OBJECTION, evidence.strip());
        audit.record("prospecting.suppression.added", "suppression", Map.of("channel", channel), viewer);
    }

    /** Whether nothing of the channel goes there. */
    @Transactional(readOnly = true)
    public boolean has(String what, String channel, Viewer viewer) {
        mustSell(viewer);
        return stops.isStopped(scope(plain(what)), plain(what), channel);
    }

    private static String plain(String what) {
        var plain = what.strip().toLowerCase(Locale.ROOT);
        if (!plain.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}|\\+\\d{5,15}|[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw new Refused("prospecting.suppression", "“%s” is no e-mail address, no number such as +49301234567 and no domain.".formatted(what.strip()));
        }
        return plain;
    }

    private static Stops.Scope scope(String plain) {
        return plain.contains("@") || plain.startsWith("+") ? Stops.Scope.ADDRESS : Stops.Scope.DOMAIN;
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are reached by reps, managers and administrators.");
        }
    }
}
