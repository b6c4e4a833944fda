package rapport.crm.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * Which words of two values stand for each other: equal ones first, then those that differ by a typing error.
 *
 * @param equal words both have
 * @param leftAlike words of the left that have an alike, not equal, word in {@code rightAlike} at the same place
 */
record Alignment(
        List<String> equal,
        List<String> leftAlike,
        List<String> rightAlike,
        List<String> leftOnly,
        List<String> rightOnly) {

    /** Jaro-Winkler from here on is a typing error rather than another word: jon and john 0.93, john and jane 0.70. */
    private static final double ALIKE = 0.88;

    /** Both lists are sorted. */
    static Alignment ofEqual(List<String> left, List<String> right) {
        var result = new Alignment(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            int order = left.get(i).compareTo(right.get(j));
            if (order == 0) {
                result.equal.add(left.get(i++));
                j++;
            } else if (order < 0) {
                result.leftOnly.add(left.get(i++));
            } else {
                result.rightOnly.add(right.get(j++));
            }
        }
        result.leftOnly.addAll(left.subList(i, left.size()));
        result.rightOnly.addAll(right.subList(j, right.size()));
        return result;
    }

    /** Both lists are sorted; the best likeness is taken first, so every word stands for one other at most. */
    static Alignment of(List<String> left, List<String> right) {
        var result = ofEqual(left, right);
        while (result.pairMostAlike()) {
            // until what is left over has nothing in common
        }
        return result;
    }

    private boolean pairMostAlike() {
        double best = ALIKE;
        int bestLeft = -1;
        int bestRight = -1;
        for (int i = 0; i < leftOnly.size(); i++) {
            for (int j = 0; j < rightOnly.size(); j++) {
                double likeness = likeness(leftOnly.get(i), rightOnly.get(j));
                if (likeness >= best) {
                    best = likeness;
                    bestLeft = i;
                    bestRight = j;
                }
            }
        }
        if (bestLeft < 0) {
            return false;
        }
        leftAlike.add(leftOnly.remove(bestLeft));
        rightAlike.add(rightOnly.remove(bestRight));
        return true;
    }

    /** A wrong digit makes another house or another model, so words with digits are equal or different. */
    private static double likeness(String left, String right) {
        if (!JaroWinkler.mayReach(ALIKE, left, right) || hasDigit(left) || hasDigit(right)) {
            return 0;
        }
        return JaroWinkler.similarity(left, right);
    }

    /** An initial stands for a name: {@code j} and {@code john}. */
    void pairInitials() {
        for (var left : List.copyOf(leftOnly)) {
            rightOnly.stream()
                    .filter(it -> (it.length() == 1 || left.length() == 1) && it.charAt(0) == left.charAt(0))
                    .findFirst()
                    .ifPresent(it -> {
                        leftOnly.remove(left);
                        rightOnly.remove(it);
                    });
        }
    }

    int agreed() {
        return equal.size() + leftAlike.size();
    }

    /** Both sides have a number that the other lacks: another house, another year, another model. */
    boolean numbersDisagree() {
        return leftOnly.stream().anyMatch(Alignment::hasDigit) && rightOnly.stream().anyMatch(Alignment::hasDigit);
    }

    Alignment withoutNumbersOnOneSide() {
        return new Alignment(equal, leftAlike, rightAlike, withoutNumbers(leftOnly), withoutNumbers(rightOnly));
    }

    private static List<String> withoutNumbers(List<String> words) {
        return words.stream().filter(it -> !hasDigit(it)).toList();
    }

    static boolean hasDigit(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
