package rapport.prospecting.calls;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.springframework.stereotype.Component;
import rapport.crm.record.CrmRecord;
import rapport.prospecting.JobFunction;

/** What is known of somebody that makes people easier or harder to reach: what they do, and what kind of line they have. */
@Component
class Strata {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** “Operations, mobile”. At the first attempt, and from then on the same. */
    String of(CrmRecord contact) {
        return JobFunction.of(contact.text("title").orElse("")).title() + ", " + contact.text("mobile").or(() -> contact.text("phone")).map(Strata::line).orElse("no number");
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
}
