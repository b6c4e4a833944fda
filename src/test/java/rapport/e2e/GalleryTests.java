package rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.support.WholeTest;

/** Pictures of every page, for people to look at; and what a program can see of them: no sideways scroll, nothing axe finds grave. */
@Tag("e2e")
@WholeTest
class GalleryTests {

    private static final Path FOLDER = Path.of("target/gallery");
    private static final int[] WIDTHS = {1440, 1024, 390};

    @Autowired Routes routes;
    @Autowired GalleryWorkspace workspace;
    @LocalServerPort int port;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES) // hundreds of pictures: a machine at work on other things is slow, not wrong
    void everyPageIsPicturedFitsAPhoneAndIsAccessible() throws IOException {
        Files.createDirectories(FOLDER);
        var addresses = workspace.addresses(routes.pages());
        var pictures = new ArrayList<String>();
        var faults = new ArrayList<String>();
        var root = "http://localhost:" + port;
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var width : WIDTHS) {
                eachPage(addresses, width, scheme, root, (page, route, address) -> {
                    pictures.add(picture(page, route, address, width, scheme, faults));
                    if (width == WIDTHS[0]) {
                        faults.addAll(graveFindings(page, route, scheme));
                    }
                });
            }
        }
        eachPage(addresses, 360, ColorScheme.LIGHT, root, (page, route, address) -> {
            page.navigate(address);
            var overflow = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0) {
                faults.add("%s scrolls sideways by %d px at 360 px".formatted(route, overflow));
            }
            var unseen = (String) page.evaluate("[...document.querySelectorAll('.table-plain td')].filter(it => getComputedStyle(it).display === 'none').map(it => it.textContent.trim()).filter(it => it && it !== '–' && it !== 'unknown').join(' | ')");
            if (!unseen.isEmpty()) {
                faults.add("%s keeps cells from people with a phone: %s".formatted(route, unseen));
            }
        });
        writeIndex(pictures);
        assertThat(faults).isEmpty();
    }

    private interface Look {
        void at(Page page, String route, String address);
    }

    /** As whoever the page is for. */
    private void eachPage(Map<String, String> addresses, int width, ColorScheme scheme, String root, Look look) {
        var bySession = addresses.keySet().stream().collect(Collectors.groupingBy(it -> workspace.administers(it)));
        bySession.forEach((_, routes) -> {
            try (var context = Browser.open(width, scheme, root, workspace.session(routes.getFirst()))) {
                var page = context.newPage();
                routes.forEach(route -> look.at(page, route, addresses.get(route)));
            }
        });
    }

    private static String picture(Page page, String route, String address, int width, ColorScheme scheme, List<String> faults) {
        var errors = new ArrayList<String>();
        page.onPageError(errors::add);
        var answer = page.navigate(address);
        if (answer != null && answer.status() >= 400) {
            faults.add("%s answers %d".formatted(route, answer.status()));
        }
        if (!errors.isEmpty()) {
            faults.add("%s: %s".formatted(route, errors));
        }
        var name = "%s-%d-%s.png".formatted(route.substring(1).replaceAll("[^a-z]+", "-").replaceAll("-$", ""), width, scheme.name().toLowerCase());
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)).setFullPage(true));
        return name;
    }

    private static List<String> graveFindings(Page page, String route, ColorScheme scheme) {
        return new AxeBuilder(page).analyze().getViolations().stream()
                .filter(it -> Set.of("serious", "critical").contains(it.getImpact()))
                .map(it -> "%s (%s): %s at %s".formatted(route, scheme, it.getHelp(),
                        it.getNodes().stream().limit(3).map(node -> node.getTarget().toString()).collect(Collectors.joining(", "))))
                    .toList();
    }

    private static void writeIndex(List<String> pictures) throws IOException {
        var figures = pictures.stream().sorted()
                .map(it -> "<figure><a href=\"%1$s\"><img src=\"%1$s\" width=\"420\" loading=\"lazy\" alt=\"\"></a><figcaption>%1$s</figcaption></figure>".formatted(it))
                .collect(Collectors.joining("\n"));
        Files.writeString(FOLDER.resolve("index.html"), "<!doctype html><meta charset=\"utf-8\"><title>Gallery</title>\n<h1>%d pictures</h1>\n%s\n".formatted(pictures.size(), figures));
    }
}
