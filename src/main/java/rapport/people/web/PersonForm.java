package rapport.people.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.people.Workforce.Position;

/** A person as posted. Nothing is trusted until {@link #toPosition}. */
record PersonForm(
        @NotBlank(message = "A name, as colleagues know it") @Size(max = 120, message = "At most 120 characters") @Nullable String fullName,
        @Email(message = "An address looks like maya@northlight.example") @Nullable String email,
        @NotNull(message = "Choose a role") @Nullable Role role,
        @Nullable PersonId manager,
        @Nullable String timeZone) {

    @SuppressWarnings("NullAway") // called only after validation
    Position toPosition() {
        return new Position(fullName, email, role, manager, Zones.of(timeZone));
    }

    /** Which field a refusal is about. */
    static String fieldOf(Refused refusal) {
        return switch (refusal.code()) {
            case "people.address-taken" -> "email";
            case "people.circle", "people.own-manager" -> "manager";
            default -> "role";
        };
    }
}
