package rapport.coaching.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import rapport.coaching.StartProgramme;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;

/** The wish to coach as posted. Nothing is trusted until {@link #toWish}. */
record ProgrammeForm(
        @NotEmpty(message = "Choose whom you coach") @Nullable List<PersonId> reps,
        @NotNull(message = "How often?") @Min(value = 1, message = "Every week at most") @Max(value = 8, message = "Every eight weeks at least") @Nullable Integer everyWeeks,
        @NotNull(message = "How long?") @Min(value = 25, message = "At least 25 minutes: less does not count") @Max(value = 180, message = "At most 3 hours") @Nullable Integer minutes,
        @NotNull(message = "A day and a time, such as 24 November 2026, 10:30") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime firstSlot,
        @NotBlank(message = "What does coaching mean here? Both will sign it") @Nullable String expectations,
        @Nullable String overCapacity,
        @Nullable String holidays) {

    @SuppressWarnings("NullAway") // called only after validation
    StartProgramme toWish(Viewer viewer) {
        return new StartProgramme(reps, everyWeeks, minutes, firstSlot, viewer.zone(), expectations, overCapacity, holidays == null ? "" : holidays);
    }
}
