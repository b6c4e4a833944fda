package rapport.prospecting.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.mail.Postboxes;

/** A mailbox as posted. Nothing is trusted until {@link #toWish}. */
record MailboxForm(
        @NotBlank(message = "The address customers see") @Email(message = "An address looks like ben@northlight.example") @Nullable String address,
        @NotBlank(message = "Your name, as customers read it") @Size(max = 120, message = "At most 120 characters") @Nullable String shownAs,
        @NotBlank(message = "The server your mail program sends through") @Nullable String host,
        @NotNull(message = "Mostly 587, or 465 for TLS") @Min(value = 1, message = "A port is 1 to 65,535") @Max(value = 65_535, message = "A port is 1 to 65,535") @Nullable Integer port,
        @NotNull(message = "Choose one") @Pattern(regexp = "NONE|STARTTLS|TLS", message = "Choose one") @Nullable String security,
        @Nullable String login,
        @Nullable String password,
        @NotNull(message = "A number") @Min(value = 1, message = "At least 1") @Max(value = 1_000_000, message = "At most 1,000,000") @Nullable Integer daily,
        @NotNull(message = "A number of seconds") @Min(value = 0, message = "0 or more") @Max(value = 3_600, message = "At most an hour, 3,600") @Nullable Integer gapSeconds,
        @Nullable String imapHost,
        @Min(value = 1, message = "A port is 1 to 65,535") @Max(value = 65_535, message = "A port is 1 to 65,535") @Nullable Integer imapPort,
        @Pattern(regexp = "NONE|STARTTLS|TLS", message = "Choose one") @Nullable String imapSecurity,
        @Nullable String sentFolder) {

    /** What most people need. */
    static MailboxForm blank(Viewer viewer) {
        return new MailboxForm("", viewer.name(), "", 587, "STARTTLS", "", "", 150, 40, "", 993, "TLS", "");
    }

    @SuppressWarnings("NullAway") // called only after validation
    Postboxes.Wish toWish(Viewer viewer) {
        return new Postboxes.Wish(viewer.id(), address, shownAs, host, port, security, words(login), words(password), daily, gapSeconds, imap());
    }

    @SuppressWarnings("NullAway") // words() has looked
    private Postboxes.@Nullable Imap imap() {
        return words(imapHost) == null ? null : new Postboxes.Imap(imapHost.strip(), Objects.requireNonNullElse(imapPort, 993), Objects.requireNonNullElse(imapSecurity, "TLS"), words(sentFolder));
    }

    private static @Nullable String words(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").isBlank() ? null : text;
    }
}
