package rapport.prospecting.gifts;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import rapport.prospecting.dispatch.Errand;

/** Asks what became of gifts, and orders anew those of which nobody knows whether they were. */
@Component
class GiftFollower implements Errand {

    private static final Logger LOG = LoggerFactory.getLogger(GiftFollower.class);

    private final GiftShops shops;
    private final GiftOrders orders;

    GiftFollower(GiftShops shops, GiftOrders orders) {
        this.shops = shops;
        this.orders = orders;
    }

    @Override
    public List<UUID> due() {
        return orders.due();
    }

    @Override
    public void run(UUID shop) {
        orders.doubts(shop).forEach(orders::again);
        shops.counter(shop).ifPresent(counter -> {
            for (var it : orders.open(shop)) {
                try {
                    orders.learn(it, counter.reward(it.reward()));
                } catch (IOException | IllegalStateException e) {
                    LOG.info("A gift cannot be asked after: {}", e.getMessage());
                }
            }
        });
    }
}
