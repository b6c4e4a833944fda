package rapport.coaching.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import rapport.coaching.Coaching;
import rapport.coaching.Disturbance;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Moving;
import rapport.coaching.ProgrammeId;
import rapport.coaching.Promises;
import rapport.coaching.ProtectedTime;
import rapport.coaching.Session;
import rapport.coaching.SessionId;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Slot;
import rapport.kernel.Viewer;
import rapport.web.ListJson;

/** What becomes of protected time, and of programmes, for programs. */
@RestController
@RequestMapping("/api/v1/coaching")
class TimeApi {

    /** @param minutes as planned when absent */
    record TimeJson(@NotNull @Nullable Instant startsAt, @Nullable Integer minutes, @Nullable Cause cause, @Nullable String reason) {}

    record CancellationJson(@NotNull @Nullable Cause cause, @Nullable String reason) {}

    record CoachJson(@NotNull @Nullable PersonId coach, @Nullable Cause cause, @Nullable String reason) {}

    record ExpectationsJson(@NotBlank @Nullable String words) {}

    record MovedJson(SessionId id, PersonId coach, PersonId rep, Instant startsAt, int minutes, int sequence) {}

    record BookedJson(int sessions) {}

    private final Coaching coaching;
    private final ProtectedTime time;
    private final Promises promises;

    TimeApi(Coaching coaching, ProtectedTime time, Promises promises) {
        this.coaching = coaching;
        this.time = time;
        this.promises = promises;
    }

    @PutMapping("/sessions/{id}/time")
    @SuppressWarnings("NullAway") // validated
    MovedJson move(@PathVariable SessionId id, @Valid @RequestBody TimeJson it, Viewer viewer) {
        var minutes = it.minutes == null ? coaching.session(id, viewer).minutes() : it.minutes;
        return answer(time.move(id, it.startsAt, minutes, cause(it.cause), words(it.reason), viewer));
    }

    /** Half hours at which both are free in the next fortnight. */
    @GetMapping("/sessions/{id}/time")
    ListJson<Slot> suggestions(@PathVariable SessionId id, Viewer viewer) {
        var slots = time.suggestions(id, viewer);
        return new ListJson<>(slots, null, slots.size(), true);
    }

    @PutMapping("/sessions/{id}/cancellation")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Void> cancel(@PathVariable SessionId id, @Valid @RequestBody CancellationJson it, Viewer viewer) {
        time.cancel(id, it.cause, words(it.reason), viewer);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/sessions/{id}/coach")
    @SuppressWarnings("NullAway") // validated
    MovedJson substitute(@PathVariable SessionId id, @Valid @RequestBody CoachJson it, Viewer viewer) {
        return answer(time.substitute(id, it.coach, cause(it.cause), words(it.reason), viewer));
    }

    @PutMapping("/sessions/{id}/late-agreement")
    ResponseEntity<Void> agreeToLate(@PathVariable SessionId id, Viewer viewer) {
        coaching.agreeToLate(id, viewer);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/sessions/{id}/ledger")
    ListJson<Disturbance> ledger(@PathVariable SessionId id, Viewer viewer) {
        List<Disturbance> lines = time.ledger(id, viewer);
        return new ListJson<>(lines, null, lines.size(), true);
    }

    @PutMapping("/programmes/{id}/reps/{person}")
    BookedJson join(@PathVariable ProgrammeId id, @PathVariable PersonId person, Viewer viewer) {
        return new BookedJson(promises.join(id, person, viewer));
    }

    @PutMapping("/programmes/{id}/expectations")
    ResponseEntity<Void> expect(@PathVariable ProgrammeId id, @Valid @RequestBody ExpectationsJson it, Viewer viewer) {
        promises.expect(id, words(it.words), viewer);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/programmes/{id}")
    ResponseEntity<Void> end(@PathVariable ProgrammeId id, Viewer viewer) {
        promises.end(id, viewer);
        return ResponseEntity.noContent().build();
    }

    private static MovedJson answer(Moving outcome) {
        return switch (outcome) {
            case Moving.Done(Session it) -> new MovedJson(it.id(), it.coach(), it.rep(), it.startsAt(), it.minutes(), it.sequence());
            case Moving.InTheWay(var who, var until) -> throw new Refused("coaching.slot-taken", "%s has something else until %s. Nothing was moved.".formatted(who, until));
        };
    }

    private static Cause cause(@Nullable Cause cause) {
        return Objects.requireNonNullElse(cause, Cause.OTHER);
    }

    private static String words(@Nullable String words) {
        return Objects.requireNonNullElse(words, "");
    }
}
