package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.Deals;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.web.Live;

/** The hour itself: agenda, facts at hand, notes, and what each commits to. */
@Service
@Transactional
public class Meeting {

    static final int MOST_OPEN = 3;

    public record Item(Topic topic, String words, boolean discussed) {}

    public record Note(UUID id, PersonId author, boolean shared, String words, Instant writtenAt) {}

    /** @param outcome KEPT, PARTLY, MISSED or DROPPED; null while open */
    public record Commitment(UUID id, PersonId owner, String cue, String deed, LocalDate due, @Nullable String outcome) {}

    public record Holding(Instant startedAt, @Nullable Instant endedAt) {}

    private final Coaching coaching;
    private final Deals deals;
    private final Audit audit;
    private final Live live;
    private final JdbcClient jdbc;
    private final Clock clock;

    Meeting(Coaching coaching, Deals deals, Audit audit, Live live, JdbcClient jdbc, Clock clock) {
        this.coaching = coaching;
        this.deals = deals;
        this.audit = audit;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Begins it; beginning again changes nothing. */
    public void begin(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        coaching.oneAfterTheOther(id); // whoever calls it off meanwhile is told that it has begun
        var begun = jdbc.sql("insert into coaching.holding (session, started_at) values (:session, :now) on conflict (workspace, session) do nothing")
                .param("session", id.value()).param("now", Utc.of(clock.instant())).update();
        if (begun > 0) {
            audit.record("coaching.session.begun", id.toString(), Map.of(), viewer);
            live.changed(id, viewer);
        }
    }

    /** Ends it; the first end holds. */
    public void end(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        if (holding(id, viewer).isEmpty()) {
            throw new Refused("coaching.not-begun", "Begin the session first.");
        }
        var ended = jdbc.sql("update coaching.holding set ended_at = :now where session = :session and ended_at is null and started_at < :now")
                .param("session", id.value()).param("now", Utc.of(clock.instant())).update();
        if (ended > 0) {
            audit.record("coaching.session.held", id.toString(), Map.of(), viewer);
            live.changed(id, viewer);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Holding> holding(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select started_at, ended_at from coaching.holding where session = :session").param("session", id.value()).query(Holding.class).optional();
    }

    /** Lays the data pack open: the deals that are brought, or the rep's largest where a skill is practised, and what was last committed to. @return how many facts it holds */
    public int openPack(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var facts = new ArrayList<String>();
        var brought = briefs(id);
        (brought.isEmpty() ? ownDeals(session, viewer) : brought).forEach(it -> facts.add("opportunity " + it));
        earlierCommitments(session).forEach(it -> facts.add("commitment " + it.id));
        facts.forEach(it -> jdbc.sql("insert into coaching.opened_fact (session, fact, opened_at) values (:session, :fact, :now) on conflict (workspace, session, fact, opened_at) do nothing")
                .param("session", id.value()).param("fact", it).param("now", Utc.of(clock.instant())).update());
        return facts.size();
    }

    public void agenda(SessionId id, List<Item> items, Viewer viewer) {
        coaching.session(id, viewer);
        coaching.oneAfterTheOther(id);
        jdbc.sql("delete from coaching.agenda_item where session = :session").param("session", id.value()).update();
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i);
            jdbc.sql("insert into coaching.agenda_item (session, position, topic, words, discussed) values (:session, :position, :topic, :words, :discussed)")
                    .param("session", id.value()).param("position", i).param("topic", item.topic.name()).param("words", item.words.strip())
                    .param("discussed", item.discussed).update();
        }
        live.changed(id, viewer);
    }

    /** One item was talked about, or was not after all. @param position in the agenda, from 0 */
    public void discuss(SessionId id, int position, boolean discussed, Viewer viewer) {
        coaching.session(id, viewer);
        var found = jdbc.sql("update coaching.agenda_item set discussed = :discussed where session = :session and position = :position")
                .param("session", id.value()).param("position", position).param("discussed", discussed).update();
        if (found == 0) {
            throw new NotFound("coaching.item-not-found", "The agenda has no such item any more. Look at it again.");
        }
        live.changed(id, viewer);
    }

    /** One question more, at the end. */
    public void ask(SessionId id, Topic topic, String words, Viewer viewer) {
        coaching.session(id, viewer);
        if (words.isBlank()) {
            throw new Refused("coaching.empty-item", "Write down the question first.");
        }
        coaching.oneAfterTheOther(id);
        jdbc.sql("""
                        insert into coaching.agenda_item (session, position, topic, words, discussed)
                        select :session, coalesce(max(position) + 1, 0), :topic, :words, false from coaching.agenda_item where session = :session""")
                .param("session", id.value()).param("topic", topic.name()).param("words", words.strip()).update();
        live.changed(id, viewer);
    }

    @Transactional(readOnly = true)
    public List<Item> agenda(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select topic, words, discussed from coaching.agenda_item where session = :session order by position").param("session", id.value()).query(Item.class).list();
    }

    /** Last time's commitments were gone through. */
    public void review(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        jdbc.sql("insert into coaching.review (session, reviewed_at, person) values (:session, :now, :person) on conflict (workspace, session) do nothing")
                .param("session", id.value()).param("now", Utc.of(clock.instant())).param("person", viewer.id().value()).update();
    }

    /** What was committed to in sessions of the same two before this one. */
    @Transactional(readOnly = true)
    public List<Commitment> earlier(SessionId id, Viewer viewer) {
        return earlierCommitments(coaching.session(id, viewer));
    }

    /** Writes a note once, whoever sends it again. Another text under the same id is refused: nobody edits what was acknowledged. */
    public void write(SessionId id, UUID note, boolean shared, String words, Viewer viewer) {
        coaching.session(id, viewer);
        if (words.isBlank()) {
            throw new Refused("coaching.empty-note", "A note has words.");
        }
        jdbc.sql("""
                        insert into coaching.entry (id, session, author, shared, words, written_at) values (:id, :session, :author, :shared, :words, :now)
                            on conflict (workspace, id) do nothing""")
                .param("id", note).param("session", id.value()).param("author", viewer.id().value()).param("shared", shared)
                .param("words", words.strip()).param("now", Utc.of(clock.instant())).update();
        var same = jdbc.sql("select count(*) from coaching.entry where id = :id and session = :session and author = :author and shared = :shared and words = :words")
                .param("id", note).param("session", id.value()).param("author", viewer.id().value()).param("shared", shared).param("words", words.strip())
                .query(Long.class).single();
        if (same == 0) {
            throw new Refused("coaching.note-differs", "Another note has this id already. Write a new one.");
        }
        if (shared) {
            live.changed(id, viewer); // that somebody writes for themselves is nobody's business
        }
    }

    /** The viewer's own and what the other has shared, in the order they were written. */
    @Transactional(readOnly = true)
    public List<Note> notes(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select id, author, shared, words, written_at from coaching.entry where session = :session and (shared or author = :me) order by written_at, id")
                .param("session", id.value()).param("me", viewer.id().value()).query(Note.class).list();
    }

    /** If {@code cue}, then {@code deed}. */
    public Commitment commit(SessionId id, PersonId owner, String cue, String deed, LocalDate due, Viewer viewer) {
        var session = coaching.session(id, viewer);
        if (!owner.equals(session.coach()) && !owner.equals(session.rep())) {
            throw new Refused("coaching.whose-commitment", "A commitment is the coach's or the rep's.");
        }
        if (cue.isBlank() || deed.isBlank() || cue.strip().length() < 8) {
            throw new Refused("coaching.no-cue", "Name something you will notice, such as “the buyer names a maximum”, and what you do then.");
        }
        jdbc.sql("select 1 from coaching.programme where id = :programme for update").param("programme", session.programme().value()).query(Integer.class).list(); // or two at once make a fourth
        var open = jdbc.sql("""
                        select count(*) from coaching.commitment c join coaching.session s on s.id = c.session
                         where s.coach = :coach and s.rep = :rep and c.owner = :owner and c.outcome is null""")
                .param("coach", session.coach().value()).param("rep", session.rep().value()).param("owner", owner.value()).query(Long.class).single();
        if (open >= MOST_OPEN) {
            throw new Refused("coaching.too-many-commitments", "Three are open already. Close one before you promise another.");
        }
        var made = new Commitment(Ids.next(clock, uuid -> uuid), owner, cue.strip(), deed.strip(), due, null);
        jdbc.sql("insert into coaching.commitment (id, session, owner, cue, deed, due, made_at) values (:id, :session, :owner, :cue, :deed, :due, :now)")
                .param("id", made.id).param("session", id.value()).param("owner", owner.value()).param("cue", made.cue).param("deed", made.deed)
                .param("due", due).param("now", Utc.of(clock.instant())).update();
        live.changed(id, viewer);
        return made;
    }

    /** Says what came of a commitment; both may. @param outcome KEPT, PARTLY, MISSED or DROPPED, the last with a reason */
    public void close(SessionId id, UUID commitment, String outcome, String reason, Viewer viewer) {
        var session = coaching.session(id, viewer);
        if (!List.of("KEPT", "PARTLY", "MISSED", "DROPPED").contains(outcome) || outcome.equals("DROPPED") && reason.isBlank()) {
            throw new Refused("coaching.outcome", "Kept, partly, missed – or dropped, with a reason.");
        }
        var closed = jdbc.sql("""
                        update coaching.commitment c set outcome = :outcome, reason = nullif(:reason, ''), closed_at = :now
                          from coaching.session s
                         where s.id = c.session and s.coach = :coach and s.rep = :rep and c.id = :commitment and c.outcome is null""")
                .param("outcome", outcome).param("reason", reason.strip()).param("now", Utc.of(clock.instant())).param("coach", session.coach().value())
                .param("rep", session.rep().value()).param("commitment", commitment).update();
        if (closed == 0) {
            throw new NotFound("coaching.commitment-not-found", "There is no open commitment of this kind between you.");
        }
        if (earlierCommitments(session).stream().allMatch(it -> it.outcome != null)) {
            review(id, viewer); // whoever has said what came of each has gone through them
        }
        live.changed(id, viewer);
    }

    @Transactional(readOnly = true)
    public List<Commitment> commitments(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select id, owner, cue, deed, due, outcome from coaching.commitment where session = :session order by made_at, id")
                .param("session", id.value()).query(Commitment.class).list();
    }

    private List<UUID> ownDeals(Session session, Viewer viewer) {
        return deals.largest(session.rep(), false, Preparing.MOST_BRIEFS, viewer).stream().map(Deals.Deal::id).toList();
    }

    private List<UUID> briefs(SessionId id) {
        return jdbc.sql("select opportunity from coaching.brief where session = :session order by position").param("session", id.value()).query(UUID.class).list();
    }

    private List<Commitment> earlierCommitments(Session session) {
        return jdbc.sql("""
                        select c.id, c.owner, c.cue, c.deed, c.due, c.outcome from coaching.commitment c join coaching.session s on s.id = c.session
                         where s.coach = :coach and s.rep = :rep and s.starts_at < :start order by c.made_at desc, c.id limit 12""")
                .param("coach", session.coach().value()).param("rep", session.rep().value()).param("start", Utc.of(session.startsAt()))
                .query(Commitment.class).list();
    }

}
