package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.Part;

/** More cards of a column. @param more loads the next ones; null at the end */
public record CardsPart(List<BoardPart.Card> cards, boolean changes, @Nullable String more) implements Part {

    @Override
    public String template() {
        return "crm/board/_cards";
    }
}
