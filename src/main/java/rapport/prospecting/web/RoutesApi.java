package rapport.prospecting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.Viewer;
import rapport.prospecting.IntroductionId;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.WaysAround;

/** Ways around people and introductions, for programs. */
@RestController
@RequestMapping("/api/v1/prospecting")
class RoutesApi {

    record RoutesJson(boolean hard, List<WaysAround.Way> around, List<Introductions.Row> introductions, List<WaysAround.Reach> reach) {}

    record IntroductionsJson(List<Introductions.Row> items) {}

    record AskJson(@NotNull @Nullable UUID contact, @NotNull @Nullable UUID via, @Nullable String words) {}

    record StateJson(@NotNull Introductions.@Nullable State state) {}

    record IntroductionJson(IntroductionId id) {}

    private final WaysAround routes;
    private final Introductions introductions;

    RoutesApi(WaysAround routes, Introductions introductions) {
        this.routes = routes;
        this.introductions = introductions;
    }

    @GetMapping("/routes")
    RoutesJson routes(@RequestParam UUID contact, Viewer viewer) {
        return new RoutesJson(routes.isHard(contact, viewer), routes.around(contact, viewer), introductions.to(contact, viewer), routes.reach(viewer));
    }

    @GetMapping("/introductions")
    IntroductionsJson introductions(Viewer viewer) {
        return new IntroductionsJson(introductions.of(viewer));
    }

    @PostMapping("/introductions")
    @SuppressWarnings("NullAway") // after validation
    ResponseEntity<IntroductionJson> ask(@Valid @RequestBody AskJson it, Viewer viewer) {
        return ResponseEntity.status(HttpStatus.CREATED).body(new IntroductionJson(introductions.ask(it.contact, it.via, it.words, viewer)));
    }

    @PutMapping("/introductions/{id}")
    @SuppressWarnings("NullAway") // after validation
    ResponseEntity<Void> advance(@PathVariable IntroductionId id, @Valid @RequestBody StateJson it, Viewer viewer) {
        introductions.advance(id, it.state, viewer);
        return ResponseEntity.noContent().build();
    }
}
