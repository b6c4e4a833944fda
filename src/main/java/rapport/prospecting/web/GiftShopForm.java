package rapport.prospecting.web;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.gifts.GiftShops;

/** A provider of gift cards as posted. Nothing is trusted until {@link #toWish}. */
record GiftShopForm(
        @NotBlank(message = "Where its programs answer") @Pattern(regexp = "\\s*|https://.+|http://(localhost|127\\.0\\.0\\.1)[:/].*", message = "An address that begins with https://") @Nullable String address,
        @NotBlank(message = "The key the provider gave you") @Nullable String key,
        @NotBlank(message = "What pays for the cards") @Nullable String funding,
        @NotBlank(message = "Which cards can be chosen") @Nullable String campaign,
        @Nullable Boolean cashLike, // an unticked box sends nothing
        @NotBlank(message = "Three letters, such as EUR") @Pattern(regexp = "[A-Z]{3}", message = "Three letters, such as EUR") @Nullable String currency,
        @NotNull(message = "An amount") @DecimalMin(value = "0.01", message = "More than nothing") @Digits(integer = 6, fraction = 2, message = "An amount such as 10 or 12.50") @Nullable BigDecimal usual,
        @NotNull(message = "An amount") @DecimalMin(value = "0", message = "0 or more") @Digits(integer = 6, fraction = 2, message = "An amount such as 10 or 12.50") @Nullable BigDecimal approvalAbove,
        @NotNull(message = "A number of days") @Min(value = 1, message = "At least 1") @Max(value = 365, message = "At most a year") @Nullable Integer reminderDays) {

    static GiftShopForm blank() {
        return new GiftShopForm("https://www.tremendous.com/api/v2", "", "balance", "", false, "EUR", BigDecimal.TEN, new BigDecimal("15"), 14);
    }

    @SuppressWarnings("NullAway") // called only after validation
    GiftShops.Wish toWish() {
        return new GiftShops.Wish(address, key, funding, campaign, Boolean.TRUE.equals(cashLike), currency, usual, approvalAbove, reminderDays);
    }
}
