package rapport.prospecting.web;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import rapport.prospecting.gifts.GiftShops;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Tone;

/** Where gifts are ordered, or the form that sets it up. @param form null when there is one */
public record GiftShopPage(PageHead head, @Nullable Notice state, @Nullable Fields form) implements Part {

    /** What is asked. */
    public record Fields(FieldView address, FieldView key, FieldView funding, FieldView campaign, boolean cashLike, FieldView currency, FieldView usual, FieldView approvalAbove, FieldView reminderDays) {}

    static GiftShopPage of(GiftShops.Shop it) {
        return new GiftShopPage(PageHead.of("Gifts", "Gift cards are ordered at %s.".formatted(it.address()), Action.late("Close it", "/settings/gifts/closing").posting()).under("Settings", "/settings"),
                new Notice(Tone.GOOD, "gift", "%s %s is usual.".formatted(it.usual().stripTrailingZeros().toPlainString(), it.currency()), "More than %s %s somebody else approves. What lies unclaimed for %d days is shown.".formatted(it.approvalAbove().stripTrailingZeros().toPlainString(), it.currency(), it.reminderDays()), null), null);
    }

    static GiftShopPage of(Errors errors) {
        return new GiftShopPage(PageHead.of("Gifts", "A coffee opens doors that calls do not. How much it may be worth is a rule under The law, as data.").under("Settings", "/settings"), null,
                new Fields(FieldView.of(errors, "address"), FieldView.of(errors, "key"), FieldView.of(errors, "funding"), FieldView.of(errors, "campaign"), Boolean.TRUE.equals(errors.getFieldValue("cashLike")), FieldView.of(errors, "currency"), FieldView.of(errors, "usual"), FieldView.of(errors, "approvalAbove"),
                        FieldView.of(errors, "reminderDays")));
    }

    @Override
    public String template() {
        return "prospecting/gift/shop";
    }
}
