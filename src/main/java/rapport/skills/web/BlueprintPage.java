package rapport.skills.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.Person;
import rapport.skills.Blueprint;
import rapport.skills.Blueprints;
import rapport.skills.Focus;
import rapport.skills.Skill;
import rapport.skills.SkillId;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/**
 * One person's blueprint, to be read by the two of them.
 *
 * @param empty shown instead while nobody has written one
 * @param toSign the viewer has not signed and may
 * @param edition what one signs, and nothing newer that one has not read
 */
public record BlueprintPage(
        PageHead head, @Nullable EmptyState empty, List<Work> works, List<Signer> signers, boolean toSign, String signAction, int edition,
        List<Former> earlier) implements Part {

    /** @param why null when nobody said */
    public record Work(String skill, String bucket, String definition, String target, @Nullable String why, String treatment, String how) {}

    /** @param signed when, in words; or that it is missing */
    public record Signer(Who who, String role, boolean hasSigned, String signed) {}

    public record Former(String title, String note, List<Work> works) {}

    /** @param editions newest first @param names of the rep's manager and of whoever wrote or signed */
    static BlueprintPage of(Person rep, List<Blueprint> editions, Map<SkillId, Skill> skills, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        var title = viewer.is(rep.id()) ? "Your blueprint" : "Blueprint of " + rep.fullName();
        var action = "/blueprints/%s/signature".formatted(rep.id());
        if (editions.isEmpty()) {
            return new BlueprintPage(under(PageHead.of(title, null)), nothing(rep, viewer), List.of(), List.of(), false, action, 0, List.of());
        }
        var current = editions.getFirst();
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        return new BlueprintPage(under(new PageHead(title, lede(current, rep, names, today, viewer), List.of(), actions(rep, viewer))), null,
                works(current, skills), signers(current, rep, names, viewer, clock), Blueprints.mayWrite(viewer) && !current.isSignedBy(viewer.id()),
                action, current.edition(), editions.stream().skip(1).map(it -> former(it, skills, names, today, viewer)).toList());
    }

    private static PageHead under(PageHead head) {
        return head.under("Coaching", "/coaching").under("Blueprints", "/blueprints");
    }

    private static EmptyState nothing(Person rep, Viewer viewer) {
        var step = Blueprints.mayWrite(viewer) ? Action.primary("Write the first edition", "/blueprints/%s/edit".formatted(rep.id())) : null;
        return new EmptyState("No blueprint is written yet", viewer.is(rep.id())
                ? "Choose one to three skills with your coach, and for each a treatment of your own. It holds once both have signed."
                : "Write it together: one to three skills, and for each the treatment that suits %s. It holds once both have signed.".formatted(rep.fullName()), step);
    }

    private static List<Action> actions(Person rep, Viewer viewer) {
        return Blueprints.mayWrite(viewer) ? List.of(Action.second("Write a new edition", "/blueprints/%s/edit".formatted(rep.id())).with("pencil")) : List.of();
    }

    private static String lede(Blueprint it, Person rep, Map<PersonId, String> names, LocalDate today, Viewer viewer) {
        var horizon = Say.day(it.horizon(), today);
        if (it.horizon().isBefore(today)) {
            return "It ran until %s. Say what came of it, and write a new edition.".formatted(horizon);
        }
        var manager = rep.manager();
        var standing = Standing.of(it, rep.fullName(), manager, manager == null ? null : names.get(manager), viewer);
        return standing.signed() ? "Both have signed it, and work on it until %s.".formatted(horizon)
                : "It waits for %s, and runs until %s.".formatted(standing.who(), horizon);
    }

    private static List<Work> works(Blueprint it, Map<SkillId, Skill> skills) {
        return it.focus().stream().map(focus -> work(focus, Objects.requireNonNull(skills.get(focus.skill())))).toList();
    }

    private static Work work(Focus it, Skill skill) {
        return new Work(skill.name(), skill.bucket().words(), skill.definition(), it.target(), it.why().isEmpty() ? null : it.why(),
                it.treatment().words(), it.treatment().meaning());
    }

    /** The rep, whoever else has signed, and while nobody has the manager who is waited for. */
    private static List<Signer> signers(Blueprint it, Person rep, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        var signers = new ArrayList<Signer>();
        var byRep = it.signatures().stream().filter(each -> each.person().equals(rep.id())).findFirst().map(Blueprint.Signature::signedAt);
        signers.add(signer(rep.id(), "rep", byRep.orElse(null), names, viewer, clock));
        it.signatures().stream().filter(each -> !each.person().equals(rep.id()))
                .forEach(each -> signers.add(signer(each.person(), "coach", each.signedAt(), names, viewer, clock)));
        if (signers.size() == 1 && rep.manager() != null) {
            signers.add(signer(rep.manager(), "coach", null, names, viewer, clock));
        }
        return signers;
    }

    private static Signer signer(PersonId id, String role, @Nullable Instant at, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        return new Signer(Who.of(id, name(id, names)), role, at != null, at == null ? "not yet" : "signed " + Say.moment(at, viewer, clock));
    }

    private static Former former(Blueprint it, Map<SkillId, Skill> skills, Map<PersonId, String> names, LocalDate today, Viewer viewer) {
        var day = Say.day(it.madeAt().atZone(viewer.zone()).toLocalDate(), today);
        return new Former("Edition %d, %s".formatted(it.edition(), day),
                "written by %s, %s".formatted(name(it.madeBy(), names), it.signedAt().isPresent() ? "signed by both" : "not signed by both"), works(it, skills));
    }

    private static String name(PersonId id, Map<PersonId, String> names) {
        return names.getOrDefault(id, "somebody who left");
    }

    @Override
    public String template() {
        return "skills/blueprint/show";
    }
}
