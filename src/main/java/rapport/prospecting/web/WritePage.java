package rapport.prospecting.web;

import org.jspecify.annotations.Nullable;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;

/** A mail to one contact. @param answers the touch whose thread it goes on @param stopped why it cannot be written; then there is no form */
public record WritePage(PageHead head, String contact, @Nullable String answers, String to, FieldView subject, FieldView body, FieldView at, @Nullable Notice stopped) implements Part {

    @Override
    public String template() {
        return "prospecting/mail/new";
    }
}
