package rapport.skills.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import rapport.skills.Blueprint;
import rapport.skills.Focus;
import rapport.skills.SkillId;
import rapport.skills.Treatment;

/** Up to three skills as posted; a group nobody wrote in is left out. Nothing is trusted while there are {@link #faults}. */
record BlueprintForm(List<Group> groups, String horizon) {

    record Group(String skill, String target, String why, String treatment) {

        static final Group EMPTY = new Group("", "", "", "");

        boolean isEmpty() {
            return skill.isBlank() && target.isBlank() && why.isBlank();
        }
    }

    static BlueprintForm blank(LocalDate horizon) {
        return new BlueprintForm(IntStream.range(0, Blueprint.MOST_SKILLS).mapToObj(_ -> Group.EMPTY).toList(), horizon.toString());
    }

    /** What the edition before said, to be changed. */
    static BlueprintForm of(Blueprint former, LocalDate horizon) {
        var groups = IntStream.range(0, Blueprint.MOST_SKILLS).mapToObj(i -> i < former.focus().size() ? group(former.focus().get(i)) : Group.EMPTY).toList();
        return new BlueprintForm(groups, horizon.toString());
    }

    static BlueprintForm posted(Map<String, String> typed) {
        return new BlueprintForm(IntStream.range(0, Blueprint.MOST_SKILLS).mapToObj(i -> new Group(typed.getOrDefault("skill-" + i, ""), typed.getOrDefault("target-" + i, ""),
                typed.getOrDefault("why-" + i, ""), typed.getOrDefault("treatment-" + i, ""))).toList(), typed.getOrDefault("horizon", ""));
    }

    /** What is wrong, by the name of the field. */
    Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        var chosen = new HashSet<SkillId>();
        for (var i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (group.isEmpty()) {
                continue;
            }
            var skill = skill(group.skill);
            if (skill.isEmpty()) {
                faults.put("skill-" + i, "Choose the skill this is about");
            } else if (!chosen.add(skill.get())) {
                faults.put("skill-" + i, "This skill is chosen above already; choose another or clear this one");
            }
            if (group.target.isBlank()) {
                faults.put("target-" + i, "Say what both of you will see when it works, such as “asks twice before answering”");
            }
            if (treatment(group.treatment).isEmpty()) {
                faults.put("treatment-" + i, "Choose how the two of you work on it");
            }
        }
        if (groups.stream().allMatch(Group::isEmpty)) {
            faults.put("skill-0", "Choose at least one skill");
        }
        if (day(horizon).isEmpty()) {
            faults.put("horizon", "A day, such as 30 June 2026");
        }
        return faults;
    }

    List<Focus> focus() {
        return groups.stream().filter(it -> !it.isEmpty())
                .map(it -> new Focus(skill(it.skill).orElseThrow(), it.target, it.why, treatment(it.treatment).orElseThrow())).toList();
    }

    LocalDate until() {
        return day(horizon).orElseThrow();
    }

    private static Group group(Focus it) {
        return new Group(it.skill().toString(), it.target(), it.why(), it.treatment().name());
    }

    private static Optional<SkillId> skill(String text) {
        try {
            return Optional.of(SkillId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Treatment> treatment(String text) {
        return Arrays.stream(Treatment.values()).filter(it -> it.name().equals(text)).findFirst();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
