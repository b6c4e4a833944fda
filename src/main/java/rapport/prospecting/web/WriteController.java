package rapport.prospecting.web;

import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Records;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.TouchId;
import rapport.prospecting.mail.Writing;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Tone;

/** A mail from one person to another. */
@Controller
@RequestMapping("/prospecting/mails")
class WriteController {

    private final Writing writing;
    private final Records records;
    private final Names names;

    WriteController(Writing writing, Records records, Names names) {
        this.writing = writing;
        this.records = records;
        this.names = names;
    }

    @GetMapping("/new")
    ModelAndView blank(@RequestParam(required = false) @Nullable UUID contact, @RequestParam(name = "thread", required = false) @Nullable TouchId answers, Viewer viewer) {
        var to = read(contact, viewer);
        var subject = answers == null ? "" : writing.subjectOf(answers, to.id(), viewer).map(it -> it.regionMatches(true, 0, "Re:", 0, 3) ? it : "Re: " + it).orElse("");
        return Html.ok(page(to, answers, FieldView.of("subject", subject), FieldView.of("body", ""), FieldView.of("at", ""), viewer));
    }

    @PostMapping
    ModelAndView write(@RequestParam(required = false) @Nullable UUID contact, @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String body,
            @RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime at, @RequestParam(name = "thread", required = false) @Nullable TouchId answers, Viewer viewer) {
        var to = read(contact, viewer);
        try {
            var touch = writing.write(new Writing.Note(to.id(), subject, body, at == null ? null : at.atZone(viewer.zone()).toInstant(), answers), viewer);
            return Html.goTo("/contacts/" + to.id(), new Flash(at == null ? "It goes out." : "It goes out at its time.", "/prospecting/touches/%s/call-back".formatted(touch)));
        } catch (Refused e) {
            var words = FieldView.of("body", body);
            return Html.invalid(page(to, answers, FieldView.of("subject", subject), words.wrong(e.getMessage()), FieldView.of("at", at), viewer));
        }
    }

    private CrmRecord read(@Nullable UUID contact, Viewer viewer) {
        if (contact == null) {
            throw new NotFound("prospecting.nobody", "Say to whom: open a contact and write from there.");
        }
        var found = records.read(Kind.CONTACT, contact, viewer);
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are written to by reps, managers and administrators.");
        }
        return found;
    }

    private WritePage page(CrmRecord to, @Nullable TouchId answers, FieldView subject, FieldView body, FieldView at, Viewer viewer) {
        var name = names.title(to, viewer);
        return new WritePage(PageHead.of("Write to " + name, null).under("Contacts", "/contacts").under(name, "/contacts/" + to.id()), to.id().toString(), answers == null ? null : answers.toString(), to.text("email").orElse("nobody knows an address"), subject, body, at, stopped(to, viewer));
    }

    private @Nullable Notice stopped(CrmRecord to, Viewer viewer) {
        return writing.mailboxOf(viewer).isEmpty() ? new Notice(Tone.ACCENT, "mail", "You have no mailbox here yet.", "Mails to customers go out from your own address.", Action.quiet("Set it up", "/settings/mailboxes/new"))
                : writing.stopped(to) ? new Notice(Tone.WARN, "alert-triangle", "They want no e-mail.", "Reach them another way, or ask them first.", Action.quiet("Back to them", "/contacts/" + to.id()))
                : !writing.verdict(to).isAllowed() ? new Notice(Tone.WARN, "alert-triangle", "The law does not allow it.", writing.verdict(to).words(), Action.quiet("Call them", "/prospecting/calls/" + to.id()))
                : to.text("email").isEmpty() ? new Notice(Tone.WARN, "alert-triangle", "Nobody knows an address of theirs.", "Add one first.", Action.quiet("Change the contact", "/contacts/%s/edit".formatted(to.id()))) : null;
    }
}
