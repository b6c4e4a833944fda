package rapport.coaching;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.coaching.verdict.Check;
import rapport.coaching.verdict.Rule;
import rapport.coaching.verdict.SessionFacts;
import rapport.coaching.verdict.SessionFacts.Held;
import rapport.coaching.verdict.SessionFacts.Party;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.coaching.verdict.Verdict;
import rapport.coaching.verdict.Verdict.Result;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Asks both, blind, whether it was coaching, and reaches the verdict, once, from what is recorded. */
@Service
@Transactional
public class Judging {

    /** @param answered the viewer has @param otherAnswered the other has, whatever they said */
    public record Confirmation(boolean answered, boolean otherAnswered) {}

    private final Coaching coaching;
    private final People people;
    private final Policies policies;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Judging(Coaching coaching, People people, Policies policies, Audit audit, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.coaching = coaching;
        this.people = people;
        this.policies = policies;
        this.audit = audit;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Once and for good; saying the same again changes nothing, saying something else is refused. */
    public void confirm(SessionId id, boolean wasCoaching, Viewer viewer) {
        var session = coaching.session(id, viewer);
        coaching.oneAfterTheOther(id); // or both answer at once, neither sees the other, and nobody reaches the verdict
        var held = held(session);
        if (held == null) {
            throw new Refused("coaching.not-held", "End the session first; then say whether it was coaching.");
        }
        if (clock.instant().isAfter(held.end().plus(policies.current().confirmWithin()))) {
            throw new Refused("coaching.too-late", "The time to answer has passed; the verdict is reached without an answer.");
        }
        var said = jdbc.sql("""
                        insert into coaching.confirmation (session, person, was_coaching, answered_at) values (:session, :person, :was, :now)
                            on conflict (workspace, session, person) do nothing""")
                .param("session", id.value()).param("person", viewer.id().value()).param("was", wasCoaching).param("now", Utc.of(clock.instant())).update();
        if (said > 0) {
            audit.record("coaching.session.confirmed", id.toString(), Map.of(), viewer); // that, never what
        } else if (!answers(id).get(viewer.id()).equals(wasCoaching)) {
            throw new Refused("coaching.said-already", "You have answered already, and an answer stays.");
        }
        verdict(id, viewer);
    }

    @Transactional(readOnly = true)
    public Confirmation confirmation(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var answers = answers(id);
        return new Confirmation(answers.containsKey(viewer.id()), answers.containsKey(session.other(viewer.id())));
    }

    /** What each has said, once the verdict is reached; empty until then. @param reachedAt when */
    public record Voices(Instant reachedAt, Map<PersonId, Boolean> answers) {}

    @Transactional(readOnly = true)
    public Optional<Voices> voices(SessionId id, Viewer viewer) {
        coaching.session(id, viewer);
        return jdbc.sql("select reached_at from coaching.verdict where session = :session").param("session", id.value())
                .query((row, _) -> new Voices(row.getObject(1, java.time.OffsetDateTime.class).toInstant(), answers(id))).optional();
    }

    /** What was reached, or how it would stand now. A verdict that is reached is written down and never changes. */
    public Verdict verdict(SessionId id, Viewer viewer) {
        var session = coaching.session(id, viewer);
        return reached(id).orElseGet(() -> {
            if (count("coaching.calling_off where session = :session", id) > 0) {
                return Rule.verdict(facts(session, viewer), policies.current()); // nothing to judge, and it may yet be given a time again
            }
            var verdict = Rule.verdict(facts(session, viewer), policies.current());
            // held, or given up on: a talk that runs late must not be judged while it runs
            var over = held(session) != null || clock.instant().isAfter(session.slot().end().plus(policies.current().confirmWithin()));
            if (verdict.result() != Result.PENDING && over) {
                reach(id, verdict, viewer);
            }
            return over ? verdict : new Verdict(Result.PENDING, verdict.policyVersion(), verdict.checks());
        });
    }

    /** Sessions whose time to answer has passed and that nobody has judged, oldest first. */
    @Transactional(readOnly = true)
    public List<SessionId> overdue(Viewer viewer) {
        return jdbc.sql("""
                        select s.id from coaching.session s left join coaching.holding h on h.session = s.id
                         where coalesce(h.ended_at, s.starts_at + make_interval(mins => s.minutes)) < :limit
                           and not exists (select from coaching.verdict v where v.session = s.id) and not exists (select from coaching.calling_off o where o.session = s.id)
                         order by s.starts_at, s.id limit 1000""")
                .param("limit", Utc.of(clock.instant().minus(policies.current().confirmWithin()))).query(UUID.class).list().stream().map(SessionId::new).toList();
    }

    private void reach(SessionId id, Verdict verdict, Viewer viewer) {
        var reached = jdbc.sql("""
                        insert into coaching.verdict (session, policy_version, result, checks, reached_at) values (:session, :policy, :result, :checks, :now)
                            on conflict (workspace, session) do nothing""")
                .param("session", id.value()).param("policy", verdict.policyVersion()).param("result", verdict.result().name())
                .param("checks", json.writeValueAsString(verdict.checks())).param("now", Utc.of(clock.instant())).update();
        if (reached > 0) {
            audit.record("coaching.verdict.reached", id.toString(), Map.of("result", verdict.result().name(), "policy", verdict.policyVersion()), viewer);
        }
    }

    private Optional<Verdict> reached(SessionId id) {
        record Row(String result, int policyVersion, String checks) {}
        return jdbc.sql("select result, policy_version, checks from coaching.verdict where session = :session").param("session", id.value())
                .query(Row.class).optional()
                .map(it -> new Verdict(Result.valueOf(it.result), it.policyVersion, json.readValue(it.checks, new TypeReference<List<Check>>() {})));
    }

    private SessionFacts facts(Session session, Viewer viewer) {
        var id = session.id();
        var names = people.namesOf(List.of(session.coach(), session.rep()));
        var accepted = coaching.acceptances(id, viewer);
        var late = coaching.lateAgreements(id, viewer).keySet();
        var signed = signedWhenItBegan(session);
        var prepared = prepared(id);
        var answers = answers(id);
        var agenda = jdbc.sql("select topic, discussed from coaching.agenda_item where session = :session order by position").param("session", id.value())
                .query((row, _) -> new SessionFacts.Item(Topic.valueOf(row.getString(1)), row.getBoolean(2))).list();
        var commitments = count("coaching.commitment where session = :session", id);
        return new SessionFacts(true, session.startsAt(), session.minutes(),
                party(session.coach(), names, accepted, late, signed, prepared, answers),
                party(session.rep(), names, accepted, late, signed, prepared, answers),
                session.startsAt().minus(Preparing.BEFORE), skillTopic(session), briefs(id), held(session), session.block() == null,
                (int) countDistinct("f.fact", "coaching.opened_fact f join coaching.holding h on h.session = f.session where f.session = :session and f.opened_at between h.started_at - interval '1 hour' and h.ended_at", id), agenda,
                java.util.Collections.nCopies((int) commitments, new SessionFacts.Commitment(true)), reviewed(session), clock.instant());
    }

    /** The edition that was in force when it began; another text since then asks nobody to have signed it before. */
    private Set<PersonId> signedWhenItBegan(Session session) {
        return jdbc.sql("""
                        select person from coaching.signature
                         where programme = :programme and signed_at <= :start
                           and edition = (select max(edition) from coaching.signature where programme = :programme and signed_at <= :start)""")
                .param("programme", session.programme().value()).param("start", Utc.of(session.startsAt())).query(UUID.class).stream().map(PersonId::new).collect(Collectors.toSet());
    }

    private static Party party(PersonId person, Map<PersonId, String> names, Map<PersonId, Instant> accepted, Set<PersonId> late, Set<PersonId> signed,
            Map<PersonId, Instant> prepared, Map<PersonId, Boolean> answers) {
        return new Party(names.getOrDefault(person, "Somebody who left"), accepted.get(person), late.contains(person), signed.contains(person), prepared.get(person), answers.get(person));
    }

    private Map<PersonId, Instant> prepared(SessionId id) {
        record Row(UUID person, Instant submittedAt) {}
        return jdbc.sql("select person, submitted_at from coaching.preparation where session = :session").param("session", id.value())
                .query(Row.class).stream().collect(Collectors.toMap(it -> new PersonId(it.person), Row::submittedAt));
    }

    private Map<PersonId, Boolean> answers(SessionId id) {
        record Row(UUID person, boolean wasCoaching) {}
        return jdbc.sql("select person, was_coaching from coaching.confirmation where session = :session").param("session", id.value())
                .query(Row.class).stream().collect(Collectors.toMap(it -> new PersonId(it.person), Row::wasCoaching));
    }

    /** Answers for each deal that was brought. */
    private List<Integer> briefs(SessionId id) {
        return jdbc.sql("""
                        select (select count(*) from coaching.answer a where a.session = b.session and a.opportunity = b.opportunity)::int
                          from coaching.brief b where b.session = :session order by b.position""")
                .param("session", id.value()).query(Integer.class).list();
    }

    private boolean skillTopic(Session session) {
        return jdbc.sql("select count(*) from coaching.preparation where session = :session and person = :rep and words <> ''")
                .param("session", session.id().value()).param("rep", session.rep().value()).query(Long.class).single() > 0;
    }

    /** Gone through, or there was nothing to go through. */
    private boolean reviewed(Session session) {
        return count("coaching.review where session = :session", session.id()) > 0
                || jdbc.sql("select count(*) from coaching.commitment c join coaching.session s on s.id = c.session where s.coach = :coach and s.rep = :rep and s.starts_at < :start")
                        .param("coach", session.coach().value()).param("rep", session.rep().value()).param("start", Utc.of(session.startsAt())).query(Long.class).single() == 0;
    }

    private @Nullable Held held(Session session) {
        record Row(Instant startedAt, Instant endedAt) {}
        return jdbc.sql("select started_at, ended_at from coaching.holding where session = :session and ended_at is not null").param("session", session.id().value())
                .query(Row.class).optional().map(it -> new Held(it.startedAt, it.endedAt)).orElse(null);
    }

    private long countDistinct(String what, String rows, SessionId id) {
        return jdbc.sql("select count(distinct %s) from %s".formatted(what, rows)).param("session", id.value()).query(Long.class).single();
    }

    private long count(String rows, SessionId id) {
        return jdbc.sql("select count(*) from " + rows).param("session", id.value()).query(Long.class).single();
    }
}
