package rapport.web;

import java.util.List;
import rapport.web.SearchSource.Hits;

/** @param tooShort nothing was asked yet */
public record SearchPage(PageHead head, FieldView q, List<Hits> found, boolean tooShort) implements Part {

    @Override
    public String template() {
        return "web/search/page";
    }
}
