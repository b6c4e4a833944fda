package rapport.prospecting.plays;

import java.time.Clock;
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
import rapport.crm.record.Reachable;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.fax.FaxLines;

/** Steps of plays that somebody does with their own hand. */
@Service
@Transactional
public class Hand {

    /** @param kind a {@link rapport.prospecting.Channel}'s name @param subject and words of what is to be done */
    public record Task(TouchId id, UUID contact, String kind, String subject, String words, @Nullable UUID enrolment) {}

    private final Queue queue;
    private final FaxLines faxes;
    private final Correspondents correspondents;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Hand(Queue queue, FaxLines faxes, Correspondents correspondents, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.faxes = faxes;
        this.correspondents = correspondents;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Task task(TouchId touch, Viewer viewer) {
        return find(touch, viewer).orElseThrow(() -> new NotFound("prospecting.task-not-found", "There is nothing of that kind to be done."));
    }

    private Optional<Task> find(TouchId touch, Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("select t.contact, t.kind, coalesce(w.subject, ''), coalesce(w.body, ''), t.enrolment from prospecting.touch t left join prospecting.words w on w.workspace = t.workspace and w.touch = t.id where t.id = :id and t.lane is null and t.state = 'PLANNED' and %s".formatted(visible.sql("t.owner")))
                .param("id", touch.value()).param("visible", visible.ids()).query((row, _) -> new Task(touch, row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4), row.getObject(5, UUID.class))).optional();
    }

    /** It was done; it counts, and the play goes on. Calls are logged with what came of them instead. */
    public void done(TouchId touch, Viewer viewer) {
        var task = task(touch, viewer);
        viewer.mustChange();
        if (task.kind.equals("CALL") || task.kind.equals("EMAIL")) {
            throw new Refused("prospecting.hand", task.kind.equals("CALL") ? "Say what came of the call, on its page." : "Send the mail, on its page.");
        }
        mustNameItsCall(task.words);
        queue.doneByHand(touch, new PersonId(viewer.id().value()));
        audit.record("prospecting.touch.done", touch.toString(), Map.of("kind", task.kind), viewer);
    }

    /** A mail that was looked over goes out from one's own mailbox; a fax over the fax line. */
    public void send(TouchId touch, String subject, String words, Viewer viewer) {
        var task = task(touch, viewer);
        viewer.mustChange();
        if (!task.kind.equals("EMAIL") && !task.kind.equals("FAX") || subject.isBlank() || words.isBlank() || subject.length() > 200 || words.length() > 100_000) {
            throw new Refused("prospecting.words", "It has a subject of at most 200 letters and words of at most 100,000.");
        }
        mustNameItsCall(words);
        var way = task.kind.equals("FAX") ? faxes.way(number(task.contact)) : new FaxLines.Way(null, null);
        var lane = way.lane() != null ? way.lane() : mailbox(viewer);
        jdbc.sql("update prospecting.words set subject = :subject, body = :body, address = coalesce(:address, address) where touch = :touch").param("address", way.address()).param("subject", subject.strip()).param("body", words.strip()).param("touch", touch.value()).update();
        jdbc.sql("update prospecting.touch set lane = :lane, due_at = :now, touched_at = :now where id = :id and state = 'PLANNED'").param("lane", lane).param("now", Utc.of(clock.instant())).param("id", touch.value()).update();
        queue.wake(lane);
        audit.record("prospecting.touch.looked-over", touch.toString(), Map.of(), viewer);
    }

    private static void mustNameItsCall(String words) {
        if (Template.promisesCall(words)) {
            throw new Refused("prospecting.call-date", "It promises a call. Say first when you call.");
        }
    }

    private UUID mailbox(Viewer viewer) {
        return jdbc.sql("select id from prospecting.mailbox where person = :me and closed_at is null order by made_at, id limit 1").param("me", viewer.id().value()).query(UUID.class).optional()
                .orElseThrow(() -> new Refused("prospecting.no-mailbox", "You have no mailbox here yet. Set one up under Settings, Mailboxes."));
    }

    private String number(UUID contact) {
        return Optional.ofNullable(correspondents.reachable(List.of(contact)).get(contact)).map(Reachable::fax).orElseThrow(() -> new Refused("prospecting.no-fax-number", "Nobody knows a fax number of theirs. Add one to the contact first."));
    }
}
