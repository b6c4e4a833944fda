package rapport.crm.matching;

/**
 * How much each level of agreement on a field speaks for (positive) or against (negative) two records being one.
 *
 * <p>A weight is {@code log2(m / u)} bits (Fellegi and Sunter 1969): {@code m} is how often duplicates agree like this,
 * {@code u} how often other records do. One bit doubles the odds. Nine bits for the same phone say that duplicates
 * agree 512 times as often as others. The numbers are judgement, rounded to halves. No optimiser fitted them, but a few
 * were corrected after reading what the bench got wrong, so its figures are no proof for records not yet seen.
 */
record Weights(double same, double nearly, double partly, double different) {

    /**
     * Bits before any field is looked at: of 128 pairs that share enough to be compared, one is a duplicate. So seven
     * bits of agreement make it even, 0.5.
     */
    static final double PRIOR = -7;

    /**
     * Bits that all surroundings together are worth at most. They come together: who shares a phone shares the street,
     * the town and the web site too, so that adding them all up would make one person of every two colleagues.
     */
    static final double MOST_FROM_SURROUNDINGS = 10;

    /** Likewise, whoever moves changes them all. */
    static final double LEAST_FROM_SURROUNDINGS = -5;

    static Weights of(Trait trait) {
        return switch (trait) {
            case NAME -> new Weights(6, 4.5, 1, -2);
            // Partly is against: Jane and John Smith share everything but are two.
            case PERSON_NAME -> new Weights(5.5, 3.5, -4, -6);
            case EMPLOYER -> new Weights(3, 2, 0, -1);
            case EMAIL -> new Weights(12, 6, 2, -2);
            case PHONE -> new Weights(9, 3, 0, -1.5);
            case DOMAIN -> new Weights(8, 3, 0, -2);
            case ADDRESS -> new Weights(7, 5.5, 1.5, -2);
            case CITY -> new Weights(1.5, 1, 0, -2);
            case POSTCODE -> new Weights(4, 2, 0, -2);
            case DATE -> new Weights(6.5, 4.5, -1, -3.5);
            // Nearly is little: numbers given out in turn differ in one digit too.
            case IDENTIFIER -> new Weights(13, 4, 0, -4);
            case TITLE -> new Weights(8, 6, 1, -5);
            case NUMBER -> new Weights(3, 2, 0, -2);
            case CATEGORY -> new Weights(1, 0, 0, -1);
            case LONG_TEXT -> new Weights(6, 4, 1.5, -0.5);
        };
    }

    double at(Level level) {
        return switch (level) {
            case SAME -> same;
            case NEARLY -> nearly;
            case PARTLY -> partly;
            case DIFFERENT -> different;
        };
    }
}
