package rapport.prospecting.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One worker's way through what is due on one lane. What came of a touch and the beginning of the next are one transaction, so that a
 * message costs one commit, and a worker that dies leaves at most one whose fate nobody knows.
 */
@Component
public class Round {

    /** So many are claimed at once; claiming and giving back cost two commits between them. */
    static final int PORTION = 50;

    /** After that somebody has to look: about four hours later. */
    static final int MOST_TRIES = 8;

    private static final int MOST_DEADLOCKS = 3;

    private static final Carrier.Route NOWHERE = new Carrier.Route() {
        @Override
        public Outcome deliver(Object parcel) {
            throw new IllegalStateException("Nothing was claimed");
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private record Portion(Lanes.Lane lane, Pace pace, List<Claimed> touches, Map<UUID, Carrier.Load> loads, Carrier.Route route) {}

    private record Way(Carrier carrier, Pace pace) {}

    private record Settled(Claimed touch, Outcome outcome) {}

    private record Begun(Claimed touch, Object parcel) {}

    /** @param daily most within 24 hours @param gap least time between two */
    public record Pace(int daily, Duration gap) {}

    private final Lanes lanes;
    private final Claims claims;
    private final List<Carrier> carriers;
    private final TransactionOperations transactions;
    private final Clock clock;

    public Round(Lanes lanes, Claims claims, List<Carrier> carriers, TransactionOperations transactions, Clock clock) {
        this.lanes = lanes;
        this.claims = claims;
        this.carriers = List.copyOf(carriers);
        this.transactions = transactions;
        this.clock = clock;
    }

    /** In the bound workspace. @return whether there was a lane with something due */
    public boolean work(int node) {
        var portion = within(() -> take(node));
        if (portion.isEmpty()) {
            within(() -> {
                lanes.rest();
                return true;
            });
            return false;
        }
        carry(portion.get(), node);
        return true;
    }

    private Optional<Portion> take(int node) {
        var lane = lanes.take(node);
        if (lane.isEmpty()) {
            return Optional.empty();
        }
        var id = lane.get().id();
        var way = carriers.stream().flatMap(it -> it.pace(id).map(pace -> new Way(it, pace)).stream()).findFirst().orElseThrow(() -> new IllegalStateException("Nobody carries lane " + id));
        var pace = way.pace;
        var room = Math.min(pace.gap.isZero() ? PORTION : 1, lanes.room(id, pace.daily >> lane.get().slower()));
        var touches = room == 0 ? List.<Claimed>of() : claims.take(id, room, node);
        if (touches.isEmpty()) {
            lanes.give(id, node, room == 0 ? lanes.roomAgain(id) : null);
            return Optional.of(new Portion(lane.get(), pace, List.of(), Map.of(), NOWHERE));
        }
        lanes.count(id, touches.size());
        return Optional.of(new Portion(lane.get(), pace, touches, loads(way.carrier, id, touches), way.carrier.route(id)));
    }

    private Map<UUID, Carrier.Load> loads(Carrier carrier, UUID lane, List<Claimed> touches) {
        var loads = new HashMap<>(carrier.load(lane, touches));
        claims.notYet(touches).forEach((touch, later) -> loads.computeIfPresent(touch, (_, load) -> load instanceof Carrier.Load.Ready ? later : load));
        return loads;
    }

    private void carry(Portion portion, int node) {
        if (portion.touches.isEmpty()) {
            return;
        }
        var left = new ArrayList<>(portion.touches);
        var out = 0;
        Settled before = null;
        try (var route = portion.route) {
            while (!left.isEmpty() && !asksForRest(before)) {
                var touch = left.removeFirst();
                var settling = before;
                var begun = within(() -> next(settling, touch, portion, node));
                before = null;
                if (begun.isPresent()) {
                    before = new Settled(touch, route.deliver(begun.get().parcel));
                    out++;
                }
            }
        }
        var last = before;
        var went = last != null && last.outcome instanceof Outcome.Shut ? out - 1 : out;
        within(() -> finish(last, left, went, portion, node));
    }

    private static boolean asksForRest(@Nullable Settled before) {
        return before != null && (before.outcome instanceof Outcome.Later || before.outcome instanceof Outcome.Shut);
    }

    /** Settles the one before and begins the next, together. Empty when the last look holds it back. */
    private Optional<Begun> next(@Nullable Settled before, Claimed touch, Portion portion, int node) {
        return switch (portion.loads.get(touch.id())) {
            case Carrier.Load.Ready(var parcel, var stops) -> {
                if (begin(before, touch, stops, portion, node)) {
                    yield Optional.of(new Begun(touch, parcel));
                }
                claims.holdBack(touch, "They want no more of these", node);
                yield Optional.empty();
            }
            case Carrier.Load.Held(var why) -> {
                settle(before, portion, node);
                claims.holdBack(touch, why, node);
                yield Optional.empty();
            }
            case Carrier.Load.Later(var at, var why) -> {
                settle(before, portion, node);
                claims.putOff(touch, at, why, node);
                yield Optional.empty();
            }
            case Carrier.Load.Unfit(var why) -> {
                settle(before, portion, node);
                claims.unfit(touch, node, why);
                yield Optional.empty();
            }
            case null -> throw new IllegalStateException("A carrier has loaded nothing for " + touch.id());
        };
    }

    private boolean begin(@Nullable Settled before, Claimed touch, List<byte[]> stops, Portion portion, int node) {
        if (before != null && before.outcome instanceof Outcome.Sent) {
            return claims.begin(before.touch, touch, stops, node);
        }
        settle(before, portion, node);
        return claims.begin(null, touch, stops, node);
    }

    private void settle(@Nullable Settled before, Portion portion, int node) {
        switch (before == null ? null : before.outcome) {
            case null -> {
                // nothing went before
            }
            case Outcome.Sent _ -> claims.settleSent(before.touch, node);
            case Outcome.Later(var why, var slower) -> {
                var tries = before.touch.tries() + 1;
                if (tries >= MOST_TRIES) {
                    claims.fail(before.touch, node, why, Onward.Result.HELD);
                } else {
                    claims.tryAgain(before.touch, node, clock.instant().plus(Duration.ofMinutes(1L << Math.min(tries, 7))), why);
                }
                if (slower) {
                    lanes.slower(portion.lane.id(), why);
                }
            }
            case Outcome.Shut(var why) -> claims.notTried(before.touch, node, why);
            case Outcome.Refused(var why, var nobodyThere) -> claims.fail(before.touch, node, why, nobodyThere ? Onward.Result.NOBODY_THERE : Onward.Result.HELD);
            case Outcome.Unknown(var why) -> claims.doubt(before.touch, node, why);
        }
    }

    /** @param went how many were handed over, taken or not */
    private boolean finish(@Nullable Settled last, List<Claimed> left, int went, Portion portion, int node) {
        var lane = portion.lane.id();
        settle(last, portion, node);
        claims.putBack(left.stream().map(Claimed::id).toList(), node);
        lanes.count(lane, went - portion.touches.size());
        if (portion.lane.shut() && went > 0) {
            lanes.opened(lane);
        }
        lanes.give(lane, node, pause(last, portion));
        return true;
    }

    /** Its own pace; a minute's rest when the other side asks for one, and longer while nobody opens. */
    private @Nullable Instant pause(@Nullable Settled last, Portion portion) {
        var gap = portion.pace.gap.multipliedBy(1L << portion.lane.slower());
        return switch (last == null ? null : last.outcome) {
            case Outcome.Shut(var why) -> lanes.shut(portion.lane.id(), why);
            case Outcome.Later _ -> clock.instant().plus(Duration.ofMinutes(1));
            case null, default -> gap.isZero() ? null : clock.instant().plus(gap);
        };
    }

    /** Two who settle and stop at once may wait for each other; PostgreSQL ends one of them, and it begins again. */
    private <T> T within(java.util.function.Supplier<T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return java.util.Objects.requireNonNull(transactions.execute(_ -> work.get()));
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MOST_DEADLOCKS) {
                    throw e;
                }
            }
        }
    }
}
