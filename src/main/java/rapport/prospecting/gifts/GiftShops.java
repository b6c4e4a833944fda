package rapport.prospecting.gifts;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Lanes;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.dispatch.Round;

/** Where gift cards are ordered: one a workspace. */
@Service
@Transactional
public class GiftShops {

    /** More than a person buys in a day would be a mistake. */
    static final Round.Pace PACE = new Round.Pace(50, Duration.ofSeconds(1));

    /** @param address of its programs' interface, up to and with its version @param key shown to nobody again @param cashLike whether its cards can be spent anywhere @param usual what a gift is worth when nobody says otherwise @param approvalAbove what somebody else has to approve */
    public record Wish(String address, String key, String funding, String campaign, boolean cashLike, String currency, BigDecimal usual, BigDecimal approvalAbove, int reminderDays) {}

    public record Shop(UUID id, String address, String funding, String campaign, boolean cashLike, String currency, BigDecimal usual, BigDecimal approvalAbove, int reminderDays) {}

    private final Lanes lanes;
    private final Queue queue;
    private final Vault vault;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    GiftShops(Lanes lanes, Queue queue, Vault vault, Audit audit, JdbcClient jdbc, Clock clock) {
        this.lanes = lanes;
        this.queue = queue;
        this.vault = vault;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Shop> shop() {
        return jdbc.sql("select id, address, funding, campaign, cash_like, currency, usual, approval_above, reminder_days from prospecting.gift_shop where closed_at is null").query(Shop.class).optional();
    }

    /** @throws Refused when there is one already */
    public void open(Wish wish, Viewer viewer) {
        mustAdminister(viewer);
        var id = Ids.next(clock, Function.<UUID>identity());
        try {
            jdbc.sql("insert into prospecting.gift_shop (id, address, key, funding, campaign, cash_like, currency, usual, approval_above, reminder_days, made_at) values (:id, :address, :key, :funding, :campaign, :cashLike, :currency, :usual, :above, :days, :now)").param("id", id)
                    .param("address", wish.address.strip().replaceFirst("/+$", "")).param("key", vault.seal(wish.key.strip())).param("funding", wish.funding.strip()).param("campaign", wish.campaign.strip()).param("cashLike", wish.cashLike).param("currency", wish.currency).param("usual", wish.usual)
                    .param("above", wish.approvalAbove).param("days", wish.reminderDays).param("now", Utc.of(clock.instant())).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.gift-shop", "There is a provider already. Close it first.");
        }
        lanes.open(id);
        audit.record("prospecting.gift-shop.opened", id.toString(), Map.of("address", wish.address, "approval above", wish.approvalAbove), viewer);
    }

    public void close(Viewer viewer) {
        mustAdminister(viewer);
        var shop = shop().orElseThrow(() -> new Refused("prospecting.no-gift-shop", "There is no provider."));
        jdbc.sql("update prospecting.gift_shop set closed_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", shop.id).update();
        lanes.hold(shop.id, true, null);
        var waiting = queue.cancelAll(shop.id, "The provider was closed");
        audit.record("prospecting.gift-shop.closed", shop.id.toString(), Map.of("called off", waiting), viewer);
    }

    boolean has(UUID lane) {
        return jdbc.sql("select exists (select from prospecting.gift_shop where id = :lane)").param("lane", lane).query(Boolean.class).single();
    }

    /** How a provider is spoken to; its key is opened when it is needed. */
    @Transactional(readOnly = true)
    public Optional<Counter> counter(UUID lane) {
        return jdbc.sql("select address, key, funding, campaign from prospecting.gift_shop where id = :lane").param("lane", lane).query((row, _) -> {
            var sealed = row.getBytes("key");
            return new Counter(row.getString("address"), () -> vault.open(sealed), row.getString("funding"), row.getString("campaign"));
        }).optional();
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.gift-shop", "Where gifts are ordered is decided by an administrator.");
        }
    }
}
