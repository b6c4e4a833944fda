package rapport.prospecting.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import rapport.prospecting.fax.FaxLines;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Tone;

/** The way faxes go, or the form that sets it up. @param form null when there is one */
public record FaxLinePage(PageHead head, @Nullable Notice state, @Nullable Fields form) implements Part {

    /** What is asked. */
    public record Fields(FieldView kind, List<Option> kinds, FieldView host, FieldView port, FieldView login, FieldView password, FieldView gateway, FieldView daily, FieldView gapSeconds) {}

    private static final List<Option> KINDS = List.of(Option.of("HYLAFAX", "A HylaFAX server of ours"), Option.of("MAIL", "A gateway that takes faxes by mail"));

    static FaxLinePage of(FaxLines.Line it) {
        var by = it.host() != null ? "a HylaFAX server, " + it.host() : "mail to " + it.gateway();
        var counts = it.host() == null ? "Each goes out of the mailbox of whoever sends it." : "%s within 24 hours, of at most %s; %s, %s with the server.".formatted(Say.count(it.today()), Say.count(it.daily()), Say.count(it.waiting(), "waits", "wait"), Say.count(it.underWay(), "is", "are"));
        return new FaxLinePage(PageHead.of("Fax line", "Faxes go by %s.".formatted(by), Action.late("Close it", "/settings/fax/closing").posting()).under("Settings", "/settings"),
                new Notice(it.fault() == null ? Tone.GOOD : Tone.WARN, "phone-outgoing", it.fault() == null ? "It is open." : it.fault(), counts, null), null);
    }

    static FaxLinePage of(Errors errors) {
        return new FaxLinePage(PageHead.of("Fax line", "Some people read what comes out of a machine. Who wants no faxes says so, and the law of their country is asked before each.").under("Settings", "/settings"), null,
                new Fields(FieldView.of(errors, "kind"), KINDS, or(FieldView.of(errors, "host"), errors, "serverSaid"), FieldView.of(errors, "port"), FieldView.of(errors, "login"), FieldView.of(errors, "password"), or(FieldView.of(errors, "gateway"), errors, "gatewaySaid"), FieldView.of(errors, "daily"),
                        FieldView.of(errors, "gapSeconds")));
    }

    private static FieldView or(FieldView field, Errors errors, String rule) {
        var wrong = errors.getFieldError(rule);
        return wrong == null || wrong.getDefaultMessage() == null ? field : field.wrong(wrong.getDefaultMessage());
    }

    @Override
    public String template() {
        return "prospecting/fax/show";
    }
}
