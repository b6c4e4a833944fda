package rapport.coaching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Both prepare, each personally and by a deadline; neither reads the other's before both have submitted. */
@Service
@Transactional
public class Preparing {

    /** Brief §5.1: preparation is due a day before. */
    public static final Duration BEFORE = Duration.ofHours(24);

    public static final int MOST_BRIEFS = 3;

    /** A deal the rep brings. @param answers to as many of the eight questions as are known */
    public record Brief(OpportunityId opportunity, Map<Question, String> answers) {}

    /** @param words the coach's questions, or the rep's skill or call to practise */
    public record Preparation(PersonId person, Instant submittedAt, String words, List<Brief> briefs) {}

    /**
     * What a participant sees of preparations.
     *
     * @param theirs null until both have submitted
     * @param theySubmitted that the other has, not what
     */
    public record Both(@Nullable Preparation mine, @Nullable Preparation theirs, boolean theySubmitted, Instant due) {}

    private final Coaching coaching;
    private final Deals deals;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Preparing(Coaching coaching, Deals deals, Audit audit, JdbcClient jdbc, Clock clock) {
        this.coaching = coaching;
        this.deals = deals;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The viewer's own. A rep brings one to three deals, or a skill; a coach questions. */
    public void submit(SessionId id, String words, List<Brief> briefs, Viewer viewer) {
        var session = coaching.session(id, viewer);
        if (!viewer.is(session.rep()) && !briefs.isEmpty()) {
            throw new Forbidden("coaching.only-the-rep-brings", "The rep chooses what to bring. Write down your questions instead.");
        }
        if (briefs.size() > MOST_BRIEFS) {
            throw new Refused("coaching.too-many-deals", "Bring one to three deals: a few in depth beat many in passing.");
        }
        if (briefs.isEmpty() && words.isBlank()) {
            throw new Refused("coaching.nothing-prepared", viewer.is(session.rep()) ? "Choose a deal, or write down the skill you want to practise." : "Write down at least one question.");
        }
        briefs.forEach(it -> deals.mustSee(it.opportunity(), viewer));
        var first = jdbc.sql("""
                        insert into coaching.preparation (session, person, submitted_at, words) values (:session, :person, :now, :words)
                            on conflict (workspace, session, person) do update set words = excluded.words returning (xmax = 0) as first""")
                .param("session", id.value()).param("person", viewer.id().value()).param("now", Utc.of(clock.instant())).param("words", words.strip())
                .query(Boolean.class).single();
        if (viewer.is(session.rep())) {
            write(id, briefs);
        }
        if (first) {
            audit.record("coaching.session.prepared", id.toString(), Map.of("by", viewer.is(session.rep()) ? "rep" : "coach"), viewer);
        }
    }

    @Transactional(readOnly = true)
    public Both of(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var mine = read(session, viewer.id());
        var theirs = read(session, session.other(viewer.id()));
        return new Both(mine, mine == null ? null : theirs, theirs != null, session.startsAt().minus(BEFORE));
    }

    /** What the same rep last said of these deals, so that only what has changed is typed. */
    @Transactional(readOnly = true)
    public Map<OpportunityId, Map<Question, String>> lastAnswers(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        if (!viewer.is(session.rep())) {
            return Map.of();
        }
        return answers(jdbc.sql("""
                        select distinct on (a.opportunity, a.question) a.opportunity, a.question, a.answer
                          from coaching.answer a join coaching.session s on s.id = a.session
                         where s.rep = :rep and s.starts_at <= :until
                         order by a.opportunity, a.question, s.starts_at desc, s.id""")
                .param("rep", session.rep().value()).param("until", Utc.of(session.startsAt()))
                .query(AnswerRow.class).list());
    }

    /** The deals the rep brought to the last session before this one that had any. */
    @Transactional(readOnly = true)
    public List<OpportunityId> lastDeals(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        return jdbc.sql("""
                        select b.opportunity from coaching.brief b
                         where b.session = (select s.id from coaching.session s where s.programme = :programme and s.coach = :coach and s.rep = :rep and s.starts_at < :start
                                               and exists (select from coaching.brief any_ where any_.session = s.id) order by s.starts_at desc, s.id limit 1)
                         order by b.position""")
                .param("programme", session.programme().value()).param("coach", session.coach().value()).param("rep", session.rep().value()).param("start", Utc.of(session.startsAt()))
                .query(UUID.class).stream().map(OpportunityId::new).toList();
    }

    private record AnswerRow(UUID opportunity, String question, String answer) {}

    private void write(SessionId id, List<Brief> briefs) {
        for (var table : List.of("answer", "brief")) {
            jdbc.sql("delete from coaching.%s where session = :session".formatted(table)).param("session", id.value()).update();
        }
        for (var i = 0; i < briefs.size(); i++) {
            var brief = briefs.get(i);
            jdbc.sql("insert into coaching.brief (session, opportunity, position) values (:session, :opportunity, :position)")
                    .param("session", id.value()).param("opportunity", brief.opportunity().value()).param("position", i).update();
            brief.answers().forEach((question, answer) -> {
                if (!answer.isBlank()) {
                    jdbc.sql("insert into coaching.answer (session, opportunity, question, answer) values (:session, :opportunity, :question, :answer)")
                            .param("session", id.value()).param("opportunity", brief.opportunity().value()).param("question", question.name())
                            .param("answer", answer.strip()).update();
                }
            });
        }
    }

    private @Nullable Preparation read(Session session, PersonId person) {
        record Row(Instant submittedAt, String words) {}
        return jdbc.sql("select submitted_at, words from coaching.preparation where session = :session and person = :person")
                .param("session", session.id().value()).param("person", person.value())
                .query(Row.class).optional()
                .map(it -> new Preparation(person, it.submittedAt, it.words, person.equals(session.rep()) ? briefs(session.id()) : List.of()))
                .orElse(null);
    }

    private List<Brief> briefs(SessionId id) {
        var answers = answers(jdbc.sql("select opportunity, question, answer from coaching.answer where session = :session")
                .param("session", id.value()).query(AnswerRow.class).list());
        return jdbc.sql("select opportunity from coaching.brief where session = :session order by position").param("session", id.value())
                .query(UUID.class).stream().map(OpportunityId::new).map(it -> new Brief(it, answers.getOrDefault(it, Map.of()))).toList();
    }

    private static Map<OpportunityId, Map<Question, String>> answers(List<AnswerRow> rows) {
        var answers = new LinkedHashMap<OpportunityId, Map<Question, String>>();
        rows.forEach(it -> answers.computeIfAbsent(new OpportunityId(it.opportunity), _ -> new EnumMap<>(Question.class)).put(Question.valueOf(it.question), it.answer));
        return answers;
    }
}
