package rapport.prospecting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.Viewer;
import rapport.prospecting.memory.Suppressions;

/** Who is not to be written to any more, for programs. */
@RestController
@RequestMapping("/api/v1/prospecting/suppressions")
class SuppressionApi {

    record SuppressionJson(@NotNull @Nullable String address, @Nullable String channel, @NotNull @Nullable String evidence) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SuppressionsJson(List<Suppressions.Row> items, @Nullable Boolean suppressed) {}

    private final Suppressions suppressions;

    SuppressionApi(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @GetMapping
    SuppressionsJson all(@RequestParam(required = false) @Nullable String address, @RequestParam(defaultValue = "ALL") String channel, Viewer viewer) {
        return address == null ? new SuppressionsJson(suppressions.all(viewer), null) : new SuppressionsJson(List.of(), suppressions.has(address, channel, viewer));
    }

    @PostMapping
    @SuppressWarnings("NullAway") // after validation
    ResponseEntity<Void> add(@Valid @RequestBody SuppressionJson it, Viewer viewer) {
        suppressions.add(it.address, Objects.requireNonNullElse(it.channel, "ALL"), it.evidence, viewer);
        return ResponseEntity.status(HttpStatus.CREATED).build();
    }
}
