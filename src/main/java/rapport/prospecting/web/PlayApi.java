package rapport.prospecting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.Viewer;
import rapport.prospecting.PlayId;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Funnel;
import rapport.prospecting.plays.Plays;

/** Plays and who is in them, for programs. */
@RestController
@RequestMapping("/api/v1/prospecting")
class PlayApi {

    record EnrolJson(@NotNull @Nullable PlayId play, @NotNull @Nullable List<UUID> contacts) {}

    record PlaysJson(List<Plays.Play> items) {}

    record BlocksJson(List<Blocks.Row> items) {}

    record EnrolmentsJson(List<Enrolments.Row> items) {}

    private final Plays plays;
    private final Enrolments enrolments;
    private final Blocks blocks;

    PlayApi(Plays plays, Enrolments enrolments, Blocks blocks) {
        this.plays = plays;
        this.enrolments = enrolments;
        this.blocks = blocks;
    }

    @GetMapping("/plays")
    PlaysJson plays(Viewer viewer) {
        return new PlaysJson(plays.all(viewer));
    }

    /** How far people came in the version that is live. */
    @GetMapping("/plays/{id}/funnel")
    Funnel funnel(@PathVariable PlayId id, Viewer viewer) {
        return plays.funnel(plays.play(id, viewer), viewer);
    }

    @GetMapping("/blocks")
    BlocksJson blocks(Viewer viewer) {
        return new BlocksJson(blocks.of(viewer));
    }

    @GetMapping("/enrolments")
    EnrolmentsJson enrolments(@RequestParam UUID contact, Viewer viewer) {
        return new EnrolmentsJson(enrolments.ofContact(contact, viewer));
    }

    @PostMapping("/enrolments")
    @SuppressWarnings("NullAway") // after validation
    Enrolments.Taken enrol(@Valid @RequestBody EnrolJson it, Viewer viewer) {
        return enrolments.enrol(it.play, it.contacts, viewer);
    }
}
