package rapport.prospecting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.Viewer;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.dispatch.Tally;
import rapport.prospecting.dispatch.Tallies;
import rapport.prospecting.mail.Writing;

/** What goes out, and what was tried, for programs. */
@RestController
@RequestMapping("/api/v1/prospecting")
class TouchApi {

    record NoteJson(@NotNull @Nullable UUID contact, @NotBlank @Nullable String subject, @NotBlank @Nullable String body, @Nullable Instant at, @Nullable TouchId answers) {

        @SuppressWarnings("NullAway") // called only after validation
        Writing.Note toNote() {
            return new Writing.Note(contact, subject, body, at, answers);
        }
    }

    record TouchesJson(List<Outgoing.Row> items) {}

    record TouchJson(TouchId id) {}

    private final Outgoing outgoing;
    private final Writing writing;
    private final Tallies tallies;

    TouchApi(Outgoing outgoing, Writing writing, Tallies tallies) {
        this.outgoing = outgoing;
        this.writing = writing;
        this.tallies = tallies;
    }

    @GetMapping("/touches")
    TouchesJson touches(@RequestParam(defaultValue = "WAITING") Outgoing.Group show, Viewer viewer) {
        return new TouchesJson(outgoing.of(show, viewer));
    }

    @PostMapping("/touches")
    ResponseEntity<TouchJson> write(@Valid @RequestBody NoteJson it, Viewer viewer) {
        return ResponseEntity.status(HttpStatus.CREATED).body(new TouchJson(writing.write(it.toNote(), viewer)));
    }

    @DeleteMapping("/touches/{id}")
    ResponseEntity<Void> callBack(@PathVariable TouchId id, Viewer viewer) {
        outgoing.callBack(id, viewer);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/tally")
    Tally tally(@RequestParam UUID contact, Viewer viewer) {
        return tallies.of(contact, viewer);
    }
}
