package rapport.skills.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.people.Person;
import rapport.skills.Skill;
import rapport.skills.Treatment;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/**
 * Writing a blueprint: three groups, of which one is enough.
 *
 * @param skills with what each means
 * @param wrong what is wrong with the whole of it
 */
public record BlueprintFormPage(
        PageHead head, String action, @Nullable String wrong, List<Group> groups, FieldView horizon, List<Option> skills, List<Option> treatments) implements Part {

    /** @param note that it may stay empty */
    public record Group(String title, @Nullable String note, FieldView skill, FieldView target, FieldView why, FieldView treatment) {}

    private static final List<String> TITLES = List.of("First skill", "Second skill", "Third skill");

    /** @param faults by the name of the field */
    static BlueprintFormPage of(Person rep, BlueprintForm form, Map<String, String> faults, @Nullable String wrong, Collection<Skill> skills, Viewer viewer) {
        var title = viewer.is(rep.id()) ? "Write your blueprint" : "Write the blueprint of " + rep.fullName();
        var head = PageHead.of(title, "Write it together. By writing it you sign it; it holds once the other has signed too.")
                .under("Coaching", "/coaching").under("Blueprints", "/blueprints").under(rep.fullName(), "/blueprints/" + rep.id());
        return new BlueprintFormPage(head, "/blueprints/" + rep.id(), wrong,
                IntStream.range(0, form.groups().size()).mapToObj(i -> group(i, form.groups().get(i), faults)).toList(),
                field("horizon", form.horizon(), faults),
                skills.stream().filter(Skill::isOffered).map(it -> new Option(it.id().toString(), "%s: %s".formatted(it.bucket().words(), it.name()), it.definition())).toList(),
                Arrays.stream(Treatment.values()).map(it -> new Option(it.name(), it.words(), it.meaning())).toList());
    }

    private static Group group(int position, BlueprintForm.Group it, Map<String, String> faults) {
        return new Group(TITLES.get(position), position == 0 ? null : "may stay empty", field("skill-" + position, it.skill(), faults),
                field("target-" + position, it.target(), faults), field("why-" + position, it.why(), faults), field("treatment-" + position, it.treatment(), faults));
    }

    private static FieldView field(String name, String value, Map<String, String> faults) {
        return new FieldView(name, value, faults.get(name));
    }

    @Override
    public String template() {
        return "skills/blueprint/edit";
    }
}
