package rapport.prospecting.web;

import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.telephone.Switchboards;
import rapport.web.Action;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;

/** The telephone system, and which telephone is the viewer's. @param form null for whoever may not set it up, or while there is one */
public record TelephonePage(PageHead head, FieldView device, @Nullable Fields form) implements Part {

    public record Fields(FieldView host, FieldView port, FieldView login, FieldView secret, FieldView context) {}

    /** @param field what is wrong; the others are shown again as they were sent */
    record Wrong(String field, String host, String port, String login, String context) {}

    static TelephonePage of(Switchboards.@Nullable Board board, String device, @Nullable Wrong wrong, Viewer viewer) {
        var lede = board == null ? "Numbers are dialled by your own telephone. An Asterisk can do it by a click." : "Calls go through %s.".formatted(board.host());
        var head = board != null && viewer.role().administers() ? PageHead.of("Telephone", lede, Action.late("Remove it", "/settings/telephone/removal").posting()) : PageHead.of("Telephone", lede);
        var own = FieldView.of("device", wrong != null && wrong.field.equals("device") ? wrong.host : device);
        return new TelephonePage(head.under("Settings", "/settings"), wrong != null && wrong.field.equals("device") ? own.wrong("A telephone is called such as PJSIP/100.") : own, board != null || !viewer.role().administers() ? null : form(wrong == null || wrong.field.equals("device") ? new Wrong("", "", "5038", "", "from-internal") : wrong));
    }

    private static Fields form(Wrong it) {
        return new Fields(field(it, "host", it.host, "The server’s name"), field(it, "port", it.port, "A port is 1 to 65,535"), field(it, "login", it.login, "The name in its manager.conf"), field(it, "secret", "", "Its secret"), field(it, "context", it.context, "Letters, digits and hyphens, such as from-internal"));
    }

    private static FieldView field(Wrong it, String name, String value, String fault) {
        var field = FieldView.of(name, value);
        return it.field.equals(name) ? field.wrong(fault) : field;
    }

    @Override
    public String template() {
        return "prospecting/telephone/show";
    }
}
