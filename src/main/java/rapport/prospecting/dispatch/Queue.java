package rapport.prospecting.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.prospecting.Channel;
import rapport.prospecting.TouchId;

/**
 * What is meant to go out: it is planned, called off, done by somebody's hand, or looked into when nobody knows what came of it. What
 * nodes do with it in between is with {@link Claims}.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Queue {

    /** @param lane null for what waits for its owner's hand */
    public record Wish(UUID contact, PersonId owner, Channel kind, @Nullable UUID lane, Instant due) {}

    /** @param step see {@link #planSteps} */
    public record StepWish(UUID contact, PersonId owner, Channel kind, @Nullable UUID lane, Instant due, UUID enrolment, int step, String verdict) {}

    private final Lanes lanes;
    private final ObjectProvider<Onward> onward;
    private final JdbcClient jdbc;
    private final Clock clock;

    Queue(Lanes lanes, ObjectProvider<Onward> onward, JdbcClient jdbc, Clock clock) {
        this.lanes = lanes;
        this.onward = onward;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public TouchId plan(Wish wish) {
        var id = Ids.next(clock, TouchId::new);
        know(wish.contact);
        jdbc.sql("insert into prospecting.touch (id, contact, owner, kind, lane, state, due_at, touched_at) values (:id, :contact, :owner, :kind, :lane, 'PLANNED', :due, :now)")
                .param("id", id.value()).param("contact", wish.contact).param("owner", wish.owner.value()).param("kind", wish.kind.name()).param("lane", wish.lane)
                .param("due", Utc.of(wish.due)).param("now", Utc.of(clock.instant())).update();
        if (wish.lane != null) {
            lanes.wake(Map.of(wish.lane, wish.due));
        }
        return id;
    }

    /** What a step of a play asks for, of many people at once: of each once, however often it is planned. One that was called off or held back is planned anew. @return by their enrolments; without those that have gone, or may have */
    public Map<UUID, TouchId> planSteps(List<StepWish> wishes) {
        know(wishes.stream().map(StepWish::contact).distinct().toArray(UUID[]::new));
        var planned = new LinkedHashMap<UUID, TouchId>();
        jdbc.sql("""
                        insert into prospecting.touch (id, contact, owner, kind, enrolment, step, lane, state, due_at, touched_at, verdict)
                        select it.id, it.contact, it.owner, it.kind, it.enrolment, it.step, it.lane, 'PLANNED', it.due, :now, it.verdict
                          from unnest(:ids::uuid[], :contacts::uuid[], :owners::uuid[], :kinds::text[], :enrolments::uuid[], :steps::int[], :lanes::uuid[], :dues::timestamptz[], :verdicts::text[]) it (id, contact, owner, kind, enrolment, step, lane, due, verdict)
                        on conflict (workspace, enrolment, step) where enrolment is not null do update
                           set state = 'PLANNED', due_at = excluded.due_at, owner = excluded.owner, lane = excluded.lane, node = null, tries = 0, touched_at = excluded.touched_at, reason = null, verdict = excluded.verdict
                         where touch.state in ('PLANNED', 'CANCELLED', 'SKIPPED', 'FAILED') returning id, enrolment""")
                .param("ids", wishes.stream().map(_ -> Ids.next(clock, it -> it)).toArray(UUID[]::new)).param("contacts", each(wishes, StepWish::contact)).param("owners", each(wishes, it -> it.owner.value())).param("kinds", wishes.stream().map(it -> it.kind.name()).toArray(String[]::new))
                .param("enrolments", each(wishes, StepWish::enrolment)).param("steps", wishes.stream().map(StepWish::step).toArray(Integer[]::new)).param("lanes", each(wishes, StepWish::lane)).param("dues", wishes.stream().map(it -> it.due.toString()).toArray(String[]::new))
                .param("verdicts", wishes.stream().map(StepWish::verdict).toArray(String[]::new)).param("now", Utc.of(clock.instant())).query((row, _) -> planned.put(row.getObject(2, UUID.class), new TouchId(row.getObject(1, UUID.class)))).list();
        var dues = new HashMap<UUID, Instant>();
        wishes.stream().filter(it -> it.lane != null && planned.containsKey(it.enrolment)).forEach(it -> dues.merge(requireNonNull(it.lane), it.due, (one, other) -> one.isBefore(other) ? one : other));
        lanes.wake(dues);
        return planned;
    }

    private static UUID[] each(List<StepWish> wishes, Function<StepWish, @Nullable UUID> of) {
        return wishes.stream().map(of).toArray(UUID[]::new);
    }

    /** Something is due on the lane now. */
    public void wake(UUID lane) {
        lanes.wake(Map.of(lane, clock.instant()));
    }

    /** What waited for a hand was done by one. @return false when it was settled already */
    public boolean doneByHand(TouchId touch, PersonId person) {
        var found = jdbc.sql("update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id = :id and lane is null and state = 'PLANNED' returning contact, owner, kind, lane, enrolment, step")
                .param("now", Utc.of(clock.instant())).param("id", touch.value()).query(Found.class).optional();
        found.ifPresent(it -> count(touch, it, person.value()));
        return found.isPresent();
    }

    /** It went: it is an attempt, it counts, and a play goes on. */
    private void count(TouchId touch, Found it, UUID person) {
        var counted = jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome) values (:id, :contact, :kind, :now, :person, 'SENT') on conflict (workspace, id) do nothing")
                .param("id", touch.value()).param("contact", it.contact).param("kind", it.kind).param("now", Utc.of(clock.instant())).param("person", person).update();
        if (counted > 0) {
            tally(it, person);
        }
        if (it.enrolment != null && it.step != null) {
            onward.forEach(next -> next.settled(it.enrolment, it.step, Onward.Result.DONE, ""));
        }
    }

    /** Somebody was tried by something that is no touch of theirs. Counted once. */
    public void attempted(UUID id, UUID contact, Channel kind, PersonId person) {
        know(contact);
        count(new TouchId(id), new Found(contact, person.value(), kind.name(), null, null, null), person.value());
    }

    private void tally(Found it, UUID person) {
        jdbc.sql("update prospecting.prospect set %1$s = %1$s + 1, last_at = :now, first_at = coalesce(first_at, :now), people = case when :person = any(people) then people else people || :person end where contact = :contact".formatted(column(it.kind)))
                .param("now", Utc.of(clock.instant())).param("person", person).param("contact", it.contact).update();
    }

    /** Whoever is about to be tried has a tally. In one order, so that two who do so never wait for each other. */
    public void know(UUID... contacts) {
        jdbc.sql("insert into prospecting.prospect (contact) select contact from unnest(:contacts::uuid[]) contact order by contact on conflict (workspace, contact) do nothing").param("contacts", contacts).update();
    }

    /** @return whether it had not begun yet; what has cannot be called back */
    public boolean cancel(TouchId touch, String why) {
        return !cancel("id = :key", touch.value(), why).isEmpty();
    }

    /** Everything that waits on a lane. @return how many */
    public int cancelAll(UUID lane, String why) {
        return cancel("lane = :key", lane, why).size();
    }

    /** Whoever plays it is held, with the reason: nobody waits for a step that does not come. */
    private List<Found> cancel(String which, UUID key, String why) {
        var called = jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = :why where %s and state in ('PLANNED', 'CLAIMED') returning contact, owner, kind, lane, enrolment, step".formatted(which))
                .param("key", key).param("now", Utc.of(clock.instant())).param("why", why).query(Found.class).list();
        called.stream().filter(it -> it.enrolment != null && it.step != null).forEach(it -> onward.forEach(next -> next.settled(it.enrolment, it.step, Onward.Result.HELD, why)));
        return called;
    }

    /** What became of a step that was planned once. */
    public Optional<String> stateOf(UUID enrolment, int step) {
        return jdbc.sql("select state from prospecting.touch where enrolment = :enrolment and step = :step").param("enrolment", enrolment).param("step", step).query(String.class).optional();
    }

    private record Found(UUID contact, UUID owner, String kind, @Nullable UUID lane, @Nullable UUID enrolment, @Nullable Integer step) {}

    /** What nobody knew, somebody has found out; what was refused, somebody wants tried again. @return whether there was anything to settle */
    boolean settleByHand(TouchId touch, boolean arrived) {
        var found = settle(touch, arrived, "(state = 'UNCERTAIN' or state = 'FAILED' and not :arrived)", "'PLANNED'", clock.instant());
        found.filter(it -> !arrived && it.enrolment != null && it.step != null).ifPresent(it -> onward.forEach(next -> next.again(requireNonNull(it.enrolment), requireNonNull(it.step))));
        return found.isPresent();
    }

    /** What nobody knew is proven; what has not arrived goes again, unless its play does not want it any more. @param since the doubt that was looked into: a later one is another @return whether that doubt was still open */
    public boolean settleByProof(TouchId touch, boolean arrived, Instant since) {
        return settle(touch, arrived, "state = 'UNCERTAIN' and touched_at = :since", """
                case when enrolment is null or exists (select from prospecting.enrolment e where e.workspace = touch.workspace and e.id = touch.enrolment and e.state in ('ACTIVE', 'PAUSED') and e.version * 100 + e.place = touch.step)
                     then 'PLANNED' else 'CANCELLED' end""", since).isPresent();
    }

    /** @param again SQL of its state when it has not arrived */
    private Optional<Found> settle(TouchId touch, boolean arrived, String when, String again, Instant since) {
        var found = jdbc.sql("""
                        update prospecting.touch set state = case when :arrived then 'SENT' else %s end, touched_at = :now, due_at = case when :arrived then due_at else :now end, reason = null, node = null, settle_at = null, tries = 0
                         where id = :id and %s returning contact, owner, kind, lane, enrolment, step""".formatted(again, when))
                .param("arrived", arrived).param("now", Utc.of(clock.instant())).param("since", Utc.of(since)).param("id", touch.value()).query(Found.class).optional();
        found.filter(_ -> arrived).ifPresent(it -> count(touch, it, it.owner));
        found.filter(it -> !arrived && it.lane != null).ifPresent(it -> lanes.wake(Map.of(requireNonNull(it.lane), clock.instant())));
        return found;
    }

    /** It had been handed over, and whoever took it has given it up: it was an attempt all the same. */
    public void undone(TouchId touch, String why) {
        jdbc.sql("update prospecting.touch set state = 'FAILED', reason = :why, touched_at = :now where id = :id and state = 'SENT'").param("why", why).param("now", Utc.of(clock.instant())).param("id", touch.value()).update();
    }

    static String column(String kind) {
        return switch (Channel.valueOf(kind)) {
            case EMAIL -> "emails";
            case CALL -> "calls";
            case SOCIAL -> "social";
            case TASK -> "others";
            case FAX -> "faxes";
            case LETTER -> "letters";
            case GIFT -> "gifts";
            case INTRODUCTION -> "introductions";
        };
    }
}
