package rapport.crm.matching;

/**
 * Likeness of two short texts that forgives typing errors, least of all at the beginning.
 *
 * <p>Source: Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage", Proceedings of the Section on Survey Research Methods, American Statistical Association (1990).
 */
final class JaroWinkler {

    /** What each equal letter at the beginning adds, as a share of what is missing to 1 (Winkler 1990). */
    private static final double PER_PREFIX_LETTER = 0.1;

    private static final int LONGEST_PREFIX = 4;

    private JaroWinkler() {}

    /**
     * From 0 (nothing in common) to 1 (equal): {@code jaro + 0.1 * prefix * (1 - jaro)}, where
     * {@code jaro = (m/|left| + m/|right| + (m - t)/m) / 3} with {@code m} common letters, of which {@code 2t} are
     * out of order, and {@code prefix} is the number of equal first letters, at most 4.
     *
     * <p>Example: MARTHA and MARHTA have m = 6 and t = 1 (the swapped T and H), so
     * jaro = (1 + 1 + 5/6) / 3 = 0.944; the prefix MAR lifts it to 0.944 + 0.3 * 0.056 = 0.961.
     */
    static double similarity(String left, String right) {
        if (left.equals(right)) {
            return 1;
        }
        return winkler(jaro(left, right), left, right);
    }

    /**
     * Quickly false for most words that cannot be as similar as {@code least}, true for all that are and a few more:
     * counts the letters that occur in both, wherever they are, which is never less than {@code m}.
     */
    static boolean mayReach(double least, String left, String right) {
        double leftShare = (double) shared(left, right) / left.length();
        double rightShare = (double) shared(right, left) / right.length();
        double jaroAtMost = (leftShare + rightShare + 1) / 3;
        return winkler(jaroAtMost, left, right) >= least;
    }

    private static int shared(String text, String other) {
        long letters = 0;
        for (int i = 0; i < other.length(); i++) {
            letters |= 1L << other.charAt(i);
        }
        int shared = 0;
        for (int i = 0; i < text.length(); i++) {
            shared += (int) (letters >>> text.charAt(i)) & 1;
        }
        return shared;
    }

    private static double winkler(double jaro, String left, String right) {
        return jaro + PER_PREFIX_LETTER * prefix(left, right) * (1 - jaro);
    }

    private static double jaro(String left, String right) {
        var leftCommon = new boolean[left.length()];
        var rightCommon = new boolean[right.length()];
        int common = markCommon(left, right, leftCommon, rightCommon);
        if (common == 0) {
            return 0;
        }
        double inOrder = common - outOfOrder(left, right, leftCommon, rightCommon) / 2.0;
        return ((double) common / left.length() + (double) common / right.length() + inOrder / common) / 3;
    }

    /** Letters are common when equal and no further apart than half the longer text, less one. */
    private static int markCommon(String left, String right, boolean[] leftCommon, boolean[] rightCommon) {
        int reach = Math.max(0, Math.max(left.length(), right.length()) / 2 - 1);
        int common = 0;
        for (int i = 0; i < left.length(); i++) {
            int last = Math.min(right.length() - 1, i + reach);
            for (int j = Math.max(0, i - reach); j <= last; j++) {
                if (!rightCommon[j] && left.charAt(i) == right.charAt(j)) {
                    leftCommon[i] = true;
                    rightCommon[j] = true;
                    common++;
                    break;
                }
            }
        }
        return common;
    }

    private static int outOfOrder(String left, String right, boolean[] leftCommon, boolean[] rightCommon) {
        int count = 0;
        int j = 0;
        for (int i = 0; i < left.length(); i++) {
            if (leftCommon[i]) {
                while (!rightCommon[j]) {
                    j++;
                }
                if (left.charAt(i) != right.charAt(j++)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static int prefix(String left, String right) {
        int most = Math.min(LONGEST_PREFIX, Math.min(left.length(), right.length()));
        int length = 0;
        while (length < most && left.charAt(length) == right.charAt(length)) {
            length++;
        }
        return length;
    }
}
