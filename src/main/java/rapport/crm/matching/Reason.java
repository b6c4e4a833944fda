package rapport.crm.matching;

/**
 * One field's part in a match.
 *
 * @param level same, nearly, partly or different
 * @param weight bits for (positive) or against (negative); one bit doubles the odds
 */
public record Reason(String field, String level, double weight) {

    static Reason of(Evidence evidence) {
        return new Reason(evidence.field(), evidence.level().word(), evidence.weight());
    }

    /** For people: "same e-mail", "name nearly the same", "different city". */
    public String inWords() {
        return switch (Level.valueOf(level.toUpperCase(java.util.Locale.ROOT))) {
            case SAME -> "same " + field;
            case NEARLY -> field + " nearly the same";
            case PARTLY -> field + " partly the same";
            case DIFFERENT -> "different " + field;
        };
    }
}
