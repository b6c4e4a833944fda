package rapport.prospecting.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.fax.FaxLines;

/** A fax line as posted. Nothing is trusted until {@link #toWish}. */
record FaxLineForm(
        @NotNull(message = "Choose one") @Pattern(regexp = "HYLAFAX|MAIL", message = "Choose one") @Nullable String kind,
        @Nullable String host,
        @Min(value = 1, message = "A port is 1 to 65,535") @Max(value = 65_535, message = "A port is 1 to 65,535") @Nullable Integer port,
        @Nullable String login,
        @Nullable String password,
        @Nullable String gateway,
        @NotNull(message = "A number") @Min(value = 1, message = "At least 1") @Max(value = 10_000, message = "At most 10,000") @Nullable Integer daily,
        @NotNull(message = "A number of seconds") @Min(value = 0, message = "0 or more") @Max(value = 3_600, message = "At most an hour, 3,600") @Nullable Integer gapSeconds) {

    static FaxLineForm blank() {
        return new FaxLineForm("HYLAFAX", "", 4559, "", "", "", 60, 30);
    }

    @AssertTrue(message = "The server, and the name it knows you by")
    boolean isServerSaid() {
        return !"HYLAFAX".equals(kind) || !blank(host) && !blank(login);
    }

    @AssertTrue(message = "A domain, such as fax.northlight.example")
    boolean isGatewaySaid() {
        return !"MAIL".equals(kind) || gateway != null && gateway.strip().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    }

    private static boolean blank(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").isBlank();
    }

    @SuppressWarnings("NullAway") // called only after validation
    FaxLines.Wish toWish() {
        return kind.equals("MAIL") ? new FaxLines.Wish(kind, null, null, null, null, gateway, daily, gapSeconds)
                : new FaxLines.Wish(kind, host.strip(), Objects.requireNonNullElse(port, 4559), login.strip(), blank(password) ? null : password, null, daily, gapSeconds);
    }
}
