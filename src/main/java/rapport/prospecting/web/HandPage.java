package rapport.prospecting.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.Channel;
import rapport.prospecting.plays.Hand;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;

/** A step of a play that waits for somebody's hand. @param subject null for what only a hand can do @param send what the button says @param callDate asked for while the words name an hour nobody has said @param gift what it is worth; null where nothing can be ordered */
public record HandPage(PageHead head, String id, String contact, String words, @Nullable FieldView subject, FieldView body, String send, boolean isByHandToo, @Nullable FieldView callDate, @Nullable FieldView gift) implements Part {

    static HandPage of(Hand.Task it, String name, @Nullable FieldView wrong, @Nullable FieldView callDate, @Nullable FieldView gift) {
        var mail = it.kind().equals("EMAIL");
        var fax = it.kind().equals("FAX");
        var word = Channel.valueOf(it.kind()).word();
        return new HandPage(PageHead.of("%s: %s".formatted(name, it.subject()), mail || fax ? "Look it over, and send it." : "A %s. Do it, then say so.".formatted(word.toLowerCase(Locale.ROOT))).under("By hand", "/prospecting/worklist"), it.id().toString(), it.contact().toString(), it.words(),
                mail || fax ? FieldView.of("subject", it.subject()) : null, wrong == null ? FieldView.of("body", it.words()) : wrong, fax ? "Fax it" : "Send it", !mail, callDate, gift);
    }

    @Override
    public String template() {
        return "prospecting/hand/show";
    }
}
