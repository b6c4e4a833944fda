package rapport.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;

/** What a module finds by words, through the same visibility as its lists. */
public interface SearchSource {

    int MOST = 8;

    /** Where its hits stand among the others', from 0. */
    int order();

    /** At most {@link #MOST} a kind, the best first. @param words at least two letters or digits, as typed */
    List<Hits> find(String words, Viewer viewer);

    /** @param kind as a heading: "Contacts" @param all the list of everything that matches; null when there is none */
    record Hits(String kind, List<Hit> items, @Nullable String all) {}

    /** @param note what tells it from others of the same name */
    record Hit(String id, String title, @Nullable String note, String icon, String href, List<Action> actions) {}
}
