package rapport.crm.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import rapport.crm.duplicates.MergeId;
import rapport.crm.duplicates.Merges;
import rapport.kernel.Viewer;

/** Merges for programs; deleting one takes it apart. */
@RestController
@RequestMapping("/api/v1/merges")
class MergeApi {

    /** @param taken fields whose value is the loser's from then on; missing means what the winner does not know */
    record NewMergeJson(@NotBlank(message = "accounts, contacts or leads") @Nullable String kind, @NotNull(message = "The id of the record that stays") @Nullable UUID winner,
            @NotNull(message = "The id of the record that becomes part of it") @Nullable UUID loser, @Nullable List<String> taken) {}

    private final Merges merges;
    private final rapport.crm.record.Records records;
    private final KindConverter kinds;

    MergeApi(Merges merges, rapport.crm.record.Records records, KindConverter kinds) {
        this.merges = merges;
        this.records = records;
        this.kinds = kinds;
    }

    @GetMapping
    List<Merges.Merge> newest(Viewer viewer) {
        return merges.newest(viewer);
    }

    record MadeJson(MergeId id) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MadeJson merge(@Valid @RequestBody NewMergeJson body, Viewer viewer) {
        var kind = kinds.convert(Objects.requireNonNull(body.kind));
        var winner = Objects.requireNonNull(body.winner);
        var loser = Objects.requireNonNull(body.loser);
        var taken = body.taken != null ? body.taken : merges.suggested(records.read(kind, winner, viewer), records.read(kind, loser, viewer));
        return new MadeJson(merges.merge(kind, winner, loser, taken, viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unmerge(@PathVariable MergeId id, Viewer viewer) {
        merges.unmerge(id, viewer);
    }
}
