package rapport.prospecting.gifts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Reachable;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Outcome;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.dispatch.Stops;

/** Orders gifts. One that was ordered twice under the same name is ordered once, so whatever breaks is tried again. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class GiftCarrier implements Carrier {

    private record Gift(UUID touch, String amount, String currency, String state, String note) {}

    private final GiftShops shops;
    private final GiftOrders orders;
    private final Stops stops;
    private final Correspondents correspondents;
    private final JdbcClient jdbc;

    GiftCarrier(GiftShops shops, GiftOrders orders, Stops stops, Correspondents correspondents, JdbcClient jdbc) {
        this.shops = shops;
        this.orders = orders;
        this.stops = stops;
        this.correspondents = correspondents;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Round.Pace> pace(UUID lane) {
        return shops.has(lane) ? Optional.of(GiftShops.PACE) : Optional.empty();
    }

    @Override
    public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
        var gifts = jdbc.sql("select g.touch, trim_scale(g.amount)::text as amount, g.currency, g.state, coalesce(w.body, '') as note from prospecting.gift g left join prospecting.words w on w.workspace = g.workspace and w.touch = g.touch where g.touch = any(:touches)")
                .param("touches", touches.stream().map(Claimed::id).toArray(UUID[]::new)).query(Gift.class).stream().collect(Collectors.toMap(Gift::touch, Function.identity()));
        var to = correspondents.reachable(touches.stream().map(Claimed::contact).distinct().toList());
        var loads = new HashMap<UUID, Load>();
        touches.forEach(it -> loads.put(it.id(), load(it, gifts.get(it.id()), to.get(it.contact()))));
        return loads;
    }

    private Load load(Claimed touch, @Nullable Gift gift, @Nullable Reachable to) {
        if (gift == null || to == null || to.gone() || to.email() == null) {
            return new Load.Unfit(gift == null ? "Nobody has said what it is." : "There is no address it could go to any more.");
        }
        if (gift.state.equals("FAILED")) {
            return new Load.Unfit("The provider could not do it, and answers the same under this name. Give it by hand.");
        }
        if (!gift.state.equals("APPROVED") && !gift.state.equals("ORDERED")) {
            return new Load.Held("Nobody has approved it.");
        }
        if (to.refused().contains("GIFT")) {
            return new Load.Held("They take no gifts.");
        }
        var name = Stream.of(to.firstName(), to.lastName()).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return new Load.Ready(new Counter.Order(touch.id(), gift.amount, gift.currency, name, to.email(), gift.note), stops.ofMail(touch.contact(), to.email()));
    }

    @Override
    public Route route(UUID lane) {
        var counter = shops.counter(lane).orElseThrow();
        return new Route() {
            @Override
            public Outcome deliver(Object parcel) {
                return order((Counter.Order) parcel, counter);
            }

            @Override
            public void close() {
                // each order is a conversation of its own
            }
        };
    }

    private Outcome order(Counter.Order it, Counter counter) {
        try {
            var reward = counter.order(it);
            orders.ordered(it.touch(), reward);
            return new Outcome.Sent(reward.id());
        } catch (Counter.SaidNo e) {
            if (!e.isForGood()) {
                return new Outcome.Later(Objects.requireNonNull(e.getMessage()), e.asksForLess());
            }
            orders.failed(it.touch(), Objects.requireNonNull(e.getMessage()));
            return new Outcome.Refused(Objects.requireNonNull(e.getMessage()), false);
        } catch (ConnectException | HttpConnectTimeoutException | IllegalStateException e) { // the last when the key was sealed with another key
            return new Outcome.Shut(unreached(e));
        } catch (IOException e) {
            return new Outcome.Later(unreached(e), false);
        }
    }
    private static String unreached(Exception error) {
        return "The provider of gifts cannot be reached: " + Objects.requireNonNullElse(error.getMessage(), error.getClass().getSimpleName());
    }
}
