package rapport.crm.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Telephone numbers in one form, E.164, so that the same number is the same text. What is no number stays as it was written. */
public final class Phones {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Map<String, String> COUNTRIES = countries();

    private Phones() {}

    /** @param region ISO 3166 of where it was written down; null means that only numbers with a plus are understood */
    public static String normal(String written, @Nullable String region) {
        try {
            var number = NUMBERS.parse(written, region);
            return NUMBERS.isPossibleNumber(number) && !number.hasExtension() ? NUMBERS.format(number, PhoneNumberFormat.E164) : written.strip();
        } catch (NumberParseException _) {
            return written.strip(); // "ask for Anna": kept as written
        }
    }

    /** "+49 30 123456" for "+4930123456"; anything else as it is. */
    public static String shown(String kept) {
        if (!kept.startsWith("+")) {
            return kept;
        }
        try {
            return NUMBERS.format(NUMBERS.parse(kept, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException _) {
            return kept;
        }
    }

    /** The region of a number in E.164. */
    public static Optional<String> region(String kept) {
        try {
            return Optional.ofNullable(NUMBERS.getRegionCodeForNumber(NUMBERS.parse(kept, null)));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /** The ISO 3166 code of a country, by code or by its English, German, French or Spanish name. */
    public static Optional<String> country(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(COUNTRIES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> countries() {
        var codes = new HashMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            var country = Locale.of("", code);
            codes.put(code.toLowerCase(Locale.ROOT), code);
            codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            for (var language : new Locale[] {Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es")}) {
                codes.put(country.getDisplayCountry(language).toLowerCase(Locale.ROOT), code);
            }
        }
        codes.put("usa", "US");
        codes.put("uk", "GB");
        codes.put("korea", "KR");
        codes.put("england", "GB");
        return Map.copyOf(codes);
    }
}
