package rapport.coaching.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.ProtectedTime;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.coaching.verdict.Check;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.coaching.verdict.Verdict;
import rapport.crm.OpportunityId;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;

/** One session for programs, from preparation to verdict. Everything that is PUT twice is there once. */
@RestController
@RequestMapping("/api/v1/coaching/sessions/{id}")
class SessionApi {

    record BriefJson(@NotNull @Nullable OpportunityId opportunity, @Nullable Map<Question, String> answers) {

        @SuppressWarnings("NullAway") // called only after validation
        Preparing.Brief toBrief() {
            return new Preparing.Brief(opportunity, Objects.requireNonNullElse(answers, Map.of()));
        }
    }

    /** @param words the coach's questions, or the rep's skill to practise */
    record PreparationJson(@Nullable String words, @Valid @Size(max = 20) @Nullable List<BriefJson> briefs) {}

    record AgendaJson(@NotNull @Valid @Size(max = 50) @Nullable List<ItemJson> items) {}

    record ItemJson(@NotNull @Nullable Topic topic, @NotBlank @Nullable String words, boolean discussed) {}

    /** CUT_SHORT ends it because a customer called. */
    enum Moment { STARTED, ENDED, CUT_SHORT }

    record HoldingJson(@NotNull @Nullable Moment state) {}

    record ConfirmationJson(@NotNull @Nullable Boolean wasCoaching) {}

    record CommitmentJson(@NotNull @Nullable PersonId owner, @NotBlank @Nullable String cue, @NotBlank @Nullable String action, @NotNull @Nullable LocalDate due) {}

    record NoteJson(boolean shared, @NotBlank @Nullable String words) {}

    record PackJson(int facts) {}

    record HeldJson(@Nullable Instant startedAt, @Nullable Instant endedAt) {}

    record AnsweredJson(boolean answered, boolean otherAnswered) {}

    record VerdictJson(Verdict.Result result, int policyVersion, List<Check> checks) {}

    private final Preparing preparing;
    private final Meeting meeting;
    private final Judging judging;
    private final ProtectedTime time;

    SessionApi(Preparing preparing, Meeting meeting, Judging judging, ProtectedTime time) {
        this.preparing = preparing;
        this.meeting = meeting;
        this.judging = judging;
        this.time = time;
    }

    @PutMapping("/preparation")
    ResponseEntity<Void> prepare(@PathVariable SessionId id, @Valid @RequestBody PreparationJson it, Viewer viewer) {
        preparing.submit(id, Objects.requireNonNullElse(it.words, ""), it.briefs == null ? List.of() : it.briefs.stream().map(BriefJson::toBrief).toList(), viewer);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/pack")
    PackJson openPack(@PathVariable SessionId id, Viewer viewer) {
        return new PackJson(meeting.openPack(id, viewer));
    }

    @PutMapping("/agenda")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Void> agenda(@PathVariable SessionId id, @Valid @RequestBody AgendaJson it, Viewer viewer) {
        meeting.agenda(id, it.items.stream().map(item -> new Meeting.Item(item.topic, item.words, item.discussed)).toList(), viewer);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/review")
    ResponseEntity<Void> review(@PathVariable SessionId id, Viewer viewer) {
        meeting.review(id, viewer);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/holding")
    @SuppressWarnings("NullAway") // validated
    HeldJson hold(@PathVariable SessionId id, @Valid @RequestBody HoldingJson it, Viewer viewer) {
        switch (it.state) {
            case STARTED -> meeting.begin(id, viewer);
            case ENDED -> meeting.end(id, viewer);
            case CUT_SHORT -> time.cutShort(id, viewer);
        }
        return meeting.holding(id, viewer).map(held -> new HeldJson(held.startedAt(), held.endedAt())).orElseThrow();
    }

    @PutMapping("/notes/{note}")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Void> write(@PathVariable SessionId id, @PathVariable UUID note, @Valid @RequestBody NoteJson it, Viewer viewer) {
        meeting.write(id, note, it.shared, it.words, viewer);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/commitments")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Meeting.Commitment> commit(@PathVariable SessionId id, @Valid @RequestBody CommitmentJson it, Viewer viewer) {
        return ResponseEntity.status(HttpStatus.CREATED).body(meeting.commit(id, it.owner, it.cue, it.action, it.due, viewer));
    }

    /** @param outcome KEPT, PARTLY, MISSED or DROPPED, the last with a reason */
    record OutcomeJson(@NotBlank @Nullable String outcome, @Nullable String reason) {}

    @PutMapping("/commitments/{commitment}")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<Void> close(@PathVariable SessionId id, @PathVariable UUID commitment, @Valid @RequestBody OutcomeJson it, Viewer viewer) {
        meeting.close(id, commitment, it.outcome, Objects.requireNonNullElse(it.reason, ""), viewer);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/confirmation")
    @SuppressWarnings("NullAway") // validated
    AnsweredJson confirm(@PathVariable SessionId id, @Valid @RequestBody ConfirmationJson it, Viewer viewer) {
        judging.confirm(id, it.wasCoaching, viewer);
        var answered = judging.confirmation(id, viewer);
        return new AnsweredJson(answered.answered(), answered.otherAnswered());
    }

    @GetMapping("/verdict")
    VerdictJson verdict(@PathVariable SessionId id, Viewer viewer) {
        var it = judging.verdict(id, viewer);
        return new VerdictJson(it.result(), it.policyVersion(), it.checks());
    }
}
