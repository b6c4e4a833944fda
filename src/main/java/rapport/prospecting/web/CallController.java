package rapport.prospecting.web;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.crm.record.TheirTime;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.AttemptId;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Tallies;
import rapport.prospecting.persistence.Overrides;
import rapport.prospecting.persistence.Persistence;
import rapport.prospecting.telephone.Switchboards;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;

/** Calling somebody: everything that helps on one page, and what came of it on one key. */
@Controller
class CallController {

    private static final int SHOWN = 5;

    private final Records records;
    private final Names names;
    private final Attempts attempts;
    private final CallPromises promises;
    private final Worklist worklist;
    private final Blocks blocks;
    private final Tallies tallies;
    private final Persistence persistence;
    private final Overrides overrides;
    private final Switchboards switchboards;
    private final People people;
    private final Clock clock;

    CallController(Records records, Names names, Attempts attempts, CallPromises promises, Worklist worklist, Blocks blocks, Tallies tallies, Persistence persistence, Overrides overrides, Switchboards switchboards, People people, Clock clock) {
        this.records = records;
        this.names = names;
        this.attempts = attempts;
        this.promises = promises;
        this.worklist = worklist;
        this.blocks = blocks;
        this.tallies = tallies;
        this.persistence = persistence;
        this.overrides = overrides;
        this.switchboards = switchboards;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/prospecting/calls/{id}")
    ModelAndView show(@PathVariable UUID id, Viewer viewer) {
        return Html.ok(page(contact(id, viewer), FieldView.of("note", ""), FieldView.of("callAt", ""), viewer));
    }

    @PostMapping("/prospecting/calls/{id}")
    ModelAndView log(@PathVariable UUID id, @RequestParam(name = "came", required = false) @Nullable CallOutcome outcome, @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime callAt, Viewer viewer) {
        var contact = contact(id, viewer);
        if (outcome == null) {
            return Html.invalid(page(contact, FieldView.of("note", note).wrong("Say what came of it: press a key from 1 to 9."), FieldView.of("callAt", callAt), viewer));
        }
        try {
            var at = callAt == null || outcome != CallOutcome.CALL_BACK ? null : callAt.atZone(viewer.zone()).toInstant();
            var logged = attempts.log(new Attempts.Wish(id, outcome, null, null, note, at), viewer);
            var next = worklist.next(id, viewer);
            return Html.goTo(next.map(it -> "/prospecting/calls/" + it.contact()).orElse("/contacts/" + id),
                    new Flash("%s: %s. %s".formatted(names.title(contact, viewer), outcome.words(), next.isPresent() ? "Here is the next one." : "Nobody else is to be called now."), "/prospecting/attempts/%s/taken-back".formatted(logged)));
        } catch (Refused e) {
            return Html.invalid(page(contact, FieldView.of("note", note), FieldView.of("callAt", callAt).wrong(e.getMessage()), viewer));
        }
    }

    /** Whoever knows more than the figures does otherwise, and says why. */
    @PostMapping("/prospecting/calls/{id}/override")
    ModelAndView override(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Viewer viewer) {
        contact(id, viewer);
        try {
            overrides.override(id, reason, viewer);
            return Html.goTo("/prospecting/calls/" + id, new Flash("Noted. It is seen later who was right."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/calls/" + id, new Flash(e.getMessage()));
        }
    }

    @PostMapping("/prospecting/attempts/{id}/taken-back")
    ModelAndView takeBack(@PathVariable AttemptId id, Viewer viewer) {
        try {
            attempts.takeBack(id, viewer);
            return Html.goTo("/prospecting/worklist", new Flash("Taken back. It does not count."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/worklist", new Flash(e.getMessage()));
        }
    }

    private CrmRecord contact(UUID id, Viewer viewer) {
        var found = records.read(Kind.CONTACT, id, viewer);
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are called by reps, managers and administrators.");
        }
        return found;
    }

    private CallPage page(CrmRecord contact, FieldView note, FieldView callAt, Viewer viewer) {
        var past = attempts.of(contact.id(), 40, viewer);
        var company = contact.id("account").map(it -> names.ofRecords(Kind.ACCOUNT, java.util.List.of(it), viewer).getOrDefault(it, "")).orElse("");
        var then = worklist.ranked(viewer).stream().filter(it -> !it.contact().equals(contact.id())).toList();
        return CallPage.of(new CallPage.Facts(contact, names.title(contact, viewer), company, TheirTime.of(contact, clock.instant()), tallies.of(contact.id(), viewer), past.stream().limit(SHOWN).toList(), past,
                people.namesOf(past.stream().map(it -> new rapport.kernel.PersonId(it.person())).distinct().toList()), promises.openOf(contact.id(), viewer), persistence.of(contact.id(), viewer),
                then.stream().limit(3).toList(), attempts.verdict(contact.id(), viewer), blocks.running(viewer), then.size(), switchboards.board().isPresent() && switchboards.device(viewer).isPresent(), switchboards.last(contact.id(), viewer), overrides.last(contact.id(), viewer)), note, callAt, viewer, clock);
    }
}
