package rapport.crm.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import rapport.crm.Activities;
import rapport.crm.Closing;
import rapport.crm.Deals;
import rapport.crm.Leads;
import rapport.crm.OpportunityId;
import rapport.crm.Parts;
import rapport.crm.Pipeline;
import rapport.crm.Pipelines;
import rapport.crm.Walk;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.View;
import rapport.crm.record.Views;
import rapport.kernel.Viewer;

/** Steps, pipelines and views for programs. */
@RestController
@RequestMapping("/api/v1")
class StepApi {

    record ClosingJson(@NotNull(message = "Say how: WON, COMPETITOR, NO_DECISION or INTERNAL") @Nullable Closing outcome, @Nullable LocalDate on, @Nullable String competitor, @Nullable String learned) {}

    record StepJson(UUID id, int version, @Nullable UUID stage, @Nullable String outcome) {}

    record AcceptanceJson(@Nullable UUID account, @Nullable UUID contact, @Nullable Boolean opportunity) {}

    record AcceptedJson(UUID id, String status, @Nullable UUID account, @Nullable UUID contact, @Nullable UUID opportunity) {}

    record DoneJson(UUID id, int version, @Nullable Instant doneAt) {

        static DoneJson of(CrmRecord it) {
            return new DoneJson(it.id(), it.version(), it.moment("done_at").orElse(null));
        }
    }

    record ReturnJson(@Nullable String reason) {}

    record PartJson(@NotNull(message = "Name the contact by its id") @Nullable UUID contact, @NotBlank(message = "One of DECIDES, PAYS, USES, BLOCKS, HELPS") @Nullable String role) {}

    record PipelineJson(@NotBlank(message = "A pipeline has a name") @Nullable String name, @Nullable Walk walk, @Nullable List<StageJson> stages) {}

    record StageJson(@Nullable UUID id, @Nullable String name, @Nullable Integer probability, @Nullable List<String> required) {}

    record ViewJson(String key, String kind, String name, boolean shared, String filter, String sort, List<String> columns) {

        static ViewJson of(View it) {
            return new ViewJson(it.key(), it.kind().path(), it.name(), it.shared(), it.filter().written(), it.sort().written(), it.columns());
        }
    }

    record NewViewJson(@NotBlank(message = "accounts, contacts, leads, opportunities, products or activities") @Nullable String kind, @NotBlank(message = "A view has a name") @Nullable String name, @Nullable Boolean shared,
            @Nullable String filter, @Nullable String sort, @Nullable List<String> columns) {}

    private final Deals deals;
    private final Leads leads;
    private final Parts parts;
    private final Activities activities;
    private final Pipelines pipelines;
    private final Views views;
    private final KindConverter kinds;
    private final Clock clock;

    StepApi(Deals deals, Leads leads, Parts parts, Activities activities, Pipelines pipelines, Views views, KindConverter kinds, Clock clock) {
        this.deals = deals;
        this.leads = leads;
        this.parts = parts;
        this.activities = activities;
        this.pipelines = pipelines;
        this.views = views;
        this.kinds = kinds;
        this.clock = clock;
    }

    @PutMapping("/opportunities/{id}/closing")
    StepJson close(@PathVariable OpportunityId id, @Valid @RequestBody ClosingJson body, Viewer viewer) {
        var on = body.on == null ? RecordShow.today(clock, viewer) : body.on;
        return step(deals.close(id, java.util.Objects.requireNonNull(body.outcome), on, body.competitor, body.learned, viewer));
    }

    @DeleteMapping("/opportunities/{id}/closing")
    StepJson reopen(@PathVariable OpportunityId id, Viewer viewer) {
        return step(deals.reopen(id, viewer));
    }

    private static StepJson step(CrmRecord it) {
        return new StepJson(it.id(), it.version(), it.id("stage").orElse(null), it.text("outcome").orElse(null));
    }

    @GetMapping("/opportunities/{id}/parts")
    List<Parts.Part> parts(@PathVariable OpportunityId id, Viewer viewer) {
        return parts.of(id, viewer);
    }

    @PostMapping("/opportunities/{id}/parts")
    @ResponseStatus(HttpStatus.CREATED)
    List<Parts.Part> take(@PathVariable OpportunityId id, @Valid @RequestBody PartJson body, Viewer viewer) {
        parts.take(id, java.util.Objects.requireNonNull(body.contact), java.util.Objects.requireNonNull(body.role), viewer);
        return parts.of(id, viewer);
    }

    @DeleteMapping("/opportunities/{id}/parts/{part}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable OpportunityId id, @PathVariable UUID part, Viewer viewer) {
        parts.leave(id, part, viewer);
    }

    @PutMapping("/leads/{id}/acceptance")
    AcceptedJson accept(@PathVariable UUID id, @RequestBody AcceptanceJson body, Viewer viewer) {
        var it = leads.accept(id, new Leads.Acceptance(body.account, body.contact, Boolean.TRUE.equals(body.opportunity)), viewer);
        return new AcceptedJson(it.id(), "ACCEPTED", it.id("account").orElse(null), it.id("contact").orElse(null), it.id("opportunity").orElse(null));
    }

    @PutMapping("/leads/{id}/return")
    AcceptedJson giveBack(@PathVariable UUID id, @RequestBody ReturnJson body, Viewer viewer) {
        leads.giveBack(id, body.reason == null ? "" : body.reason, viewer);
        return new AcceptedJson(id, "RETURNED", null, null, null);
    }

    @PostMapping("/activities/{id}/done")
    DoneJson done(@PathVariable UUID id, Viewer viewer) {
        return DoneJson.of(activities.done(id, viewer));
    }

    @DeleteMapping("/activities/{id}/done")
    DoneJson undone(@PathVariable UUID id, Viewer viewer) {
        return DoneJson.of(activities.undone(id, viewer));
    }

    @GetMapping("/pipelines")
    List<Pipeline> pipelines(Viewer viewer) {
        return pipelines.all(viewer);
    }

    @PostMapping("/pipelines")
    @ResponseStatus(HttpStatus.CREATED)
    Pipeline add(@Valid @RequestBody PipelineJson body, Viewer viewer) {
        var added = pipelines.add(java.util.Objects.requireNonNull(body.name), viewer);
        return body.stages == null ? added : change(added.id(), body, viewer);
    }

    /** All stages in their order; one without id is new, one that is missing is retired. */
    @PutMapping("/pipelines/{id}")
    Pipeline change(@PathVariable UUID id, @Valid @RequestBody PipelineJson body, Viewer viewer) {
        viewer.mustAdminister();
        var now = pipelines.pipeline(id, viewer);
        var stages = body.stages == null ? now.stages().stream().map(it -> new Pipelines.Wish(it.id(), it.name(), it.probability(), it.required())).toList()
                : body.stages.stream().map(it -> new Pipelines.Wish(it.id, it.name == null ? "" : it.name, it.probability == null ? 0 : it.probability, it.required == null ? List.of() : it.required)).toList();
        return pipelines.change(id, java.util.Objects.requireNonNull(body.name), body.walk == null ? now.walk() : body.walk, stages, viewer);
    }

    @DeleteMapping("/pipelines/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable UUID id, Viewer viewer) {
        pipelines.retire(id, viewer);
    }

    @GetMapping("/views")
    List<ViewJson> views(@RequestParam(defaultValue = "opportunities") String kind, Viewer viewer) {
        return views.of(kinds.convert(kind), viewer).stream().map(ViewJson::of).toList();
    }

    @PostMapping("/views")
    @ResponseStatus(HttpStatus.CREATED)
    ViewJson save(@Valid @RequestBody NewViewJson body, Viewer viewer) {
        Kind kind = kinds.convert(java.util.Objects.requireNonNull(body.kind));
        return ViewJson.of(views.save(kind, java.util.Objects.requireNonNull(body.name), Boolean.TRUE.equals(body.shared), Filter.read(body.filter), Views.sort(body.sort), body.columns == null ? Views.columns(kind) : body.columns, viewer));
    }

    @DeleteMapping("/views/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Viewer viewer) {
        views.remove(id, viewer);
    }
}
