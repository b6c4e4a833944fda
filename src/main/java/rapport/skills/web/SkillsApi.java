package rapport.skills.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.skills.Blueprint;
import rapport.skills.BlueprintId;
import rapport.skills.BlueprintNotFound;
import rapport.skills.Blueprints;
import rapport.skills.Bucket;
import rapport.skills.Focus;
import rapport.skills.Skill;
import rapport.skills.SkillId;
import rapport.skills.Skills;
import rapport.skills.Treatment;
import rapport.web.ListJson;

/** Skills and blueprints for programs: the same services as their pages. */
@RestController
@RequestMapping("/api/v1")
class SkillsApi {

    /** @param offered false once it is retired */
    record SkillJson(SkillId id, Bucket bucket, String name, String definition, boolean offered) {

        static SkillJson of(Skill it) {
            return new SkillJson(it.id(), it.bucket(), it.name(), it.definition(), it.isOffered());
        }
    }

    record FocusJson(@NotNull @Nullable SkillId skill, @Nullable String target, @Nullable String why, @NotNull @Nullable Treatment treatment) {

        static FocusJson of(Focus it) {
            return new FocusJson(it.skill(), it.target(), it.why(), it.treatment());
        }

        @SuppressWarnings("NullAway") // called only after validation
        Focus toFocus() {
            return new Focus(skill, Objects.requireNonNullElse(target, ""), Objects.requireNonNullElse(why, ""), treatment);
        }
    }

    record NewBlueprintJson(@NotNull @Nullable List<@NotNull @Valid FocusJson> focus, @NotNull @Nullable LocalDate horizon) {}

    /** @param signed by the rep and by somebody who leads them */
    record BlueprintJson(
            BlueprintId id, PersonId person, int edition, PersonId madeBy, Instant madeAt, LocalDate horizon, List<FocusJson> focus,
            List<Blueprint.Signature> signatures, boolean signed) {

        static BlueprintJson of(Blueprint it) {
            return new BlueprintJson(it.id(), it.rep(), it.edition(), it.madeBy(), it.madeAt(), it.horizon(), it.focus().stream().map(FocusJson::of).toList(),
                    it.signatures(), it.signedAt().isPresent());
        }
    }

    private final Skills skills;
    private final Blueprints blueprints;

    SkillsApi(Skills skills, Blueprints blueprints) {
        this.skills = skills;
        this.blueprints = blueprints;
    }

    @GetMapping("/skills")
    ListJson<SkillJson> skills(Viewer viewer) {
        var all = skills.all(viewer).stream().map(SkillJson::of).toList();
        return new ListJson<>(all, null, all.size(), true);
    }

    @GetMapping("/blueprints/{person}")
    BlueprintJson blueprint(@PathVariable PersonId person, Viewer viewer) {
        return blueprints.current(person, viewer).map(BlueprintJson::of).orElseThrow(() -> new BlueprintNotFound(person));
    }

    /** A new edition; what the current one says already is only signed. */
    @PutMapping("/blueprints/{person}")
    @SuppressWarnings("NullAway") // validated
    BlueprintJson write(@PathVariable PersonId person, @Valid @RequestBody NewBlueprintJson it, Viewer viewer) {
        return BlueprintJson.of(blueprints.write(person, it.focus.stream().map(FocusJson::toFocus).toList(), it.horizon, viewer));
    }

    /** @param edition the one that was read; absent: whichever is the newest */
    @PutMapping("/blueprints/{person}/signature")
    ResponseEntity<Void> sign(@PathVariable PersonId person, @RequestParam(required = false) @Nullable Integer edition, Viewer viewer) {
        blueprints.sign(person, edition, viewer);
        return ResponseEntity.noContent().build();
    }
}
