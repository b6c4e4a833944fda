package rapport.skills.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.skills.Blueprint;
import rapport.skills.Blueprints;
import rapport.skills.Skill;
import rapport.skills.SkillId;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Who;

/** What everybody the viewer sees works on. */
public record BlueprintsPage(PageHead head, Table table) implements Part {

    /** @param people the viewer and whoever answers to them @param current the newest blueprint of those who have one */
    static BlueprintsPage of(List<People.Row> people, Map<PersonId, Blueprint> current, Map<SkillId, Skill> skills, Viewer viewer, Clock clock) {
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var nothing = people.size() <= 1 && current.isEmpty();
        var step = Blueprints.mayWrite(viewer) ? Action.primary("Write yours", "/blueprints/%s/edit".formatted(viewer.id())) : null;
        return new BlueprintsPage(PageHead.of("Blueprints", nothing ? null : lede(people, current, viewer)).under("Coaching", "/coaching"),
                new Table("Blueprints by person", List.of(Column.of("Person"), Column.of("Works on"), Column.of("How it stands"), Column.of("Since")),
                        nothing ? List.of() : people.stream().map(it -> row(it, current.get(it.id()), skills, today, viewer)).toList(),
                        new EmptyState("No blueprint is written yet",
                                "A blueprint says what you work on and how: one to three skills, chosen together with your coach and signed by both.", step), null));
    }

    private static @Nullable String lede(List<People.Row> people, Map<PersonId, Blueprint> current, Viewer viewer) {
        var written = people.stream().filter(it -> current.containsKey(it.id())).toList();
        if (written.isEmpty()) {
            return "Nobody has a blueprint yet." + (Blueprints.mayWrite(viewer) ? " Choose somebody and write it together: one to three skills, each with its own treatment." : "");
        }
        var waiting = written.stream().filter(it -> standing(it, current.get(it.id()), viewer).mine()).count();
        if (waiting > 0) {
            return "%s for your signature.".formatted(waiting == 1 ? "One blueprint waits" : Say.count(waiting) + " blueprints wait");
        }
        var signed = written.stream().filter(it -> standing(it, current.get(it.id()), viewer).signed()).count();
        return people.size() == 1 ? null : "%s of %s have a blueprint that both have signed.".formatted(Say.count(signed), Say.count(people.size()));
    }

    private static Row row(People.Row it, @Nullable Blueprint blueprint, Map<SkillId, Skill> skills, LocalDate today, Viewer viewer) {
        var person = new Cell.Person(Who.of(it.id(), it.name()), "/blueprints/" + it.id(), viewer.is(it.id()) ? "you" : it.role().word());
        if (blueprint == null) {
            return Row.of(person, new Cell.None(false), new Cell.Pill(Badge.of("Not written yet")), new Cell.None(false));
        }
        var since = blueprint.signedAt().orElse(blueprint.madeAt()).atZone(viewer.zone()).toLocalDate();
        return Row.of(person, Cell.text(worksOn(blueprint, skills)), new Cell.Pill(standing(it, blueprint, viewer).badge()), Cell.text(Say.day(since, today)));
    }

    private static String worksOn(Blueprint it, Map<SkillId, Skill> skills) {
        return it.focus().stream().map(focus -> skills.get(focus.skill()).name()).collect(Collectors.joining(" · "));
    }

    private static Standing standing(People.Row it, Blueprint blueprint, Viewer viewer) {
        return Standing.of(blueprint, it.name(), it.managerId(), it.manager(), viewer);
    }

    @Override
    public String template() {
        return "skills/blueprint/index";
    }
}
