package rapport.prospecting.fax;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Lanes;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.dispatch.Round;

/** The way faxes go: one a workspace. */
@Service
@Transactional
public class FaxLines {

    /** @param kind HYLAFAX or MAIL @param host, port and login of the first @param gateway of the second: the domain of the addresses it takes @param daily most within any 24 hours @param gapSeconds least time between two */
    public record Wish(String kind, @Nullable String host, @Nullable Integer port, @Nullable String login, @Nullable String password, @Nullable String gateway, int daily, int gapSeconds) {}

    /** @param fault what its server said last @param today sent within 24 hours */
    public record Line(UUID id, String kind, @Nullable String host, @Nullable String gateway, int daily, int gapSeconds, boolean held, @Nullable String fault, int today, int waiting, int underWay) {}

    private final Lanes lanes;
    private final Queue queue;
    private final Vault vault;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    FaxLines(Lanes lanes, Queue queue, Vault vault, Audit audit, JdbcClient jdbc, Clock clock) {
        this.lanes = lanes;
        this.queue = queue;
        this.vault = vault;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Line> line() {
        return jdbc.sql("""
                        select f.id, f.kind, f.host, f.gateway, f.daily, f.gap_seconds, coalesce(l.held, false), l.fault, coalesce((select sum(p.taken) from prospecting.pace p where p.lane = f.id and p.hour > :since), 0),
                               (select count(*) from prospecting.touch t where t.lane = f.id and t.state = 'PLANNED'), (select count(*) from prospecting.fax_job j where j.line = f.id and j.state = 'SUBMITTED')
                          from prospecting.fax_line f left join prospecting.lane l on l.workspace = f.workspace and l.id = f.id where f.closed_at is null""").param("since", Utc.of(clock.instant().minus(Duration.ofHours(24))))
                .query((row, _) -> new Line(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4), row.getInt(5), row.getInt(6), row.getBoolean(7), row.getString(8), row.getInt(9), row.getInt(10), row.getInt(11))).optional();
    }

    /** @throws Refused when there is one already */
    public void open(Wish wish, Viewer viewer) {
        mustAdminister(viewer);
        var id = Ids.next(clock, java.util.function.Function.<UUID>identity());
        try {
            jdbc.sql("insert into prospecting.fax_line (id, kind, host, port, login, password, gateway, daily, gap_seconds, made_at) values (:id, :kind, :host, :port, :login, :password, :gateway, :daily, :gap, :now)").param("id", id).param("kind", wish.kind)
                    .param("host", wish.host).param("port", wish.port).param("login", wish.login).param("password", wish.password == null ? null : vault.seal(wish.password)).param("gateway", wish.gateway == null ? null : wish.gateway.strip().toLowerCase(Locale.ROOT))
                    .param("daily", wish.daily).param("gap", wish.gapSeconds).param("now", Utc.of(clock.instant())).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.fax-line", "There is a fax line already. Close it first.");
        }
        if (wish.kind.equals("HYLAFAX")) {
            lanes.open(id);
        }
        audit.record("prospecting.fax-line.opened", id.toString(), Map.of("kind", wish.kind, "daily", wish.daily), viewer);
    }

    /** What waits on it is called off; what the server has is its to end. */
    public void close(Viewer viewer) {
        mustAdminister(viewer);
        var line = line().orElseThrow(() -> new Refused("prospecting.no-fax-line", "There is no fax line."));
        jdbc.sql("update prospecting.fax_line set closed_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", line.id).update();
        var waiting = 0;
        if (line.kind.equals("HYLAFAX")) {
            lanes.hold(line.id, true, null);
            waiting = queue.cancelAll(line.id, "The fax line was closed");
        }
        audit.record("prospecting.fax-line.closed", line.id.toString(), Map.of("called off", waiting), viewer);
    }

    /** Where a server takes faxes by mail: the address of a number there (RFC 3192). */
    static String address(String number, String gateway) {
        return "FAX=%s@%s".formatted(number, gateway);
    }

    /** A way out for one fax. @param lane null when it goes by the sender's own mailbox @param address then */
    public record Way(@Nullable UUID lane, @Nullable String address) {}

    /** @throws Refused when there is none */
    @Transactional(readOnly = true)
    public Way way(String number) {
        var line = line().orElseThrow(() -> new Refused("prospecting.no-fax-line", "There is no fax line here yet. An administrator sets one up under Settings, Fax line."));
        return line.gateway == null ? new Way(line.id, null) : new Way(null, address(number, line.gateway));
    }

    @Transactional(readOnly = true)
    public Optional<Round.Pace> pace(UUID lane) {
        return jdbc.sql("select daily, gap_seconds from prospecting.fax_line where id = :lane").param("lane", lane).query((row, _) -> new Round.Pace(row.getInt(1), Duration.ofSeconds(row.getInt(2)))).optional();
    }

    @Transactional(readOnly = true)
    public Optional<FaxDoor> door(UUID lane) {
        return jdbc.sql("select host, port, login, password from prospecting.fax_line where id = :lane and host is not null").param("lane", lane).query((row, _) -> {
            var sealed = row.getBytes("password");
            return new FaxDoor(lane, row.getString("host"), row.getInt("port"), row.getString("login"), () -> sealed == null ? null : vault.open(sealed));
        }).optional();
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.fax-line", "The fax line is set up by an administrator.");
        }
    }
}
