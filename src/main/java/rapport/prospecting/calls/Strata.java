package rapport.prospecting.calls;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import rapport.crm.record.CrmRecord;

/** What is known of somebody that makes people easier or harder to reach: what they do, and what kind of line they have. */
@Component
class Strata {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** “Operations, mobile”. At the first attempt, and from then on the same. */
    String of(CrmRecord contact) {
        return Function.of(contact.text("title").orElse("")).title() + ", " + contact.text("mobile").or(() -> contact.text("phone")).map(Strata::line).orElse("no number");
    }

    private static String line(String number) {
        try {
            return switch (NUMBERS.getNumberType(NUMBERS.parse(number, null))) {
                case MOBILE -> "mobile";
                case FIXED_LINE_OR_MOBILE, FIXED_LINE -> "land line";
                case TOLL_FREE, SHARED_COST, UAN, PREMIUM_RATE -> "switchboard";
                default -> "other line";
            };
        } catch (NumberParseException _) {
            return "other line"; // kept as it was written
        }
    }

    /** What somebody does in their company, as their title says it. */
    enum Function {
        PRODUCT("Product", "product|innovation|r&d|research|development|engineer|entwicklung|technik|cto|technology|technical"),
        OPERATIONS("Operations", "operation|plant|production|manufactur|quality|logistic|supply|warehouse|betrieb|produktion|werk|coo|fertigung|qualität"),
        MARKETING("Marketing", "marketing|brand|communication|cmo|vertrieb|sales|commercial"),
        FINANCE("Finance", "financ|controll|account|cfo|treasur|procure|purchas|buyer|einkauf|finanz"),
        EXECUTIVE_ASSISTANT("Assistance", "assistant|secretar|office manager|assistenz|sekretär"),
        LEADERSHIP("Leadership", "chief executive|ceo|owner|founder|managing director|president|geschäftsführ|general manager|vorstand"),
        OTHER("Other", "(?!)");

        private final String title;
        private final Pattern words;

        Function(String title, String words) {
            this.title = title;
            this.words = Pattern.compile("(?<![\\p{L}])(?:" + words + ")");
        }

        String title() {
            return title;
        }

        static Function of(String jobTitle) {
            var lower = jobTitle.toLowerCase(Locale.ROOT);
            for (var it : new Function[] {EXECUTIVE_ASSISTANT, LEADERSHIP, OPERATIONS, PRODUCT, MARKETING, FINANCE}) {
                if (it.words.matcher(lower).find()) {
                    return it;
                }
            }
            return OTHER;
        }
    }
}
