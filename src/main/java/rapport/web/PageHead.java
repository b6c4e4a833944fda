package rapport.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a page.
 *
 * @param lede one sentence that states the finding, not the topic
 * @param actions second first, primary last
 */
public record PageHead(String title, @Nullable String lede, List<Crumb> crumbs, List<Action> actions) {

    public PageHead {
        crumbs = List.copyOf(crumbs);
        actions = List.copyOf(actions);
    }

    public record Crumb(String title, String href) {}

    public static PageHead of(String title, @Nullable String lede, Action... actions) {
        return new PageHead(title, lede, List.of(), List.of(actions));
    }

    public PageHead under(String title, String href) {
        return new PageHead(this.title, lede, java.util.stream.Stream.concat(crumbs.stream(), java.util.stream.Stream.of(new Crumb(title, href))).toList(), actions);
    }
}
