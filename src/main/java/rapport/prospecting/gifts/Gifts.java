package rapport.prospecting.gifts;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
import rapport.kernel.Forbidden;
import rapport.kernel.Money;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.Channel;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.GiftLimit;
import rapport.prospecting.plays.Hand;
import rapport.prospecting.plays.Template;

/** Gifts that steps of plays ask for: within the limits of whoever gets them, approved by somebody else where they are not small, ordered once. */
@Service
@Transactional
public class Gifts {

    /** @param state see the table @param reminder whether it lies unclaimed for so long that somebody should say a word */
    public record Row(TouchId touch, UUID contact, PersonId wishedBy, Money amount, String state, String note, Instant wishedAt, @Nullable Instant orderedAt, @Nullable Instant claimedAt, @Nullable String status, boolean reminder) {}

    private final GiftShops shops;
    private final GiftOrders orders;
    private final Hand hand;
    private final Queue queue;
    private final Gate gate;
    private final Correspondents correspondents;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Gifts(GiftShops shops, GiftOrders orders, Hand hand, Queue queue, Gate gate, Correspondents correspondents, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.shops = shops;
        this.orders = orders;
        this.hand = hand;
        this.queue = queue;
        this.gate = gate;
        this.correspondents = correspondents;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether it is ordered now; else somebody has to approve it first @throws Refused when it is more than they may take, or there is nowhere to order */
    public boolean wish(TouchId touch, BigDecimal amount, Viewer viewer) {
        var task = hand.task(touch, viewer);
        viewer.mustChange();
        var shop = shops.shop().orElseThrow(() -> new Refused("prospecting.no-gift-shop", "There is nowhere to order gifts yet. An administrator sets it up under Settings, Gifts; or give it by hand."));
        if (!task.kind().equals("GIFT") || Template.promisesCall(task.words())) {
            throw new Refused("prospecting.gift-words", task.kind().equals("GIFT") ? "It promises a call. Say first when you call." : "That is no gift.");
        }
        if (amount.signum() <= 0 || amount.precision() - amount.scale() > 9) {
            throw new Refused("prospecting.gift-amount", "A gift is worth more than nothing.");
        }
        var verdict = verdict(task.contact(), Money.of(amount, shop.currency()), shop.cashLike());
        var waits = amount.compareTo(shop.approvalAbove()) > 0;
        var kept = jdbc.sql("""
                        insert into prospecting.gift (touch, contact, shop, amount, currency, state, verdict, wished_by, wished_at) values (:touch, :contact, :shop, :amount, :currency, :state, :verdict, :me, :now)
                        on conflict (workspace, touch) do update set shop = excluded.shop, amount = excluded.amount, currency = excluded.currency, state = excluded.state, verdict = excluded.verdict, wished_by = excluded.wished_by, wished_at = excluded.wished_at, decided_by = null, decided_at = null, status = null
                         where gift.state in ('WISHED', 'DECLINED', 'FAILED')""").param("touch", touch.value()).param("contact", task.contact()).param("shop", shop.id()).param("amount", amount).param("currency", shop.currency()).param("state", waits ? "WISHED" : "APPROVED").param("verdict", verdict)
                .param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        if (kept > 0 && !waits) {
            order(touch, shop.id());
        }
        audit.record("prospecting.gift.wished", touch.toString(), Map.of("amount", amount, "currency", shop.currency()), viewer);
        return !waits;
    }

    /** What its limits are called; what is given in a year counts from every play and everybody here. Whoever asks at once waits. */
    private String verdict(UUID contact, Money gift, boolean cashLike) {
        var to = reachable(contact);
        var verdict = gate.judge(to, Channel.GIFT.name());
        if (!verdict.isAllowed()) {
            throw new Refused("prospecting.law", verdict.words());
        }
        var rule = gate.giftLimit(to, GiftLimit.isFederal(to.email())).orElseThrow(() -> new Refused("prospecting.no-gift-limit", "No rule says how much a gift may be worth. An administrator sets one under Settings, The law."));
        jdbc.sql("select 1 from prospecting.prospect where contact = :contact for update").param("contact", contact).query(Integer.class).list();
        var given = jdbc.sql("select coalesce(sum(amount), 0) from prospecting.gift where contact = :contact and currency = :currency and state in ('WISHED', 'APPROVED', 'ORDERED', 'CLAIMED') and wished_at >= :since").param("contact", contact).param("currency", gift.currency().getCurrencyCode())
                .param("since", Utc.of(clock.instant().atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfYear(1).toInstant())).query(BigDecimal.class).single();
        GiftLimit.of(rule).fault(gift, given, cashLike).ifPresent(fault -> {
            throw new Refused("prospecting.gift-limit", fault);
        });
        return "ok " + rule.id();
    }

    private Reachable reachable(UUID contact) {
        var to = Optional.ofNullable(correspondents.reachable(List.of(contact)).get(contact)).filter(it -> !it.gone()).orElseThrow(() -> new NotFound("prospecting.contact-not-found", "There is no such contact."));
        if (to.email() == null) {
            throw new Refused("prospecting.no-address", "Cards come by e-mail, and nobody knows an address of theirs. Add one first, or give it by hand.");
        }
        return to;
    }

    private void order(TouchId touch, UUID shop) {
        jdbc.sql("update prospecting.touch set lane = :lane, due_at = :now, touched_at = :now where id = :id and state = 'PLANNED' and lane is null").param("lane", shop).param("now", Utc.of(clock.instant())).param("id", touch.value()).update();
        queue.wake(shop);
    }

    /** Somebody else than whoever wished for it, who leads them. */
    public void decide(TouchId touch, boolean approved, Viewer viewer) {
        var visible = line.of(viewer);
        record Found(UUID shop, UUID wishedBy) {}
        var found = jdbc.sql("select shop, wished_by from prospecting.gift where touch = :touch and state = 'WISHED' and %s for update".formatted(visible.sql("wished_by"))).param("touch", touch.value()).param("visible", visible.ids()).query(Found.class).optional()
                .orElseThrow(() -> new NotFound("prospecting.gift-not-found", "There is no such gift that waits for approval."));
        if (!viewer.role().leads() || viewer.id().value().equals(found.wishedBy)) {
            throw new Forbidden("prospecting.gift-approval", "A gift of that size is approved by a manager or an administrator, and never by whoever wished for it.");
        }
        jdbc.sql("update prospecting.gift set state = :state, decided_by = :me, decided_at = :now where touch = :touch").param("state", approved ? "APPROVED" : "DECLINED").param("me", viewer.id().value()).param("now", Utc.of(clock.instant())).param("touch", touch.value()).update();
        if (approved) {
            order(touch, found.shop);
        }
        audit.record(approved ? "prospecting.gift.approved" : "prospecting.gift.declined", touch.toString(), Map.of(), viewer);
    }

    /** They said so themselves. */
    public void claimed(TouchId touch, Viewer viewer) {
        viewer.mustChange();
        var visible = line.of(viewer);
        var seen = jdbc.sql("select exists (select from prospecting.gift where touch = :touch and %s)".formatted(visible.sql("wished_by"))).param("touch", touch.value()).param("visible", visible.ids()).query(Boolean.class).single();
        if (!seen || !orders.claimed(touch.value())) {
            throw new NotFound("prospecting.gift-not-found", "There is no such gift that is under way.");
        }
        audit.record("prospecting.gift.claimed", touch.toString(), Map.of(), viewer);
    }

    /** The viewer's own and those of everybody who answers to them: what waits for approval first, then the newest. */
    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        select g.touch, g.contact, g.wished_by, g.amount, g.currency, g.state, coalesce(w.body, '') as note, g.wished_at, g.ordered_at, g.claimed_at, g.status, s.reminder_days
                          from prospecting.gift g join prospecting.gift_shop s on s.workspace = g.workspace and s.id = g.shop left join prospecting.words w on w.workspace = g.workspace and w.touch = g.touch
                         where %s order by (g.state = 'WISHED') desc, g.wished_at desc, g.touch limit 200""".formatted(visible.sql("g.wished_by"))).param("visible", visible.ids())
                .query((row, _) -> {
                    var ordered = row.getTimestamp("ordered_at") == null ? null : row.getTimestamp("ordered_at").toInstant();
                    var late = row.getString("state").equals("ORDERED") && ordered != null && ordered.plus(Duration.ofDays(row.getInt("reminder_days"))).isBefore(clock.instant());
                    return new Row(new TouchId(row.getObject("touch", UUID.class)), row.getObject("contact", UUID.class), new PersonId(row.getObject("wished_by", UUID.class)), Money.of(row.getBigDecimal("amount"), row.getString("currency")), row.getString("state"), row.getString("note"),
                            row.getTimestamp("wished_at").toInstant(), ordered, row.getTimestamp("claimed_at") == null ? null : row.getTimestamp("claimed_at").toInstant(), row.getString("status"), late);
                }).list();
    }
}
