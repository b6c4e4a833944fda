package rapport.prospecting.law;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody's clock may stand. A number says where it is from, and some say it of several places at once: then all of them count.
 * Where the number says nothing, every zone of the country counts. The clock of whoever calls never does.
 */
public final class Places {

    private static final PhoneNumberToTimeZonesMapper ZONES = PhoneNumberToTimeZonesMapper.getInstance();
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Map<String, String> STATES = Map.of("FLORIDA", "FL", "OKLAHOMA", "OK", "CALIFORNIA", "CA", "TEXAS", "TX", "NEW YORK", "NY", "WASHINGTON", "WA");

    private Places() {}

    /** @param number E.164 @param country ISO 3166 */
    public static Set<ZoneId> zones(@Nullable String number, @Nullable String country) {
        var ofNumber = parsed(number).map(Places::ofNumber).orElseGet(Set::of);
        if (!ofNumber.isEmpty()) {
            return ofNumber;
        }
        var region = parsed(number).map(it -> Optional.ofNullable(NUMBERS.getRegionCodeForCountryCode(it.getCountryCode())).orElse("")).filter(it -> it.length() == 2 && !it.equals("ZZ")).orElse(country);
        return region == null ? Set.of() : ofCountry(region);
    }

    /** A mobile number is carried wherever its owner goes; but what is known of it is where it was given out. */
    private static Set<ZoneId> ofNumber(PhoneNumber number) {
        return known(ZONES.getTimeZonesForNumber(number));
    }

    private static Set<ZoneId> ofCountry(String region) {
        var code = NUMBERS.getCountryCodeForRegion(region.toUpperCase(Locale.ROOT));
        return code == 0 ? Set.of() : known(ZONES.getTimeZonesForGeographicalNumber(new PhoneNumber().setCountryCode(code)));
    }

    private static Set<ZoneId> known(@Nullable Collection<String> names) {
        return names == null ? Set.of() : names.stream().filter(it -> !it.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())).flatMap(it -> zone(it).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty(); // one this JDK does not know
        }
    }

    private static Optional<PhoneNumber> parsed(@Nullable String number) {
        try {
            return number == null || !number.startsWith("+") ? Optional.empty() : Optional.of(NUMBERS.parse(number, null));
        } catch (NumberParseException _) {
            return Optional.empty(); // kept as it was written
        }
    }

    /** Of the number, when the contact names none. */
    public static Optional<String> country(@Nullable String number) {
        return parsed(number).flatMap(it -> Optional.ofNullable(NUMBERS.getRegionCodeForNumber(it))).filter(it -> it.length() == 2);
    }

    /** “Florida” and “FL” are the same. */
    static @Nullable String region(@Nullable String written) {
        return written == null || written.isBlank() ? null : STATES.getOrDefault(written.strip().toUpperCase(Locale.ROOT), written.strip().toUpperCase(Locale.ROOT));
    }
}
