package rapport.prospecting.persistence;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Remembered;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;

/** What the workspace's own attempts say of the next one. Counts are everybody's: how often people are reached is nobody's secret. */
@Service
@Transactional
public class Persistence {

    /** Below that many reached nothing is said in one figure. */
    public static final int LEAST_EVENTS = 10;

    /** As much as so many people tell, the rest of the team does for a stratum. */
    static final double WORTH_OF_THE_TEAM = 30;

    /** @param halves how often, of twenty random halves, what one taught foretold the other better than a constant chance @param gain on average, in natural logarithms a person */
    public record BackTest(int halves, int better, double gain) {}

    /** @param calls everybody's, until they were first reached @param mails until they answered @param strata calls by stratum, those with most people first @param drawn who was to be tried on although the advice was to stop @param drawnReached of these, since @param longest the most anybody was called in vain */
    public record Report(Spells calls, Spells mails, Map<String, Spells> strata, @Nullable BackTest backTest, int drawn, int drawnReached, int longest) {}

    private record Standing(int failures, @Nullable String end, String stratum) {}

    private final Records records;
    private final Remembered<String, Chances> known = new Remembered<>();
    private final Vault vault;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Persistence(Records records, Vault vault, Audit audit, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.vault = vault;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Report report(Viewer viewer) {
        viewer.id();
        var strata = strata();
        var calls = new Spells();
        strata.values().forEach(calls::add);
        var drawn = jdbc.sql("select count(*) filter (where a.goes_on) as drawn, count(*) filter (where a.goes_on and p.call_end = 'REACHED') as reached from prospecting.tail_audit a join prospecting.prospect p on p.workspace = a.workspace and p.contact = a.contact")
                .query((row, _) -> new int[] {row.getInt(1), row.getInt(2)}).single();
        return new Report(calls, mails(), strata, BackTests.of(calls), drawn[0], drawn[1], calls.longest());
    }

    private Map<String, Spells> strata() {
        var strata = new TreeMap<String, Spells>();
        jdbc.sql("select stratum, call_failures, call_end, count(*) from prospecting.prospect where calls > 0 group by stratum, call_failures, call_end").query((row, _) -> {
            var spells = strata.computeIfAbsent(row.getString(1), _ -> new Spells());
            return "REACHED".equals(row.getString(3)) ? spells.reached(row.getInt(2) + 1, row.getLong(4)) : spells.open(row.getInt(2), row.getLong(4));
        }).list();
        var byPeople = new java.util.LinkedHashMap<String, Spells>();
        strata.entrySet().stream().sorted((one, other) -> Long.compare(other.getValue().people(), one.getValue().people())).forEach(it -> byPeople.put(it.getKey(), it.getValue()));
        return byPeople;
    }

    private Spells mails() {
        var spells = new Spells();
        jdbc.sql("select coalesce(answered_after, emails), answered_after is not null, count(*) from prospecting.prospect where emails > 0 and (answered_after is null or answered_after > 0) group by 1, 2")
                .query((row, _) -> row.getBoolean(2) ? spells.reached(row.getInt(1), row.getLong(3)) : spells.open(row.getInt(1), row.getLong(3))).list();
        return spells;
    }

    /** @param contact anybody's: as open as the contact */
    public Outlook of(UUID contact, Viewer viewer) {
        records.readAny(Kind.CONTACT, contact, viewer);
        var standing = jdbc.sql("select call_failures, call_end, stratum from prospecting.prospect where contact = :contact").param("contact", contact).query((row, _) -> new Standing(row.getInt(1), row.getString(2), row.getString(3))).optional()
                .orElseGet(() -> new Standing(0, null, ""));
        var chances = known.get("chances", _ -> new Chances(strata()));
        return outlook(contact, standing, chances, economics(viewer));
    }

    private Outlook outlook(UUID contact, Standing standing, Chances chances, Economics economics) {
        var told = chances.told(standing.stratum);
        var own = chances.own(standing.stratum);
        var team = chances.all();
        var all = team.events();
        var known = all >= LEAST_EVENTS;
        var n = standing.failures;
        var state = standing.end == null ? Outlook.Standing.OPEN : Outlook.Standing.valueOf(standing.end);
        var advice = state != Outlook.Standing.OPEN ? settled(state) : known ? Advisor.advise(n, told, economics) : Advisor.unknown(all);
        var drawn = advice.kind() == Advice.Kind.STOP && drawn(contact, n, economics.auditPercent());
        var half = known ? told.attemptsForHalf(n) : OptionalInt.empty();
        return new Outlook(n, state, known ? java.util.stream.IntStream.rangeClosed(0, Math.max(15, n + 5)).mapToObj(told::next).toList() : List.of(), known ? told.next(n) : null, known ? told.within(n, Outlook.HORIZON) : null, known ? told.attempts(n, Outlook.HORIZON) : null, half.isPresent() ? half.getAsInt() : null, standing.stratum,
                own.people(), own.events(), team.people(), all, advice, drawn);
    }

    private static Advice settled(Outlook.Standing state) {
        return state == Outlook.Standing.REACHED ? new Advice(Advice.Kind.CONTINUE, "They were reached. What counts now is what you agree on.", "They have been on the line.", "Nothing: they know you.")
                : new Advice(Advice.Kind.STOP, "Do not call them again.", "They refused, or the number is wrong.", "Another number, or word from them.");
    }

    /** Drawn once, and for good: by a digest nobody can choose, so that it is as good as chance and the same on every node. */
    private boolean drawn(UUID contact, int failures, int percent) {
        if (percent == 0) {
            return false;
        }
        var before = jdbc.sql("select goes_on from prospecting.tail_audit where contact = :contact").param("contact", contact).query(Boolean.class).optional();
        if (before.isPresent()) {
            return before.get();
        }
        var goesOn = lot(contact) < percent;
        jdbc.sql("insert into prospecting.tail_audit (contact, failures, goes_on, at) values (:contact, :failures, :goesOn, :now) on conflict (workspace, contact) do nothing")
                .param("contact", contact).param("failures", failures).param("goesOn", goesOn).param("now", Utc.of(clock.instant())).update();
        return goesOn;
    }

    /** 0 to 99, each as likely. */
    private int lot(UUID contact) {
        var message = ByteBuffer.allocate(32).putLong(Workspaces.current().map(WorkspaceId::value).orElseThrow().getMostSignificantBits()).putLong(Workspaces.current().map(WorkspaceId::value).orElseThrow().getLeastSignificantBits())
                .putLong(contact.getMostSignificantBits()).putLong(contact.getLeastSignificantBits()).array();
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(vault.digest("tail", message)).getLong(), 100);
    }

    @Transactional(readOnly = true)
    public Economics economics(Viewer viewer) {
        viewer.id();
        return jdbc.sql("select meeting_value, currency, hour_cost, meetings_per_connect, minutes_per_call, audit_percent from prospecting.economics")
                .query((row, _) -> new Economics(row.getBigDecimal(1), row.getString(2).toUpperCase(Locale.ROOT), row.getBigDecimal(3), row.getDouble(4), row.getInt(5), row.getInt(6))).optional().orElse(Economics.UNSET);
    }

    public void set(Economics it, Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.economics", "What a call costs and a meeting is worth is set by an administrator.");
        }
        if (it.meetingValue().signum() < 0 || it.hourCost().signum() < 0 || it.meetingsPerConnect() < 0 || it.meetingsPerConnect() > 1 || it.minutesPerCall() < 1 || it.minutesPerCall() > 240 || it.auditPercent() < 0 || it.auditPercent() > 50) {
            throw new Refused("prospecting.economics-range", "Values are 0 or more, meetings of a conversation 0 to 1, minutes 1 to 240, tried on 0 to 50 percent.");
        }
        jdbc.sql("""
                        insert into prospecting.economics (meeting_value, currency, hour_cost, meetings_per_connect, minutes_per_call, audit_percent, version) values (:value, :currency, :cost, :share, :minutes, :percent, 0)
                        on conflict (workspace) do update set meeting_value = excluded.meeting_value, currency = excluded.currency, hour_cost = excluded.hour_cost, meetings_per_connect = excluded.meetings_per_connect,
                            minutes_per_call = excluded.minutes_per_call, audit_percent = excluded.audit_percent, version = economics.version + 1""")
                .param("value", it.meetingValue()).param("currency", it.currency()).param("cost", it.hourCost()).param("share", it.meetingsPerConnect()).param("minutes", it.minutesPerCall()).param("percent", it.auditPercent()).update();
        audit.record("prospecting.economics.set", "economics", Map.of("meeting", it.meetingValue().toPlainString(), "hour", it.hourCost().toPlainString()), viewer);
    }

    /** For whoever ranks many: the chance of the next call by stratum and failures, from one reading of the counts. */
    @Transactional(readOnly = true)
    public Chances chances(Viewer viewer) {
        viewer.id();
        return known.get("chances", _ -> new Chances(strata()));
    }

    /** What to look up: the chance of the next call. */
    public static final class Chances {

        private final Map<String, Spells> strata;
        private final Map<String, Stubbornness> learned = new java.util.HashMap<>();

        Chances(Map<String, Spells> strata) {
            this.strata = strata;
        }

        /** 0 to 1. */
        public double next(String stratum, int failures) {
            return told(stratum).expected(failures);
        }

        Stubbornness told(String stratum) {
            return learned.computeIfAbsent(stratum, this::learn);
        }

        Spells own(String stratum) {
            return strata.getOrDefault(stratum, new Spells());
        }

        Spells all() {
            var all = new Spells();
            strata.values().forEach(all::add);
            return all;
        }

        private Stubbornness learn(String stratum) {
            var others = new Spells();
            strata.forEach((name, spells) -> {
                if (!name.equals(stratum)) {
                    others.add(spells);
                }
            });
            return Stubbornness.of(own(stratum), others, WORTH_OF_THE_TEAM);
        }
    }
}
