package rapport.crm.matching;

import java.util.Locale;

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

    /**
     * For people: "same e-mail", "name nearly the same", "different city".
     *
     * @param label what people call the field
     */
    public String inWords(String label) {
        return switch (Level.valueOf(level.toUpperCase(Locale.ROOT))) {
            case SAME -> "same " + label;
            case NEARLY -> label + " nearly the same";
            case PARTLY -> label + " partly the same";
            case DIFFERENT -> "different " + label;
        };
    }
}
