package rapport.prospecting.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rapport.prospecting.persistence.Interval;

/**
 * The chance of the next attempt as a line with its band, in the coordinates of a picture 350 wide and 120 high.
 *
 * @param top what the line at the top stands for
 * @param label what it says, for whoever does not see it
 * @param x and y of the attempt that is next
 */
public record ChancePlot(String band, String line, String top, String label, String x, String y, String next, String attempt) {

    private static final int LEFT = 30;
    private static final int RIGHT = 326;
    private static final int BOTTOM = 92;
    private static final int TOP = 20;

    /** @param chances of the first attempt, the second and so on; the last stands at the right edge @param failures so far: the one behind them is marked */
    static ChancePlot of(List<Interval> chances, int failures) {
        var most = chances.stream().mapToDouble(Interval::high).max().orElse(0.1);
        var scale = (BOTTOM - TOP) / most;
        var step = (double) (RIGHT - LEFT) / Math.max(1, chances.size() - 1);
        var over = IntStream.range(0, chances.size()).mapToObj(it -> point(it, chances.get(it).high(), step, scale)).collect(Collectors.joining(" "));
        var under = IntStream.range(0, chances.size()).mapToObj(it -> chances.size() - 1 - it).map(it -> point(it, chances.get(it).low(), step, scale)).collect(Collectors.joining(" "));
        var line = IntStream.range(0, chances.size()).mapToObj(it -> point(it, chances.get(it).middle(), step, scale)).collect(Collectors.joining(" "));
        var now = chances.get(failures);
        return new ChancePlot(over + " " + under, line, percent(most), "The chance of the next attempt falls from %s at the first to %s at attempt %d".formatted(percent(chances.getFirst().middle()), percent(now.middle()), failures + 1),
                number(LEFT + failures * step), number(BOTTOM - now.middle() * scale), percent(now.middle()), "attempt " + (failures + 1));
    }

    private static String point(int index, double value, double step, double scale) {
        return number(LEFT + index * step) + "," + number(BOTTOM - value * scale);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ENGLISH, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    }
}
