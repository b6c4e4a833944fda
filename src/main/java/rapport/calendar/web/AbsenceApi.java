package rapport.calendar.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import rapport.calendar.Absence;
import rapport.calendar.Absences;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.ListJson;

/** Absences for programs, such as whatever knows about leave already. */
@RestController
@RequestMapping("/api/v1/absences")
class AbsenceApi {

    /** @param person the token's person when absent @param lastDay the first when absent */
    record AbsenceJson(@Nullable PersonId person, @NotNull @Nullable LocalDate firstDay, @Nullable LocalDate lastDay, Absence.@Nullable Kind kind) {}

    private final Absences absences;

    AbsenceApi(Absences absences) {
        this.absences = absences;
    }

    @GetMapping
    ListJson<Absence> coming(Viewer viewer) {
        var coming = absences.coming(viewer);
        return new ListJson<>(coming, null, coming.size(), true);
    }

    @PostMapping
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Absence> enter(@Valid @RequestBody AbsenceJson it, Viewer viewer) {
        return ResponseEntity.status(HttpStatus.CREATED).body(absences.enter(Objects.requireNonNullElse(it.person, viewer.id()), it.firstDay,
                Objects.requireNonNullElse(it.lastDay, it.firstDay), Objects.requireNonNullElse(it.kind, Absence.Kind.LEAVE), viewer));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> takeBack(@PathVariable UUID id, Viewer viewer) {
        absences.takeBack(id, viewer);
        return ResponseEntity.noContent().build();
    }
}
