package rapport.crm.matching;

import java.util.function.BiFunction;

/** Tells how far two values of the same field agree. */
final class Likeness {

    /** Shares of the worth of all words that both sides have in common. */
    private static final double NEARLY_ALL_WORDS = 0.8;

    private static final double HALF_THE_WORDS = 0.45;
    /** Jaro-Winkler of whole names: lets {@code braid en} be {@code braiden}, but not {@code jane} be {@code john}. */
    private static final double ONE_SPELLING = 0.93;
    /** Shorter codes have too many neighbours for one typing error to be told from another code. */
    private static final int LONG_ENOUGH_FOR_TYPOS = 4;
    /** A subscriber number without area and country code; shorter endings are shared by chance. */
    private static final int LOCAL_PHONE_DIGITS = 7;

    /** Shorter words with digits are years, sizes and counts. */
    private static final int SHORTEST_CODE = 5;

    private Likeness() {}

    static Level of(Value left, Value right, Rarity rarity) {
        if (left.text().equals(right.text())) {
            return Level.SAME;
        }
        return switch (left.trait()) {
            case PERSON_NAME -> names(left, right);
            case NAME, EMPLOYER, ADDRESS -> words(Alignment.of(left.parts(), right.parts()), rarity);
            case TITLE -> title(Alignment.of(left.parts(), right.parts()), rarity);
            case LONG_TEXT -> share(Alignment.ofEqual(left.parts(), right.parts()), rarity);
            case EMAIL -> best(left, right, Likeness::emails);
            case PHONE -> best(left, right, Likeness::phones);
            case DOMAIN -> best(left, right, Likeness::domains);
            case IDENTIFIER -> best(left, right, Likeness::codes);
            case POSTCODE -> codes(left.text(), right.text());
            case CITY -> spelling(left.text(), right.text());
            case DATE -> dates(left.text(), right.text());
            case NUMBER -> numbers(Double.parseDouble(left.text()), Double.parseDouble(right.text()));
            case CATEGORY -> Level.DIFFERENT;
        };
    }

    /** Nearly: nothing contradicts. Partly: something agrees and something contradicts, as with brother and sister. */
    private static Level names(Value left, Value right) {
        var words = Alignment.of(left.parts(), right.parts());
        words.pairInitials();
        int contradictions = Math.min(words.leftOnly().size(), words.rightOnly().size());
        if (words.agreed() > 0 && (contradictions == 0 || words.agreed() >= 3 * contradictions)) {
            return Level.NEARLY;
        }
        String leftJoined = String.join("", left.parts());
        String rightJoined = String.join("", right.parts());
        if (spelling(leftJoined, rightJoined) == Level.NEARLY) {
            return Level.NEARLY;
        }
        return words.agreed() > 0 ? Level.PARTLY : Level.DIFFERENT;
    }

    /** A model or order number that hardly any other title has makes up for other words. */
    private static Level title(Alignment words, Rarity rarity) {
        boolean sameCode = words.equal().stream().anyMatch(it -> isCode(it) && rarity.isRare(it));
        return sameCode ? share(words, rarity).oneHigher() : words(words, rarity);
    }

    private static boolean isCode(String word) {
        return word.length() >= SHORTEST_CODE && Alignment.hasDigit(word);
    }

    /** Nearly the same but for the number is one level lower: another house in the street, last year's renewal. */
    private static Level words(Alignment words, Rarity rarity) {
        return words.numbersDisagree()
                ? share(words.withoutNumbersOnOneSide(), rarity).oneLower()
                : share(words, rarity);
    }

    /** Worth of the words both have (or nearly) over the worth of all words: Dice's coefficient, weighted by rarity. */
    private static Level share(Alignment words, Rarity rarity) {
        double common = 2 * worth(words.equal(), rarity) + worth(words.leftAlike(), rarity)
                + worth(words.rightAlike(), rarity);
        double all = common + worth(words.leftOnly(), rarity) + worth(words.rightOnly(), rarity);
        double share = all == 0 ? 0 : common / all;
        if (share >= NEARLY_ALL_WORDS) {
            return Level.NEARLY;
        }
        return share >= HALF_THE_WORDS ? Level.PARTLY : Level.DIFFERENT;
    }

    private static double worth(Iterable<String> words, Rarity rarity) {
        double sum = 0;
        for (var word : words) {
            sum += rarity.worth(word);
        }
        return sum;
    }

    private static Level best(Value left, Value right, BiFunction<String, String, Level> likeness) {
        var best = Level.DIFFERENT;
        for (var one : left.parts()) {
            for (var other : right.parts()) {
                var level = one.equals(other) ? Level.SAME : likeness.apply(one, other);
                best = level.compareTo(best) < 0 ? level : best;
            }
        }
        return best;
    }

    /** Nearly: one typing error. Partly: the same mailbox name elsewhere, as after a change of employer. */
    private static Level emails(String left, String right) {
        if (Typos.atMostOne(left, right)) {
            return Level.NEARLY;
        }
        return mailbox(left).equals(mailbox(right)) ? Level.PARTLY : Level.DIFFERENT;
    }

    static String mailbox(String email) {
        return email.substring(0, email.indexOf('@'));
    }

    /** With and without country or area code is the same number. */
    private static Level phones(String left, String right) {
        String shorter = left.length() < right.length() ? left : right;
        String longer = left.length() < right.length() ? right : left;
        if (shorter.length() >= LOCAL_PHONE_DIGITS && longer.endsWith(shorter)) {
            return Level.SAME;
        }
        return codes(left, right);
    }

    /** Nearly: another ending, {@code acme.com} and {@code acme.de}, or one below the other. */
    private static Level domains(String left, String right) {
        boolean below = left.endsWith("." + right) || right.endsWith("." + left);
        return below || firstLabel(left).equals(firstLabel(right)) ? Level.NEARLY : Level.DIFFERENT;
    }

    private static String firstLabel(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? domain : domain.substring(0, dot);
    }

    private static Level codes(String left, String right) {
        boolean longEnough = Math.min(left.length(), right.length()) >= LONG_ENOUGH_FOR_TYPOS;
        return longEnough && Typos.atMostOne(left, right) ? Level.NEARLY : Level.DIFFERENT;
    }

    private static Level spelling(String left, String right) {
        boolean oneSpelling = JaroWinkler.mayReach(ONE_SPELLING, left, right)
                && JaroWinkler.similarity(left, right) >= ONE_SPELLING;
        return oneSpelling ? Level.NEARLY : Level.DIFFERENT;
    }

    /** Nearly: one typing error, or day and month exchanged. Partly: only the year agrees. */
    private static Level dates(String left, String right) {
        if (left.length() != 8 || right.length() != 8) {
            return Level.DIFFERENT;
        }
        boolean exchanged = left.equals(right.substring(0, 4) + right.substring(6) + right.substring(4, 6));
        if (exchanged || Typos.atMostOne(left, right)) {
            return Level.NEARLY;
        }
        return left.regionMatches(0, right, 0, 4) ? Level.PARTLY : Level.DIFFERENT;
    }

    /** Nearly: within 2 %, as with rounding. Partly: within 20 %, as with two offers for one thing. */
    private static Level numbers(double left, double right) {
        double apart = Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right));
        if (apart <= 0.02) {
            return Level.NEARLY;
        }
        return apart <= 0.2 ? Level.PARTLY : Level.DIFFERENT;
    }
}
