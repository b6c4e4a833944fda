package rapport.crm.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where somebody's clock stands: as somebody said, else as their number or country says, when that says only one thing. */
public final class TheirTime {

    private static final PhoneNumberToTimeZonesMapper ZONES = PhoneNumberToTimeZonesMapper.getInstance();
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private TheirTime() {}

    /** @param because "as somebody said", "from the phone number", "from the country" */
    public record Zone(ZoneId zone, String because) {}

    /** Empty when nothing is known, and when a country or number lies in several zones that differ at that moment. */
    public static Optional<Zone> of(CrmRecord contact, Instant at) {
        return contact.text("time_zone").map(it -> new Zone(ZoneId.of(it), "as somebody said"))
                .or(() -> List.of("phone", "mobile").stream().flatMap(it -> contact.text(it).stream()).flatMap(it -> ofNumber(it, at).stream()).findFirst().map(it -> new Zone(it, "from the phone number")))
                .or(() -> Phones.country(contact.text("country").orElse(null)).flatMap(it -> ofCountry(it, at)).map(it -> new Zone(it, "from the country")));
    }

    private static Optional<ZoneId> ofNumber(String number, Instant at) {
        try {
            return one(ZONES.getTimeZonesForNumber(NUMBERS.parse(number, null)), at);
        } catch (NumberParseException _) {
            return Optional.empty(); // kept as it was written, for it is no number
        }
    }

    private static Optional<ZoneId> ofCountry(String region, Instant at) {
        var code = NUMBERS.getCountryCodeForRegion(region);
        var zones = code == 0 ? List.<String>of() : ZONES.getTimeZonesForGeographicalNumber(new com.google.i18n.phonenumbers.Phonenumber.PhoneNumber().setCountryCode(code));
        return one(zones, at);
    }

    private static Optional<ZoneId> one(@Nullable List<String> zones, Instant at) {
        var known = zones == null ? List.<ZoneId>of() : zones.stream().filter(it -> !it.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())).map(ZoneId::of).toList();
        return known.stream().map(it -> it.getRules().getOffset(at)).distinct().count() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }
}
