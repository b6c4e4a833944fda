package rapport.crm.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;

/** Answers "why may I see this?" by the same rules that decide it. */
@Service
@Transactional(readOnly = true)
public class Why {

    /** @param seen what the rules come to @param reasons the rule that grants it, or those that do not */
    public record Answer(boolean seen, List<String> reasons) {}

    private final Records records;
    private final ReportingLine line;
    private final People people;

    Why(Records records, ReportingLine line, People people) {
        this.records = records;
        this.line = line;
        this.people = people;
    }

    /** @param asked whose sight is explained; @param viewer who asks: somebody who sees the record themselves */
    public Answer of(Kind kind, UUID id, Viewer asked, Viewer viewer) {
        return of(records.readAny(kind, id, viewer), asked, viewer);
    }

    private Answer of(CrmRecord it, Viewer asked, Viewer viewer) {
        return switch (it.kind()) {
            case ACCOUNT, CONTACT, PRODUCT -> new Answer(true, List.of("%s are open to every member of the workspace.".formatted(it.kind().many())));
            case OPPORTUNITY, LEAD -> followsOwner(it, asked);
            case ACTIVITY -> activity(it, asked, viewer);
        };
    }

    private Answer activity(CrmRecord it, Viewer asked, Viewer viewer) {
        if (asked.role().administers()) {
            return new Answer(true, List.of("Owners and administrators see every record."));
        }
        for (var about : List.of(Kind.OPPORTUNITY, Kind.LEAD)) {
            var id = it.id(about.word());
            if (id.isPresent()) {
                var of = followsOwner(records.readAny(about, id.get(), viewer), asked);
                var reasons = new ArrayList<>(List.of("An activity is seen by whoever sees the %s it is about.".formatted(about.word())));
                reasons.addAll(of.reasons);
                return new Answer(of.seen, reasons);
            }
        }
        return it.id("account").isPresent() || it.id("contact").isPresent()
                ? new Answer(true, List.of("An activity with an account or a contact is as open as they are: to every member."))
                : followsOwner(it, asked);
    }

    private Answer followsOwner(CrmRecord it, Viewer asked) {
        if (asked.role().administers()) {
            return new Answer(true, List.of("Owners and administrators see every record."));
        }
        var owner = it.owner();
        if (owner.isEmpty()) {
            return asked.role().leads() ? new Answer(true, List.of("It belongs to nobody, and what belongs to nobody is seen by managers."))
                    : new Answer(false, List.of("It belongs to nobody. Managers and administrators see it."));
        }
        var name = people.namesOf(List.of(owner.get())).getOrDefault(owner.get(), "somebody who left");
        if (asked.is(owner.get())) {
            return new Answer(true, List.of("It is yours."));
        }
        return line.of(asked).shows(owner) ? new Answer(true, List.of("It belongs to %s, who answers to you, directly or through others.".formatted(name)))
                : new Answer(false, List.of("It belongs to %s, who does not answer to you.".formatted(name)));
    }
}
