package rapport.prospecting.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.Channel;
import rapport.prospecting.MailboxId;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.inbox.Handled;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Verdict;

/** Mails somebody has written to one contact: queued, sent at their time, and until then called back. */
@Service
@Transactional
public class Writing {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST = 100_000;

    /** @param at when it goes out; null for at once @param answers the touch whose thread it goes on in */
    public record Note(UUID contact, String subject, String body, @Nullable Instant at, @Nullable TouchId answers) {}

    private final Queue queue;
    private final Stops stops;
    private final Gate gate;
    private final Correspondents correspondents;
    private final Records records;
    private final Handled handled;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Writing(Queue queue, Stops stops, Gate gate, Correspondents correspondents, Records records, Handled handled, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.stops = stops;
        this.gate = gate;
        this.correspondents = correspondents;
        this.records = records;
        this.handled = handled;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From one's own mailbox to the contact's address. */
    public TouchId write(Note note, Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are written to by reps, managers and administrators.");
        }
        var mailbox = mailboxOf(viewer).orElseThrow(() -> new Refused("prospecting.no-mailbox", "You have no mailbox here yet. Set one up under Settings, Mailboxes."));
        var contact = records.read(Kind.CONTACT, note.contact, viewer);
        var address = contact.text("email").orElseThrow(() -> new Refused("prospecting.no-address", "Nobody knows an e-mail address of theirs. Add one to the contact first."));
        if (note.subject.isBlank() || note.body.isBlank() || note.subject.length() > LONGEST_SUBJECT || note.body.length() > LONGEST) {
            throw new Refused("prospecting.words", "A mail has a subject of at most %d letters and words of at most %d.".formatted(LONGEST_SUBJECT, LONGEST));
        }
        if (stopped(contact)) {
            throw new Refused("prospecting.stopped", "They want no e-mail. Reach them another way, or ask them first.");
        }
        var verdict = verdict(contact.id(), note.at == null ? clock.instant() : note.at);
        if (!verdict.isAllowed()) {
            throw new Refused("prospecting.law", verdict.words());
        }
        if (note.answers != null && subjectOf(note.answers, note.contact, viewer).isEmpty()) {
            throw new Refused("prospecting.answers", "There is no such mail to them to go on from.");
        }
        var touch = queue.plan(new Queue.Wish(note.contact, viewer.id(), Channel.EMAIL, mailbox.value(), note.at == null ? clock.instant() : note.at));
        jdbc.sql("insert into prospecting.words (touch, address, subject, body, answers) values (:touch, :address, :subject, :body, :answers)")
                .param("touch", touch.value()).param("address", address.toLowerCase(java.util.Locale.ROOT)).param("subject", note.subject.strip()).param("body", note.body.strip()).param("answers", note.answers == null ? null : note.answers.value()).update();
        jdbc.sql("update prospecting.touch set verdict = :verdict where id = :id").param("verdict", verdict.code()).param("id", touch.value()).update();
        handled.of(note.contact, viewer.id());
        audit.record("prospecting.mail.written", touch.toString(), Map.of("contact", note.contact.toString()), viewer);
        return touch;
    }

    /** What the law says of a mail to them. */
    @Transactional(readOnly = true)
    public Verdict verdict(CrmRecord contact) {
        return verdict(contact.id(), clock.instant());
    }

    private Verdict verdict(UUID contact, Instant at) {
        return gate.judge(java.util.Objects.requireNonNull(correspondents.reachable(List.of(contact)).get(contact)), Channel.EMAIL.name(), at);
    }

    /** Of a mail to the contact whose thread can be gone on with; empty when there is none the viewer sees. */
    @Transactional(readOnly = true)
    public Optional<String> subjectOf(TouchId touch, UUID contact, Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select w.subject from prospecting.touch t join prospecting.words w on w.workspace = t.workspace and w.touch = t.id where t.id = :touch and t.contact = :contact and %s".formatted(visible.sql("t.owner")))
                .param("touch", touch.value()).param("contact", contact).param("visible", visible.ids()).query(String.class).optional();
    }

    @Transactional(readOnly = true)
    public Optional<MailboxId> mailboxOf(Viewer viewer) {
        return jdbc.sql("select id from prospecting.mailbox where person = :me and closed_at is null order by made_at, id limit 1").param("me", viewer.id().value()).query(UUID.class).optional().map(MailboxId::new);
    }

    /** Whether they want no mail, as they or somebody here said. */
    @Transactional(readOnly = true)
    public boolean stopped(CrmRecord contact) {
        return contact.list("refused").contains("EMAIL") || contact.text("email").filter(it -> stops.stopped("EMAIL", stops.ofMail(contact.id(), it))).isPresent();
    }
}
