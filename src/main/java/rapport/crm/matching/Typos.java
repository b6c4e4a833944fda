package rapport.crm.matching;

/**
 * Counts the slips of the finger that turn one code into another.
 *
 * <p>Source: Damerau, "A technique for computer detection and correction of spelling errors", Communications of the
 * ACM 7 (1964): most errors are a single letter wrong, missing, extra, or two neighbours swapped.
 */
final class Typos {

    private Typos() {}

    /** True when exactly one slip, or none, lies between the two: 3172 and 3127, 3172 and 317. */
    static boolean atMostOne(String left, String right) {
        int start = 0;
        int shorter = Math.min(left.length(), right.length());
        while (start < shorter && left.charAt(start) == right.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
            end++;
        }
        String leftRest = left.substring(start, left.length() - end);
        String rightRest = right.substring(start, right.length() - end);
        return Math.max(leftRest.length(), rightRest.length()) <= 1 || isSwap(leftRest, rightRest);
    }

    private static boolean isSwap(String left, String right) {
        return left.length() == 2
                && right.length() == 2
                && left.charAt(0) == right.charAt(1)
                && left.charAt(1) == right.charAt(0);
    }
}
