package rapport.crm;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Fault;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Rules;
import rapport.crm.record.Unfit;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** An opportunity stands in a stage it has the facts for, comes there in the allowed order, and stays with somebody its writer sees. */
@Component
class OpportunityRules implements Rules {

    private final Pipelines pipelines;
    private final Stays stays;
    private final Fields fields;
    private final ReportingLine line;
    private final Clock clock;

    OpportunityRules(Pipelines pipelines, Stays stays, Fields fields, ReportingLine line, Clock clock) {
        this.pipelines = pipelines;
        this.stays = stays;
        this.fields = fields;
        this.line = line;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.OPPORTUNITY;
    }

    @Override
    public void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer) {
        if (before == null) {
            changes.putIfAbsent("stage", pipelines.all(viewer).getFirst().first().id().toString());
        }
        if (changes.get("stage") instanceof Object stage) {
            enter(before, UUID.fromString(stage.toString()), changes, viewer);
        }
        Money.settle(before, changes, "amount", "currency");
        if (before == null || changes.containsKey("owner")) {
            mustStayInSight(changes.get("owner"), viewer);
        }
    }

    private void enter(@Nullable CrmRecord before, UUID id, Map<String, @Nullable Object> changes, Viewer viewer) {
        var stage = pipelines.stage(id, viewer).orElseThrow(() -> new Unfit("stage", "There is no such stage"));
        var pipeline = pipelines.all(viewer).stream().filter(it -> it.id().equals(stage.pipeline())).findFirst().orElseThrow(() -> new Unfit("stage", "This pipeline is no longer used"));
        if (before != null && before.get("outcome") != null && !changes.containsKey("outcome")) {
            throw new Unfit("stage", "It is closed. Open it again first");
        }
        before(before, viewer).filter(it -> it.pipeline().equals(stage.pipeline()) && !pipeline.walk().allows(it.position(), stage.position())).ifPresent(from -> {
            throw new Unfit("stage", pipeline.walk() == Walk.FORWARD ? "In this pipeline nothing goes back from “%s” to “%s”".formatted(from.name(), stage.name())
                    : "From “%s” the next stage is “%s”".formatted(from.name(), pipeline.stages().stream().filter(it -> it.position() > from.position()).findFirst().orElse(from).name()));
        });
        mustKnow(stage, before, changes, viewer);
        changes.put("pipeline", stage.pipeline().toString());
        changes.putIfAbsent("stage_since", today(viewer).toString());
    }

    private Optional<Stage> before(@Nullable CrmRecord before, Viewer viewer) {
        return Optional.ofNullable(before).flatMap(it -> it.id("stage")).flatMap(it -> pipelines.stage(it, viewer));
    }

    private void mustKnow(Stage stage, @Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer) {
        if (stage.required().isEmpty()) {
            return;
        }
        var known = fields.of(Kind.OPPORTUNITY);
        var faults = new ArrayList<Fault>();
        for (var name : stage.required()) {
            var field = known.named(name);
            field.ifPresent(it -> {
                var value = changes.containsKey(it.column()) ? changes.get(it.column()) : before == null ? null : before.get(it.column());
                if (value == null || value instanceof List<?> many && many.isEmpty()) {
                    faults.add(new Fault(name, "“%s” asks for it: %s".formatted(stage.name(), it.label())));
                }
            });
        }
        if (!faults.isEmpty()) {
            throw new Unfit(faults);
        }
    }

    /** Not away to somebody whose records one cannot see: it would be gone the moment it is saved. */
    private void mustStayInSight(@Nullable Object owner, Viewer viewer) {
        if (!line.of(viewer).shows(Optional.ofNullable(owner).map(it -> PersonId.of(it.toString())))) {
            throw new Unfit("owner", "You would not see it any more. Choose an owner among your own people, or ask an administrator");
        }
    }

    @Override
    public void written(@Nullable CrmRecord before, CrmRecord after, Viewer viewer) {
        stays.follow(before, after, today(viewer), Ids.next(clock, it -> it));
    }

    private LocalDate today(Viewer viewer) {
        return LocalDate.ofInstant(clock.instant(), viewer.zone());
    }

    /** An amount has a currency, and a currency an amount. */
    static final class Money {

        private Money() {}

        static void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, String amount, String currency) {
            var has = changes.containsKey(amount) ? changes.get(amount) != null : before != null && before.get(amount) != null;
            var said = changes.containsKey(currency) ? changes.get(currency) : before == null ? null : before.get(currency);
            if (!has) {
                changes.put(currency, null);
            } else if (said == null) {
                changes.put(currency, "EUR");
            }
        }
    }
}
