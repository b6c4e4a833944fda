package rapport.prospecting.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
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
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
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
 * What is meant to go out. A touch is planned, claimed by a node, marked as being sent before anything is sent, and settled with what
 * came of it: {@code PLANNED → CLAIMED → SENDING → SENT}. What a node had only claimed when it died is planned again; what it had begun
 * is uncertain, and is never sent again unless it is proven not to have left.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Queue {

    /** @param lane null for what waits for its owner's hand */
    public record Wish(UUID contact, PersonId owner, Channel kind, @Nullable UUID lane, Instant due) {}

    /** @param step see {@link #planSteps} */
    public record StepWish(UUID contact, PersonId owner, Channel kind, @Nullable UUID lane, Instant due, UUID enrolment, int step, String verdict) {}

    private static final String STOPPED = "Rapport stopped while it was being sent";
    private static final Duration SOON = Duration.ofMinutes(1);

    /**
     * A row found by its key has {@code state || ''} compared, not its state: an index of the few that are under way would look cheaper
     * than the key to the planner, and is not, since whatever has passed through it lies there until the next vacuum.
     */
    private static final String SENT = """
            with done as (update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id = :sent and node = :node and state || '' in ('SENDING', 'UNCERTAIN') returning contact, owner),
                 kept as (insert into prospecting.attempt (id, contact, kind, at, person, outcome) select :sent, contact, :kind, :now, owner, 'SENT' from done on conflict (workspace, id) do nothing returning contact, person),
                 told as (update prospecting.prospect p set %1$s = %1$s + 1, last_at = :now, first_at = coalesce(first_at, :now), people = case when kept.person = any(people) then people else people || kept.person end
                            from kept where p.contact = kept.contact returning 1)
            select count(*) from told""";

    /** Two statements: a lock taken in the one that looks would come after what it sees. */
    private static final String BEGIN = """
            select count(*) from (select pg_advisory_xact_lock_shared(key) from unnest(:keys) key) held;
            update prospecting.touch t set state = 'SENDING', touched_at = :now, tries = tries + 1
              from prospecting.prospect p
             where t.id = :id and t.state || '' = 'CLAIMED' and t.node = :node and p.contact = t.contact and not p.stopped && array[:channel::text, 'ALL']
               and not exists (select from prospecting.suppression s where s.channel in (:channel, 'ALL') and s.digest = any(:stops::bytea[]))""";

    private final Lanes lanes;
    private final ObjectProvider<Onward> onward;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations several;
    private final Clock clock;

    Queue(Lanes lanes, ObjectProvider<Onward> onward, JdbcClient jdbc, NamedParameterJdbcOperations several, Clock clock) {
        this.lanes = lanes;
        this.onward = onward;
        this.jdbc = jdbc;
        this.several = several;
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

    private void onward(Claimed touch, Onward.Result result, String why) {
        if (touch.enrolment() != null && touch.step() != null) {
            onward.forEach(it -> it.settled(touch.enrolment(), touch.step(), result, why));
        }
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

    /** The next that are due on a lane, in their order. */
    List<Claimed> take(UUID lane, int most, int node) {
        return jdbc.sql("""
                        with due as (select id from prospecting.touch where lane = :lane and state = 'PLANNED' and due_at <= :now order by due_at, id limit :most for update skip locked),
                             mine as (update prospecting.touch t set state = 'CLAIMED', node = :node, touched_at = :now from due where t.id = due.id
                                      returning t.id, t.contact, t.owner, t.kind, t.enrolment, t.step, t.tries, t.due_at)
                        select id, contact, owner, kind, enrolment, step, tries from mine order by due_at, id""")
                .param("lane", lane).param("now", Utc.of(clock.instant())).param("most", most).param("node", node).query(Claimed.class).list();
    }

    /** It went: it is an attempt, it counts, and a play goes on. */
    void settleSent(Claimed touch, int node) {
        jdbc.sql(SENT.formatted(column(touch.kind()))).params(sent(touch, node)).query(Integer.class).single();
        onward(touch, Onward.Result.DONE, "");
    }

    private Map<String, Object> sent(Claimed touch, int node) {
        return new HashMap<>(Map.of("sent", touch.id(), "kind", touch.kind(), "now", Utc.of(clock.instant()), "node", node));
    }

    /** Nothing has left. @param due when it is tried again */
    void tryAgain(Claimed before, int node, Instant due, String why) {
        settleOther(before, node, "PLANNED", due, why);
    }

    /** Nothing has left, and it was not even asked for: it keeps its place, and no try is counted. */
    void notTried(Claimed before, int node, String why) {
        if (settleOther(before, node, "PLANNED", null, why)) {
            jdbc.sql("update prospecting.touch set tries = tries - 1 where id = :id").param("id", before.id()).update();
        }
    }

    /** It does not go, and asking again does not help. @param follows for its play */
    void fail(Claimed before, int node, String why, Onward.Result follows) {
        if (settleOther(before, node, "FAILED", null, why)) {
            onward(before, follows, why);
        }
    }

    /** It may have arrived. */
    void doubt(Claimed before, int node, String why) {
        settleOther(before, node, "UNCERTAIN", null, why);
    }

    /** @param due null where it stays @return false where others have settled it */
    private boolean settleOther(Claimed before, int node, String state, @Nullable Instant due, String why) {
        return jdbc.sql("update prospecting.touch set state = :state, touched_at = :now, due_at = coalesce(:due, due_at), reason = :why, settle_at = :settle, node = case when :state = 'UNCERTAIN' then node end where id = :id and node = :node and state in ('SENDING', 'UNCERTAIN')")
                .param("id", before.id()).param("node", node).param("state", state).param("now", Utc.of(clock.instant())).param("due", due == null ? null : Utc.of(due)).param("why", why)
                .param("settle", Utc.of(clock.instant().plus(Nodes.SETTLING))).update() > 0;
    }

    /**
     * The last look, and the mark that it may have left. Whoever would stop it is held off first, until the transaction ends: a stop comes
     * wholly before or wholly after. What became of the one before goes to the database on the same way, for a way costs more than a statement.
     *
     * @param before one that went and is settled with it
     * @param stops digests of {@link Stops}
     * @return false when something has come in between
     */
    boolean begin(@Nullable Claimed before, Claimed touch, List<byte[]> stops, int node) {
        var values = before == null ? new HashMap<String, Object>(Map.of("now", Utc.of(clock.instant()), "node", node)) : sent(before, node);
        values.putAll(Map.of("id", touch.id(), "channel", touch.kind(), "keys", Stops.keys(stops), "stops", stops.toArray(byte[][]::new)));
        var begun = requireNonNull(several.execute(before == null ? BEGIN : SENT.formatted(column(before.kind())) + ";\n" + BEGIN, values, statement -> {
            for (var rows = statement.execute(); rows;) {
                rows = statement.getMoreResults(); // what was counted and locked on the way tells nothing
            }
            return statement.getUpdateCount() > 0;
        }));
        if (before != null) {
            onward(before, Onward.Result.DONE, "");
        }
        return begun;
    }

    /** Why it may not go: what the last look has seen. */
    void holdBack(Claimed touch, String why, int node) {
        var held = jdbc.sql("update prospecting.touch set state = 'SKIPPED', node = null, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("why", why).param("id", touch.id()).param("node", node).param("now", Utc.of(clock.instant())).update();
        if (held > 0) { // else others have taken it over
            onward(touch, Onward.Result.HELD, why);
        }
    }

    /** Not now: it is due again at a better hour. */
    void putOff(Claimed touch, Instant at, String why, int node) {
        var later = at.isAfter(clock.instant()) ? at : clock.instant().plus(SOON);
        var put = jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, due_at = :due, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("due", Utc.of(later)).param("why", why).param("id", touch.id()).param("node", node).param("now", Utc.of(clock.instant())).update();
        if (put > 0 && touch.enrolment() != null && touch.step() != null) {
            onward.forEach(it -> it.putOff(touch.enrolment(), touch.step(), later, why));
        }
    }

    /** Steps of plays that have hours of their own, and it is not one of them. */
    Map<UUID, Carrier.Load.Later> notYet(List<Claimed> touches) {
        var steps = touches.stream().filter(it -> it.enrolment() != null).toList();
        var later = new HashMap<UUID, Carrier.Load.Later>();
        if (!steps.isEmpty()) {
            onward.forEach(it -> later.putAll(it.notYet(steps)));
        }
        return later;
    }

    /** It cannot be sent as it is. */
    void unfit(Claimed touch, int node, String why) {
        var unfit = jdbc.sql("update prospecting.touch set state = 'FAILED', node = null, touched_at = :now, reason = :why where id = :id and state = 'CLAIMED' and node = :node")
                .param("id", touch.id()).param("node", node).param("why", why).param("now", Utc.of(clock.instant())).update();
        if (unfit > 0) {
            onward(touch, Onward.Result.HELD, why);
        }
    }

    /** What was claimed and not begun waits again. @return how many */
    int putBack(List<UUID> touches, int node) {
        return touches.isEmpty() ? 0 : jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, touched_at = :now where id = any(:ids) and state = 'CLAIMED' and node = :node")
                .param("ids", touches.toArray(UUID[]::new)).param("node", node).param("now", Utc.of(clock.instant())).update();
    }

    /** What dead nodes had claimed waits again, what they had begun is uncertain. @param settling how long that may still arrive @return lanes on which something waits again */
    Map<String, Integer> recover(List<Integer> dead, Duration settling) {
        var ids = dead.toArray(Integer[]::new);
        var now = Utc.of(clock.instant());
        var recovered = new LinkedHashMap<String, Integer>();
        recovered.put("again", jdbc.sql("update prospecting.touch set state = 'PLANNED', node = null, touched_at = :now where state = 'CLAIMED' and node = any(:dead)").param("now", now).param("dead", ids).update());
        recovered.put("uncertain", jdbc.sql("update prospecting.touch set state = 'UNCERTAIN', touched_at = :now, settle_at = :settle, reason = :why where state = 'SENDING' and node = any(:dead)").param("now", now).param("settle", Utc.of(clock.instant().plus(settling))).param("why", STOPPED).param("dead", ids).update());
        // of whoever was only silent at first
        jdbc.sql("update prospecting.touch set settle_at = :settle where state = 'UNCERTAIN' and node = any(:dead) and reason = :why and settle_at > :settle").param("why", STOPPED).param("settle", Utc.of(clock.instant().plus(settling))).param("dead", ids).update();
        return recovered;
    }

    private record Found(UUID contact, UUID owner, String kind, @Nullable UUID lane, @Nullable UUID enrolment, @Nullable Integer step) {}

    /** What nobody knew, somebody has found out; what was refused, somebody wants tried again. @return whether there was anything to settle */
    boolean settleByHand(TouchId touch, boolean arrived) {
        return settle(touch, arrived, "(state = 'UNCERTAIN' or state = 'FAILED' and not :arrived)", clock.instant());
    }

    /** What nobody knew is proven. @param since the doubt that was looked into: a later one is another @return whether that doubt was still open */
    public boolean settleByProof(TouchId touch, boolean arrived, Instant since) {
        return settle(touch, arrived, "state = 'UNCERTAIN' and touched_at = :since", since);
    }

    private boolean settle(TouchId touch, boolean arrived, String when, Instant since) {
        var found = jdbc.sql("""
                        update prospecting.touch set state = :state, touched_at = :now, due_at = case when :arrived then due_at else :now end, reason = null, node = null, settle_at = null, tries = 0
                         where id = :id and %s returning contact, owner, kind, lane, enrolment, step""".formatted(when))
                .param("state", arrived ? "SENT" : "PLANNED").param("arrived", arrived).param("now", Utc.of(clock.instant())).param("since", Utc.of(since)).param("id", touch.value()).query(Found.class).optional();
        found.filter(_ -> arrived).ifPresent(it -> count(touch, it, it.owner));
        if (!arrived) {
            found.filter(it -> it.lane != null).ifPresent(it -> lanes.wake(Map.of(requireNonNull(it.lane), clock.instant())));
            found.filter(it -> it.enrolment != null && it.step != null).ifPresent(it -> onward.forEach(next -> next.again(it.enrolment, it.step)));
        }
        return found.isPresent();
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
