package rapport.coaching;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.coaching.verdict.Policy;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** What counts here, in versions. A new one judges from then on and changes no verdict that was reached. */
@Service
@Transactional
public class Policies {

    /** A share of sessions beyond which a check says more about the rule than about the people. */
    static final int TOO_MANY_PERCENT = 60;

    /** Below this nobody should conclude anything. */
    static final int LEAST_VERDICTS = 10;

    private static final Duration LOOKED_AT = Duration.ofDays(84);

    /** How often a check failed. @param failed of this many verdicts */
    public record Failing(String check, long failed, long of) {}

    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Policies(Audit audit, JdbcClient jdbc, Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Policy current() {
        return versions().findFirst().orElse(Policy.FIRST);
    }

    /** Why each version was made; the first has no reason but the product's. */
    @Transactional(readOnly = true)
    public Map<Integer, String> reasons(Viewer viewer) {
        record Row(int version, String reason) {}
        return jdbc.sql("select version, reason from coaching.policy").query(Row.class).stream().collect(java.util.stream.Collectors.toMap(Row::version, Row::reason));
    }

    /** Newest first; the product's own is last. */
    @Transactional(readOnly = true)
    public List<Policy> all(Viewer viewer) {
        return Stream.concat(versions(), Stream.of(Policy.FIRST)).toList();
    }

    /** The next version. Two who do this at once: the second is told. @param reason why, for everybody to read */
    public Policy change(Policy wish, String reason, Viewer viewer) {
        viewer.mustAdminister();
        if (reason.isBlank()) {
            throw new Refused("coaching.policy-reason", "Say why. Everybody who is judged by it can read the reason.");
        }
        var next = current().version() + 1;
        var made = jdbc.sql("""
                        insert into coaching.policy (version, accept_hours, answers, tolerance_minutes, share_percent, least_minutes, status_percent, confirm_hours, reason, made_by, made_at)
                        values (:version, :accept, :answers, :tolerance, :share, :least, :status, :confirm, :reason, :by, :now) on conflict (workspace, version) do nothing""")
                .param("version", next).param("accept", in(wish.acceptBefore().toHours(), 0, 168, "hours before")).param("answers", in(wish.answers(), 0, 8, "answers"))
                .param("tolerance", in(wish.tolerance().toMinutes(), 0, 60, "minutes a session may stray")).param("share", in(wish.sharePercent(), 10, 100, "percent of the planned minutes"))
                .param("least", in(wish.leastMinutes(), 5, 180, "least minutes")).param("status", in(wish.statusPercent(), 0, 100, "percent of pipeline status"))
                .param("confirm", in(wish.confirmWithin().toHours(), 1, 336, "hours to answer")).param("reason", reason.strip())
                .param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        if (made == 0) {
            throw new Refused("coaching.policy-twin", "Somebody changed the policy a moment ago. Look at theirs first.");
        }
        audit.record("coaching.policy.changed", String.valueOf(next), Map.of("reason", reason.strip()), viewer);
        return current();
    }

    /** Checks that fail in more than three sessions of five, over twelve weeks and at least ten verdicts. */
    @Transactional(readOnly = true)
    public List<Failing> failingTooOften(Viewer viewer) {
        return jdbc.sql("""
                        with judged as (select checks::jsonb as checks from coaching.verdict where reached_at > :since)
                        select check_ ->> 'id' as check, count(*) filter (where check_ ->> 'pass' = 'false') as failed, count(*) as of
                          from judged, jsonb_array_elements(checks) check_
                         group by 1 having count(*) >= :least and count(*) filter (where check_ ->> 'pass' = 'false') * 100 > count(*) * :percent order by 2 desc, 1""")
                .param("since", Utc.of(clock.instant().minus(LOOKED_AT))).param("least", LEAST_VERDICTS).param("percent", TOO_MANY_PERCENT).query(Failing.class).list();
    }

    private static long in(long value, long least, long most, String what) {
        if (value < least || value > most) {
            throw new Refused("coaching.policy-range", "%d %s: choose %d to %d.".formatted(value, what, least, most));
        }
        return value;
    }

    private Stream<Policy> versions() {
        record Row(int version, int acceptHours, int answers, int toleranceMinutes, int sharePercent, int leastMinutes, int statusPercent, int confirmHours) {}
        return jdbc.sql("select version, accept_hours, answers, tolerance_minutes, share_percent, least_minutes, status_percent, confirm_hours from coaching.policy order by version desc")
                .query(Row.class).list().stream()
                .map(it -> new Policy(it.version, Duration.ofHours(it.acceptHours), Policy.FIRST.briefs(), it.answers, Duration.ofMinutes(it.toleranceMinutes), it.sharePercent, it.leastMinutes,
                        it.statusPercent, Duration.ofHours(it.confirmHours)));
    }
}
