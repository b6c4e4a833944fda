package rapport.prospecting.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.paper.Letterheads.Letterhead;

/** A letterhead as posted. Nothing is trusted until {@link #toLetterhead}. */
record LetterheadForm(
        @NotBlank(message = "Who writes") @Size(max = 80, message = "At most 80 characters") @Nullable String company,
        @NotBlank(message = "Mail that comes back has to go somewhere") @Size(max = 80, message = "At most 80 characters") @Nullable String street,
        @Size(max = 20, message = "At most 20 characters") @Nullable String postcode,
        @NotBlank(message = "The place") @Size(max = 60, message = "At most 60 characters") @Nullable String city,
        @NotBlank(message = "Two letters, such as DE") @Pattern(regexp = "[A-Za-z]{2}", message = "Two letters, such as DE") @Nullable String country,
        @Nullable String phone,
        @Nullable String fax,
        @Size(max = 120, message = "At most 120 characters") @Nullable String email,
        @Pattern(regexp = "A4|LETTER", message = "Choose one") @Nullable String paper) {

    static LetterheadForm of(@Nullable Letterhead it) {
        return it == null ? new LetterheadForm("", "", "", "", "", "", "", "", "A4") : new LetterheadForm(it.company(), it.street(), it.postcode(), it.city(), it.country(), it.phone(), it.fax(), it.email(), it.paper());
    }

    @SuppressWarnings("NullAway") // called only after validation
    Letterhead toLetterhead() {
        return new Letterhead(company.strip(), street.strip(), Objects.requireNonNullElse(postcode, "").strip(), city.strip(), country.toUpperCase(Locale.ROOT), phone, fax, email == null || email.isBlank() ? null : email.strip(), Objects.requireNonNullElse(paper, "A4"));
    }
}
