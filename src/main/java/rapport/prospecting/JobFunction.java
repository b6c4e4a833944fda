package rapport.prospecting;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody does in their company: as somebody has said, or else as their title says it. */
public enum JobFunction {
    PRODUCT("Product", "product|innovation|r&d|research|development|engineer|entwicklung|technik|cto|technology|technical"),
    OPERATIONS("Operations", "operation|plant|production|manufactur|quality|logistic|supply|warehouse|betrieb|produktion|werk|coo|fertigung|qualität"),
    MARKETING("Marketing", "marketing|brand|communication|cmo|vertrieb|sales|commercial"),
    FINANCE("Finance", "financ|controll|account|cfo|treasur|procure|purchas|buyer|einkauf|finanz"),
    EXECUTIVE_ASSISTANT("Assistance", "assistant|secretar|office manager|assistenz|sekretär"),
    LEADERSHIP("Leadership", "chief executive|ceo|owner|founder|managing director|president|geschäftsführ|general manager|vorstand"),
    OTHER("Other", "(?!)");

    private final String title;
    private final Pattern words;

    JobFunction(String title, String words) {
        this.title = title;
        this.words = Pattern.compile("(?<![\\p{L}])(?:" + words + ")");
    }

    public String title() {
        return title;
    }

    public static JobFunction of(String jobTitle) {
        var lower = jobTitle.toLowerCase(Locale.ROOT);
        for (var it : new JobFunction[] {EXECUTIVE_ASSISTANT, LEADERSHIP, OPERATIONS, PRODUCT, MARKETING, FINANCE}) {
            if (it.words.matcher(lower).find()) {
                return it;
            }
        }
        return OTHER;
    }

    /** @param said the contact's own field; null where nobody has said */
    public static JobFunction of(@Nullable String said, String jobTitle) {
        return switch (said) {
            case null -> of(jobTitle);
            case "PRODUCT" -> PRODUCT;
            case "OPERATIONS" -> OPERATIONS;
            case "MARKETING" -> MARKETING;
            case "FINANCE", "BUYER", "PURCHASING" -> FINANCE;
            case "EXECUTIVE" -> LEADERSHIP;
            case "ASSISTANT" -> EXECUTIVE_ASSISTANT;
            default -> OTHER;
        };
    }
}
