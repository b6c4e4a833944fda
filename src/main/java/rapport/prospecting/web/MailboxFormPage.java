package rapport.prospecting.web;

import java.util.List;
import org.springframework.validation.Errors;
import rapport.web.FieldView;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** Setting up the address one writes from. */
public record MailboxFormPage(PageHead head, FieldView address, FieldView shownAs, FieldView host, FieldView port, Input security, FieldView login, FieldView password, FieldView daily, FieldView gapSeconds, FieldView imapHost, FieldView imapPort, Input imapSecurity, FieldView sentFolder) implements Part {

    private static final List<Option> SECURITY = List.of(Option.of("STARTTLS", "STARTTLS, mostly port 587"), Option.of("TLS", "TLS, mostly port 465"), Option.of("NONE", "Not encrypted, within your own network"));

    private static final List<Option> INCOMING = List.of(Option.of("TLS", "TLS, mostly port 993"), Option.of("STARTTLS", "STARTTLS, mostly port 143"), Option.of("NONE", "Not encrypted, within your own network"));

    static MailboxFormPage of(Errors errors) {
        return new MailboxFormPage(PageHead.of("A mailbox", "Customers see mail from you, and answers come to you. The password is kept sealed and never shown.").under("Mailboxes", "/settings/mailboxes"),
                FieldView.of(errors, "address"), FieldView.of(errors, "shownAs"), FieldView.of(errors, "host"), FieldView.of(errors, "port"),
                Input.of(FieldView.of(errors, "security"), "How the line is kept from listeners", Input.Sort.CHOICE).choosing(SECURITY).needed(true), FieldView.of(errors, "login"), FieldView.of(errors, "password"),
                FieldView.of(errors, "daily"), FieldView.of(errors, "gapSeconds"), FieldView.of(errors, "imapHost"), FieldView.of(errors, "imapPort"),
                Input.of(FieldView.of(errors, "imapSecurity"), "How that line is kept from listeners", Input.Sort.CHOICE).choosing(INCOMING), FieldView.of(errors, "sentFolder"));
    }

    @Override
    public String template() {
        return "prospecting/mailbox/new";
    }
}
