package rapport.prospecting.law;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Remembered;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** The rules that hold here: those shipped with the program, and what the workspace has made of them. */
@Service
@Transactional
public class Rules {

    private static final List<Rule> SHIPPED = shipped();

    /** @param by null while nobody stands for the rules as they are now */
    public record Confirmed(@Nullable PersonId by, @Nullable Instant at) {}

    private final Remembered<String, Law> known = new Remembered<>();
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Rules(Audit audit, JdbcClient jdbc, Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    static List<Rule> shipped() {
        try (var in = Rules.class.getResourceAsStream("/rapport/law/rules.csv"); var csv = CsvReader.builder().fieldSeparator(';').ofNamedCsvRecord(new InputStreamReader(java.util.Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return csv.stream().map(it -> new Rule(it.getField("id"), it.getField("place"), it.getField("channel"), Rule.Kind.valueOf(it.getField("kind")), it.getField("params"), it.getField("words"), it.getField("citation"),
                    LocalDate.parse(it.getField("effective")), it.getField("checked"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As they hold now. */
    @Transactional(readOnly = true)
    public Law law() {
        return known.get("law", _ -> new Law(effective()));
    }

    private List<Rule> effective() {
        record Own(Rule rule, boolean off) {}
        var all = new TreeMap<String, Rule>();
        SHIPPED.forEach(it -> all.put(it.id(), it));
        jdbc.sql("select id, place, channel, kind, params, words, citation, effective, off from prospecting.rule order by id")
                .query((row, _) -> new Own(new Rule(row.getString(1), row.getString(2), row.getString(3), Rule.Kind.valueOf(row.getString(4)), row.getString(5), row.getString(6), row.getString(7), row.getObject(8, LocalDate.class), "own"), row.getBoolean(9)))
                .list().forEach(it -> {
                    if (it.off) {
                        all.remove(it.rule.id());
                    } else {
                        all.put(it.rule.id(), it.rule);
                    }
                });
        return List.copyOf(all.values());
    }

    /** Changes a rule, adds one, or has it hold no more. The rules have to be confirmed anew then. */
    public void set(Rule rule, boolean off, Viewer viewer) {
        mustAdminister(viewer);
        check(rule);
        jdbc.sql("""
                        insert into prospecting.rule (id, place, channel, kind, params, words, citation, effective, off, changed_by, changed_at) values (:id, :place, :channel, :kind, :params, :words, :citation, :effective, :off, :me, :now)
                        on conflict (workspace, id) do update set place = excluded.place, channel = excluded.channel, kind = excluded.kind, params = excluded.params, words = excluded.words, citation = excluded.citation,
                            effective = excluded.effective, off = excluded.off, changed_by = excluded.changed_by, changed_at = excluded.changed_at""")
                .param("id", rule.id()).param("place", rule.place()).param("channel", rule.channel()).param("kind", rule.kind().name()).param("params", rule.params()).param("words", rule.words()).param("citation", rule.citation())
                .param("effective", rule.effective()).param("off", off).param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        known.forget();
        audit.record("prospecting.rule.set", rule.id(), Map.of("params", rule.params(), "off", off), viewer);
    }

    private static void check(Rule rule) {
        if (!rule.id().matches("[a-z0-9-]{3,40}") || !rule.place().matches("\\*|EU|[A-Z]{2}(-[A-Z0-9]{1,10})?") || rule.citation().isBlank() || rule.words().isBlank()) {
            throw new Refused("prospecting.rule", "A rule has a short name, a place such as DE, US-FL, EU or *, words, and says where it is written.");
        }
        switch (rule.kind()) {
            case WINDOW -> {
                try {
                    Window.of(rule.params());
                } catch (IllegalArgumentException e) {
                    throw new Refused("prospecting.rule-window", String.valueOf(e.getMessage()));
                }
            }
            case CONSENT -> {
                if (!List.of("optout", "presumed", "relationship", "prior").contains(rule.params())) {
                    throw new Refused("prospecting.rule-consent", "Consent is one of optout, presumed, relationship and prior.");
                }
            }
            case CAP -> {
                if (!rule.params().matches("\\d{1,3}/24h")) {
                    throw new Refused("prospecting.rule-cap", "A cap is written as 3/24h.");
                }
            }
            case GIFT_LIMIT -> {
                try {
                    GiftLimit.of(rule);
                } catch (IllegalArgumentException e) {
                    throw new Refused("prospecting.rule-gift", String.valueOf(e.getMessage()));
                }
            }
            case NOTICE -> {
                if (rule.params().isBlank()) {
                    throw new Refused("prospecting.rule-params", "Say what it asks for.");
                }
            }
        }
    }

    @Transactional(readOnly = true)
    public Optional<Rule> rule(String id, Viewer viewer) {
        viewer.id();
        return law().rules().stream().filter(it -> it.id().equals(id)).findFirst().or(() -> SHIPPED.stream().filter(it -> it.id().equals(id)).findFirst());
    }

    /** Whoever may has read them all and stands for them. */
    public void confirm(Viewer viewer) {
        mustAdminister(viewer);
        var added = jdbc.sql("insert into prospecting.law_confirmed (rules, confirmed_by, confirmed_at) values (:rules, :me, :now) on conflict (workspace, rules) do nothing")
                .param("rules", digest()).param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        if (added > 0) {
            audit.record("prospecting.law.confirmed", digest(), Map.of("rules", law().rules().size()), viewer);
        }
    }

    /** By whom, the rules as they are now. */
    @Transactional(readOnly = true)
    public Confirmed confirmed() {
        return jdbc.sql("select confirmed_by, confirmed_at from prospecting.law_confirmed where rules = :rules").param("rules", digest())
                .query((row, _) -> new Confirmed(new PersonId(row.getObject(1, UUID.class)), row.getTimestamp(2).toInstant())).optional().orElseGet(() -> new Confirmed(null, null));
    }

    private String digest() {
        var all = law().rules().stream().map(it -> String.join("|", it.id(), it.place(), it.channel(), it.kind().name(), it.params(), it.effective().toString())).sorted().collect(Collectors.joining("\n"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.law", "The rules are set and confirmed by an administrator.");
        }
    }
}
