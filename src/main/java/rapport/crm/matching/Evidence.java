package rapport.crm.matching;

/**
 * What one field says about two records.
 *
 * @param weight bits, for (positive) or against (negative) the two being one
 */
record Evidence(String field, Trait trait, Level level, double weight) {

    /** Agreement on a common value is worth less, down to nothing; it is never evidence against. */
    static Evidence of(String field, Value left, Value right, Rarity rarity) {
        var level = Likeness.of(left, right, rarity);
        double weight = Weights.of(left.trait()).at(level);
        if (weight > 0) {
            weight = Math.max(0, weight + rarity.adjustment(left, right));
        }
        return new Evidence(field, left.trait(), level, weight);
    }
}
