package rapport.e2e;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address the running program answers, out of its own register. */
@Component
public class Routes {

    /** @param method GET, POST … @param path with its variables in braces */
    public record Route(String method, String path) implements Comparable<Route> {

        @Override
        public int compareTo(Route other) {
            return (path + method).compareTo(other.path + other.method);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final Pattern WORDS = Pattern.compile("\\{[a-z]+:([a-z|]+)}");

    private final RequestMappingHandlerMapping register;

    Routes(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.register = requestMappingHandlerMapping;
    }

    public List<Route> all() {
        var routes = new TreeSet<Route>();
        register.getHandlerMethods().forEach((mapping, _) -> mapping.getPatternValues().forEach(path -> {
            var methods = mapping.getMethodsCondition().getMethods();
            (methods.isEmpty() ? Stream.of(RequestMethod.GET) : methods.stream()).forEach(it -> spelt(path).forEach(each -> routes.add(new Route(it.name(), each))));
        }));
        return List.copyOf(routes);
    }

    /** A variable that takes a few words is as many addresses. */
    private static Stream<String> spelt(String path) {
        var words = WORDS.matcher(path);
        return words.find() ? Stream.of(words.group(1).split("\\|")).flatMap(it -> spelt(words.replaceFirst(it))) : Stream.of(path);
    }

    /** Pages for people: what a browser can be sent to. */
    public List<String> pages() {
        return all().stream()
                .filter(it -> it.method().equals("GET") && !it.path().matches("/(api|assets|attachments|error|livez|readyz|calendar/).*|.*/(progress|agenda|notes|stream|timeline|palette|cards|tally|choices|condition|value|filter|pdf|everything)|.*/fields/.*|.*\\.(csv|xlsx)"))
                .map(Route::path)
                .filter(it -> !it.equals("/") && !it.matches("/(accounts|leads|products|activities)/(new|\\{id}/(edit|why))")) // drawn by the same template as a contact's
                .toList();
    }
}
