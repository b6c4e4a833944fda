package rapport.web;

import java.util.List;

/**
 * What a whole is made of, as one bar of steps of the same colour, labelled directly.
 *
 * @param evidence of how much
 * @param sentence what to do about it
 * @param label the same as a sentence, for who cannot see it
 */
public record Shares(String title, String evidence, String sentence, String label, List<Step> steps) {

    private static final int WIDTH = 340;

    /** @param x and @param width in plot units of 340 @param step 1 the darkest */
    public record Step(String words, int x, int width, int step) {}

    public Shares {
        steps = List.copyOf(steps);
    }

    /** One part. @param size in any unit, the same for all */
    public record Size(String words, long size) {}

    public static Shares of(String title, String evidence, String sentence, List<Size> sizes) {
        var all = Math.max(1, sizes.stream().mapToLong(Size::size).sum());
        var steps = new java.util.ArrayList<Step>();
        var x = 0L;
        for (var it : sizes) {
            steps.add(new Step(it.words, (int) (x * WIDTH / all), (int) (it.size * WIDTH / all) - 1, Math.min(3, steps.size() + 1)));
            x += it.size;
        }
        return new Shares(title, evidence, sentence, String.join(", ", sizes.stream().map(Size::words).toList()), steps);
    }
}
