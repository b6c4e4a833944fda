package rapport.coaching.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import rapport.coaching.Policies;
import rapport.coaching.verdict.Policy;
import rapport.kernel.Viewer;
import rapport.web.ListJson;

/** The policy's versions for programs, newest first. */
@RestController
@RequestMapping("/api/v1/coaching/policies")
class PolicyApi {

    record PolicyJson(int version, long acceptHours, int answers, long toleranceMinutes, int sharePercent, int leastMinutes, int statusPercent, long confirmHours, @Nullable String reason) {

        static PolicyJson of(Policy it, @Nullable String reason) {
            return new PolicyJson(it.version(), it.acceptBefore().toHours(), it.answers(), it.tolerance().toMinutes(), it.sharePercent(), it.leastMinutes(), it.statusPercent(), it.confirmWithin().toHours(), reason);
        }
    }

    record NewPolicyJson(@NotNull @Nullable Long acceptHours, @NotNull @Nullable Integer answers, @NotNull @Nullable Long toleranceMinutes, @NotNull @Nullable Integer sharePercent,
            @NotNull @Nullable Integer leastMinutes, @NotNull @Nullable Integer statusPercent, @NotNull @Nullable Long confirmHours, @NotBlank @Nullable String reason) {}

    private final Policies policies;

    PolicyApi(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    ListJson<PolicyJson> all(Viewer viewer) {
        var reasons = policies.reasons(viewer);
        List<PolicyJson> all = policies.all(viewer).stream().map(it -> PolicyJson.of(it, reasons.get(it.version()))).toList();
        return new ListJson<>(all, null, all.size(), true);
    }

    @PostMapping
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<PolicyJson> change(@Valid @RequestBody NewPolicyJson it, Viewer viewer) {
        var wish = new Policy(0, Duration.ofHours(it.acceptHours), Policy.FIRST.briefs(), it.answers, Duration.ofMinutes(it.toleranceMinutes), it.sharePercent, it.leastMinutes, it.statusPercent,
                Duration.ofHours(it.confirmHours));
        return ResponseEntity.status(HttpStatus.CREATED).body(PolicyJson.of(policies.change(wish, it.reason, viewer), it.reason));
    }
}
