package rapport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every pair of tokens that meets on a page can be told apart, by day and by night (WCAG 2.2: 4.5 for text, 3 for shapes). */
class ContrastTest {

    private static final Pattern TOKEN = Pattern.compile("--rapport-([a-z0-9-]+):\\s*light-dark\\(oklch\\(([^)]*)\\),\\s*oklch\\(([^)]*)\\)\\)");

    private final Map<String, double[][]> tokens = new HashMap<>();

    @Test
    void wordsAndShapesStandOutFromTheirGround() throws IOException {
        TOKEN.matcher(Files.readString(Path.of("src/main/resources/static/css/rapport.css"))).results()
                .forEach(it -> tokens.put(it.group(1), new double[][] {numbers(it.group(2)), numbers(it.group(3))}));
        var grounds = List.of("paper", "surface", "rail", "sunken", "accent-wash", "warn-wash", "late-wash", "good-wash");
        for (var ground : grounds) {
            standsOut("ink", ground, 4.5);
            standsOut("ink-quiet", ground, 4.5);
        }
        for (var person = 1; person <= 6; person++) {
            standsOut("ink", "person-" + person, 4.5);
        }
        for (var ground : List.of("paper", "surface", "sunken", "rail")) {
            standsOut("accent", ground, 4.5);
        }
        standsOut("accent-deep", "accent-wash", 4.5);
        standsOut("on-accent", "accent", 4.5);
        standsOut("on-accent", "accent-deep", 4.5);
        for (var state : List.of("warn", "late", "good")) {
            for (var ground : List.of("paper", "surface", "sunken", state + "-wash")) {
                standsOut(state + "-ink", ground, 4.5);
            }
        }
        for (var shape : List.of("edge", "accent", "warn-mark", "late-mark", "good-mark")) {
            for (var ground : List.of("paper", "surface", "sunken")) {
                standsOut(shape, ground, 3.0);
            }
        }
    }

    private void standsOut(String front, String ground, double least) {
        for (var scheme : new int[] {0, 1}) {
            assertThat(ratio(tokens.get(front)[scheme], tokens.get(ground)[scheme]))
                    .as("%s on %s by %s", front, ground, scheme == 0 ? "day" : "night").isGreaterThanOrEqualTo(least);
        }
    }

    /** Contrast ratio of WCAG 2.2, 1 to 21. */
    private static double ratio(double[] one, double[] other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** Relative luminance of an oklch colour; matrices from Björn Ottosson, "A perceptual color space for image processing". */
    private static double luminance(double[] lch) {
        var a = lch[1] * Math.cos(Math.toRadians(lch[2]));
        var b = lch[1] * Math.sin(Math.toRadians(lch[2]));
        var l = Math.pow(lch[0] + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.pow(lch[0] - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.pow(lch[0] - 0.0894841775 * a - 1.2914855480 * b, 3);
        var red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        var green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        var blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        return 0.2126 * Math.clamp(red, 0, 1) + 0.7152 * Math.clamp(green, 0, 1) + 0.0722 * Math.clamp(blue, 0, 1);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+")).limit(3).mapToDouble(Double::parseDouble).toArray();
    }
}
