package rapport.prospecting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.Viewer;
import rapport.prospecting.AttemptId;
import rapport.prospecting.PromiseId;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.persistence.Outlook;
import rapport.prospecting.persistence.Persistence;

/** Calls, promises and what they teach, for programs. */
@RestController
@RequestMapping("/api/v1/prospecting")
class AttemptApi {

    record CallJson(@NotNull @Nullable UUID contact, @NotNull @Nullable CallOutcome outcome, @Nullable Integer minutes, @Nullable Instant at, @Nullable String note, @Nullable Instant callAt) {

        @SuppressWarnings("NullAway") // called only after validation
        Attempts.Wish toWish() {
            return new Attempts.Wish(contact, outcome, minutes, at, note, callAt);
        }
    }

    record MoveJson(@NotNull @Nullable Instant to, @NotNull @Nullable String reason) {}

    record AttemptsJson(List<Attempts.Row> items) {}

    record PromisesJson(List<CallPromises.Row> items) {}

    record AttemptJson(AttemptId id) {}

    record PromiseJson(PromiseId id) {}

    private final Attempts attempts;
    private final CallPromises promises;
    private final Persistence persistence;

    AttemptApi(Attempts attempts, CallPromises promises, Persistence persistence) {
        this.attempts = attempts;
        this.promises = promises;
        this.persistence = persistence;
    }

    @GetMapping("/attempts")
    AttemptsJson attempts(@RequestParam UUID contact, Viewer viewer) {
        return new AttemptsJson(attempts.of(contact, 200, viewer));
    }

    @PostMapping("/attempts")
    ResponseEntity<AttemptJson> log(@Valid @RequestBody CallJson it, Viewer viewer) {
        return ResponseEntity.status(HttpStatus.CREATED).body(new AttemptJson(attempts.log(it.toWish(), viewer)));
    }

    @DeleteMapping("/attempts/{id}")
    ResponseEntity<Void> takeBack(@PathVariable AttemptId id, Viewer viewer) {
        attempts.takeBack(id, viewer);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/persistence")
    Outlook persistence(@RequestParam UUID contact, Viewer viewer) {
        return persistence.of(contact, viewer);
    }

    @GetMapping("/promises")
    PromisesJson promises(Viewer viewer) {
        return new PromisesJson(promises.of(viewer));
    }

    @PutMapping("/promises/{id}")
    @SuppressWarnings("NullAway") // after validation
    PromiseJson move(@PathVariable PromiseId id, @Valid @RequestBody MoveJson it, Viewer viewer) {
        return new PromiseJson(promises.move(id, it.to, it.reason, viewer));
    }
}
