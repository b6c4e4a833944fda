package rapport.crm.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import rapport.crm.record.Finder;
import rapport.crm.record.Kind;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Commands;
import rapport.web.SearchSource;

/** Finds records by what they are called, part of an address, digits of a number. */
@Component
class CrmSearch implements SearchSource, Commands {

    private static final List<Kind> KINDS = List.of(Kind.ACCOUNT, Kind.CONTACT, Kind.OPPORTUNITY, Kind.LEAD, Kind.PRODUCT);

    private final Finder finder;

    CrmSearch(Finder finder) {
        this.finder = finder;
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public List<Hits> find(String words, Viewer viewer) {
        var found = finder.find(KINDS, words, MOST, viewer);
        return KINDS.stream().filter(found::containsKey).map(kind -> new Hits(kind.many(), hits(kind, found, viewer),
                "/%s?view=everything&find=%s".formatted(kind.path(), java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8)))).toList();
    }

    private static List<Hit> hits(Kind kind, Map<Kind, List<Finder.Found>> found, Viewer viewer) {
        var hits = new ArrayList<Hit>();
        for (var it : found.getOrDefault(kind, List.of())) {
            var href = "/%s/%s".formatted(kind.path(), it.id());
            // what one most often does next, for the best hit alone
            var actions = hits.isEmpty() && viewer.role().sells() && kind != Kind.PRODUCT ? List.of(Action.quiet("Write something down about " + it.title(), href + "#log-words").with("pencil")) : List.<Action>of();
            hits.add(new Hit(it.id().toString(), it.title(), it.note(), kind.icon(), href, actions));
        }
        return hits;
    }

    @Override
    public List<Action> commands(Viewer viewer) {
        return viewer.role().sells() ? Stream.of(Kind.OPPORTUNITY, Kind.CONTACT, Kind.ACCOUNT, Kind.LEAD, Kind.ACTIVITY).map(it -> Action.quiet("New " + it.word(), "/%s/new".formatted(it.path())).with("plus")).toList() : List.of();
    }
}
