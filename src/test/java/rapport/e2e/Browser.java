package rapport.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium, started once for all browser tests. */
public final class Browser {

    private static final com.microsoft.playwright.Browser INSTANCE = start();

    private Browser() {}

    private static final int PATIENCE_MILLIS = 15_000;

    private static com.microsoft.playwright.Browser start() {
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright.chromium().launch(new LaunchOptions()
                .setExecutablePath(executable())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")));
    }

    private static Path executable() {
        var path = System.getenv().getOrDefault("PATH", "").split(":");
        return Stream.concat(Stream.ofNullable(System.getenv("RAPPORT_CHROMIUM")).map(Path::of),
                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                .flatMap(name -> Stream.of(path).map(folder -> Path.of(folder, name))))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: apt install chromium, or set RAPPORT_CHROMIUM; ./rapport test does it"));
    }

    /** A fresh profile, as wide as asked, signed in when there is a session. */
    public static BrowserContext open(int width, ColorScheme scheme, String root, String session) {
        var context = INSTANCE.newContext(new NewContextOptions()
                .setViewportSize(width, width < 500 ? 844 : 900)
                .setColorScheme(scheme)
                .setBaseURL(root)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS); // a machine at work on other things is slow, not wrong
        context.onConsoleMessage(it -> {
            if (it.type().equals("error")) {
                System.out.println("In the browser: " + it.text());
            }
        });
        context.onWebError(it -> System.out.println("In the browser: " + it.error()));
        if (session != null) {
            context.addCookies(List.of(new Cookie("rapport", session).setUrl(root)));
        }
        return context;
    }
}
