package rapport.people.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rapport.kernel.Viewer;
import rapport.people.Person;
import rapport.web.Action;
import rapport.web.Dialog;
import rapport.web.Entry;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Who;

/** One colleague. @param end asked before somebody is signed out everywhere; absent for whoever may not */
public record PersonPage(
        PageHead head, Who who, String role, String email, String manager, String zone, String state, boolean administers, boolean active,
        String activation, Dialog end, List<Entry> history, boolean showsHistory) implements Part {

    static PersonPage of(Person it, Optional<String> manager, boolean looksAfter, List<Entry> history, Viewer viewer) {
        var actions = new ArrayList<Action>();
        if (looksAfter && it.deactivatedAt() == null) {
            actions.add(Action.second("See the week", "/calendar?who=" + it.id()).with("calendar-event"));
        }
        if (viewer.role().administers()) {
            actions.add(Action.second("Change", "/people/%s/edit".formatted(it.id())).with("pencil"));
        }
        if (looksAfter && it.deactivatedAt() == null) {
            actions.add(Action.primary("Hand over a link", "/people/%s/hand-over".formatted(it.id())).with("link"));
        }
        var end = new Dialog("end-" + it.id(), "Deactivate %s?".formatted(it.fullName()),
                "They are signed out everywhere at once, and their tokens and links end. Their records, sessions and history stay.",
                "Keep", Action.late("Deactivate", "/people/%s/deactivation".formatted(it.id())).posting());
        return new PersonPage(new PageHead(it.fullName(), null, List.of(), actions).under("People", "/people"),
                Who.of(it.id(), it.fullName()), it.role().word(), it.email() == null ? "unknown" : it.email(),
                manager.orElse("nobody"), it.timeZone().getId().replace('_', ' '),
                it.deactivatedAt() == null ? "Works here" : "Deactivated", viewer.role().administers() && !viewer.is(it.id()),
                it.deactivatedAt() == null, "/people/%s/activation".formatted(it.id()), end, history, looksAfter);
    }

    @Override
    public String template() {
        return "people/person/show";
    }
}
