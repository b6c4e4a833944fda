package rapport.prospecting.paper;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Reachable;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.prospecting.Channel;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.law.Gate;
import rapport.prospecting.plays.Template;
import tools.jackson.databind.json.JsonMapper;

/** Letters that steps of plays ask for: printed for envelopes with a window, and posted when somebody says so. */
@Service
@Transactional
public class Letters {

    /** What one print holds. */
    public static final int MOST = 100;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // none looks like another (Crockford)
    private static final int CODE = 8;

    /** @param why it cannot be printed; null when it can be @param printedAt null for not yet @param code null before */
    public record Row(TouchId touch, UUID contact, PersonId owner, Instant dueAt, String subject, @Nullable String why, @Nullable Instant printedAt, @Nullable String code) {}

    private record Waiting(UUID id, UUID contact, UUID owner, Instant dueAt, String subject, String body, @Nullable String code, @Nullable Instant printedAt) {}

    private final Letterheads letterheads;
    private final Press press;
    private final Queue queue;
    private final Gate gate;
    private final Correspondents correspondents;
    private final People people;
    private final ReportingLine line;
    private final Vault vault;
    private final Audit audit;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    Letters(Letterheads letterheads, Press press, Queue queue, Gate gate, Correspondents correspondents, People people, ReportingLine line, Vault vault, Audit audit, JsonMapper json, JdbcClient jdbc, Clock clock) {
        this.letterheads = letterheads;
        this.press = press;
        this.queue = queue;
        this.gate = gate;
        this.correspondents = correspondents;
        this.people = people;
        this.line = line;
        this.vault = vault;
        this.audit = audit;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The viewer's own and those of everybody who answers to them: whoever goes to the post office takes all. At most a hundred that are due by tomorrow. */
    @Transactional(readOnly = true)
    public List<Row> waiting(Viewer viewer) {
        var found = find(viewer);
        var to = correspondents.reachable(found.stream().map(Waiting::contact).distinct().toList());
        return found.stream().map(it -> new Row(new TouchId(it.id), it.contact, new PersonId(it.owner), it.dueAt, it.subject, it.code != null ? null : fault(to.get(it.contact), it.body).orElse(null), it.printedAt, it.code)).toList();
    }

    private List<Waiting> find(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select t.id, t.contact, t.owner, t.due_at, coalesce(w.subject, ''), coalesce(w.body, ''), l.code, l.printed_at
                          from prospecting.touch t left join prospecting.words w on w.workspace = t.workspace and w.touch = t.id left join prospecting.letter l on l.workspace = t.workspace and l.touch = t.id
                         where t.kind = 'LETTER' and t.lane is null and t.state = 'PLANNED' and t.due_at <= :until and %s order by t.due_at, t.id limit %d""".formatted(visible.sql("t.owner"), MOST))
                .param("until", Utc.of(clock.instant().plus(java.time.Duration.ofHours(24)))).param("visible", visible.ids()).query(Letters::waiting).list();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class), row.getTimestamp(4).toInstant(), row.getString(5), row.getString(6), row.getString(7), row.getTimestamp(8) == null ? null : row.getTimestamp(8).toInstant());
    }

    private Optional<String> fault(@Nullable Reachable to, String body) {
        if (Template.promisesCall(body)) {
            return Optional.of("It promises a call. Open it, and say first when you call.");
        }
        if (to == null || to.gone()) {
            return Optional.of("The contact is in the bin, or has become another.");
        }
        if (to.street() == null || to.city() == null) {
            return Optional.of("Nobody knows where they get their post.");
        }
        var verdict = gate.judge(to, Channel.LETTER.name());
        return verdict.isAllowed() ? Optional.empty() : Optional.of(verdict.words());
    }

    /** Everything that can be printed, behind one another. What was printed before is printed as it was. @throws Refused when there is nothing, or no letterhead */
    public byte[] printAll(Viewer viewer) {
        viewer.mustChange();
        var head = letterheads.letterhead().orElseThrow(() -> new Refused("prospecting.no-letterhead", "Nobody has said yet what stands on your paper. An administrator does so under Settings, Letterhead."));
        var found = find(viewer);
        var to = correspondents.reachable(found.stream().map(Waiting::contact).distinct().toList());
        var names = people.namesOf(found.stream().map(it -> new PersonId(it.owner)).distinct().toList());
        var prints = new ArrayList<byte[]>();
        var first = 0;
        for (var it : found) {
            if (it.code != null) {
                prints.add(print(kept(it.id)));
            } else if (fault(to.get(it.contact), it.body).isEmpty()) {
                var sheet = sheet(it, java.util.Objects.requireNonNull(to.get(it.contact)), names.getOrDefault(new PersonId(it.owner), ""), head, viewer);
                prints.add(keep(sheet, viewer));
                first++;
            }
        }
        if (prints.isEmpty()) {
            throw new Refused("prospecting.no-letters", "There is no letter that could be printed.");
        }
        audit.record("prospecting.letters.printed", "letters", Map.of("letters", prints.size(), "for the first time", first), viewer);
        return press.bind(prints);
    }

    private Sheet sheet(Waiting it, Reachable to, String owner, Letterheads.Letterhead head, Viewer viewer) {
        var name = Stream.of(to.firstName(), to.lastName()).filter(java.util.Objects::nonNull).collect(Collectors.joining(" "));
        var place = to.postcode() == null ? to.city() : to.postcode() + " " + to.city();
        var abroad = to.country() == null || to.country().equalsIgnoreCase(head.country()) ? null : Locale.of("", to.country()).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT);
        var recipient = Stream.of(to.company(), name, to.street(), place, abroad).filter(line1 -> line1 != null && !line1.isBlank()).toList();
        return new Sheet(it.id.toString(), code(it.id), head.paper(), head.lines(), head.inOneLine(), recipient, "%s, %s".formatted(head.city(), DAY.format(clock.instant().atZone(viewer.zone()))), it.subject,
                Sheet.paragraphs(it.body), owner);
    }

    /** Follows from the touch, under the installation's key. */
    private String code(UUID touch) {
        var digest = ByteBuffer.wrap(vault.digest("letter", touch.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))).getLong();
        var code = new StringBuilder();
        for (var i = 0; i < CODE; i++) {
            code.append(LETTERS.charAt((int) (digest >>> 5 * i & 31)));
        }
        return code.toString();
    }

    private byte[] keep(Sheet sheet, Viewer viewer) {
        var pdf = print(sheet);
        var first = jdbc.sql("insert into prospecting.letter (touch, code, sheet, sha256, printed_at, printed_by) values (:touch, :code, :sheet::jsonb, :sha, :now, :me) on conflict (workspace, touch) do nothing").param("touch", UUID.fromString(sheet.touch())).param("code", sheet.code())
                .param("sheet", json.writeValueAsString(sheet)).param("sha", sha256(pdf)).param("now", Utc.of(clock.instant())).param("me", viewer.id().value()).update() > 0;
        return first ? pdf : print(kept(UUID.fromString(sheet.touch()))); // somebody else has printed it at the same moment
    }

    private Sheet kept(UUID touch) {
        return jdbc.sql("select sheet::text from prospecting.letter where touch = :touch").param("touch", touch).query((row, _) -> json.readValue(row.getString(1), Sheet.class)).single();
    }

    private byte[] print(Sheet sheet) {
        return press.print("prospecting/print/letter", sheet);
    }

    /** One that was printed, again. The same bytes as long as the program is the same. */
    @Transactional(readOnly = true)
    public byte[] again(TouchId touch, Viewer viewer) {
        var visible = line.of(viewer);
        var there = jdbc.sql("select exists (select from prospecting.letter l join prospecting.touch t on t.workspace = l.workspace and t.id = l.touch where l.touch = :touch and %s)".formatted(visible.sql("t.owner"))).param("touch", touch.value()).param("visible", visible.ids()).query(Boolean.class).single();
        if (!there) {
            throw new NotFound("prospecting.letter-not-found", "There is no such letter.");
        }
        return print(kept(touch.value()));
    }

    /** @param said codes and ids as they were typed or scanned, one a line @return how many are posted now; those that were already are not counted @throws Refused when a line is no letter of theirs: nothing is posted then */
    public int post(String said, Viewer viewer) {
        viewer.mustChange();
        var touches = new LinkedHashSet<TouchId>();
        var unknown = new ArrayList<String>();
        said.lines().map(String::strip).filter(it -> !it.isEmpty()).forEach(it -> read(it, viewer).ifPresentOrElse(touches::add, () -> unknown.add(it)));
        if (touches.isEmpty() || !unknown.isEmpty()) {
            throw new Refused("prospecting.letter-unknown", unknown.isEmpty() ? "Scan the squares on the letters, or type the codes below them, one a line." : "There is no printed letter “%s”. Nothing was posted.".formatted(String.join("”, “", unknown)));
        }
        var now = Utc.of(clock.instant());
        var posted = 0;
        for (var touch : touches) {
            if (queue.doneByHand(touch, viewer.id())) {
                jdbc.sql("update prospecting.letter set posted_at = :now, posted_by = :me where touch = :touch and posted_at is null").param("now", now).param("me", viewer.id().value()).param("touch", touch.value()).update();
                audit.record("prospecting.letter.posted", touch.toString(), Map.of(), viewer);
                posted++;
            }
        }
        return posted;
    }

    private Optional<TouchId> read(String said, Viewer viewer) {
        var visible = line.of(viewer);
        var plain = said.toUpperCase(Locale.ROOT).replace('O', '0').replace('I', '1').replace('L', '1');
        return jdbc.sql("select l.touch from prospecting.letter l join prospecting.touch t on t.workspace = l.workspace and t.id = l.touch where (l.touch::text = :id or l.code = :code) and %s".formatted(visible.sql("t.owner"))).param("id", said.toLowerCase(Locale.ROOT)).param("code", plain.replaceAll("[^0-9A-Z]", ""))
                .param("visible", visible.ids()).query(UUID.class).optional().map(TouchId::new);
    }

    private static byte[] sha256(byte[] pdf) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(pdf);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
