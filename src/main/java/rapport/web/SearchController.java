package rapport.web;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Viewer;
import rapport.web.SearchSource.Hit;
import rapport.web.SearchSource.Hits;

/** One search over everything the viewer sees, as a page, as the palette, and for programs. */
@Controller
class SearchController {

    private static final int LEAST = 2;
    private static final int LONGEST = 200;

    record FoundJson(String kind, List<HitJson> items) {}

    record HitJson(String id, String title, @org.jspecify.annotations.Nullable String note, String href) {}

    private final List<SearchSource> sources;
    private final List<Commands> commands;
    private final List<Nav> navs;

    SearchController(List<SearchSource> sources, List<Commands> commands, List<Nav> navs) {
        this.sources = sources.stream().sorted(Comparator.comparing(SearchSource::order)).toList();
        this.commands = commands;
        this.navs = navs;
    }

    @GetMapping("/search")
    ModelAndView page(@RequestParam(defaultValue = "") String q, Viewer viewer) {
        return Html.ok(new SearchPage(PageHead.of("Search", null), FieldView.of("q", q), found(q, viewer), words(q).length() < LEAST));
    }

    /** What one can do or go to comes first when nothing is typed, and last when something is found. */
    @GetMapping("/search/palette")
    ModelAndView palette(@RequestParam(defaultValue = "") String q, Viewer viewer) {
        return Html.ok(new PalettePart(found(q, viewer), actions(q, viewer), q.strip()));
    }

    @GetMapping("/api/v1/search")
    @ResponseBody
    List<FoundJson> json(@RequestParam String q, Viewer viewer) {
        return found(q, viewer).stream().map(it -> new FoundJson(it.kind(), it.items().stream().map(SearchController::json).toList())).toList();
    }

    private static HitJson json(Hit it) {
        return new HitJson(it.id(), it.title(), it.note(), it.href());
    }

    private List<Hits> found(String q, Viewer viewer) {
        var words = words(q);
        return words.length() < LEAST ? List.of() : sources.stream().flatMap(it -> it.find(words, viewer).stream()).filter(it -> !it.items().isEmpty()).toList();
    }

    private List<Action> actions(String q, Viewer viewer) {
        var wanted = words(q).toLowerCase(Locale.ROOT);
        var places = navs.stream().flatMap(it -> it.items(viewer).stream()).sorted(Comparator.comparing(NavItem::order)).map(it -> Action.quiet("Go to " + it.title(), it.path()).with(it.icon()));
        return Stream.concat(commands.stream().flatMap(it -> it.commands(viewer).stream()), places)
                .filter(it -> wanted.isEmpty() || Stream.of(wanted.split("\\s+")).allMatch(word -> it.label().toLowerCase(Locale.ROOT).contains(word))).limit(12).toList();
    }

    private static String words(String q) {
        var words = q.strip();
        return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    }
}
