package rapport.web;

import java.util.List;
import rapport.web.SearchSource.Hits;

/** What the palette offers for what is typed. */
public record PalettePart(List<Hits> found, List<Action> actions, String words) implements Part {

    @Override
    public String template() {
        return "web/search/_palette";
    }
}
