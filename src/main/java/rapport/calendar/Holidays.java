package rapport.calendar;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Public holidays by country, from jollyday's tables. Nobody is coached on one. */
public final class Holidays {

    private static final Map<String, HolidayManager> COUNTRIES = new ConcurrentHashMap<>();

    private Holidays() {}

    /** Whether the day is one in the whole country. @param country ISO 3166, e.g. {@code "DE"}; empty: never */
    public static boolean on(String country, LocalDate day) {
        return knows(country) && manager(country).isHoliday(day);
    }

    /** What it is called in English: "Good Friday". Empty on any other day. */
    public static Optional<String> named(String country, LocalDate day) {
        return knows(country) ? manager(country).getHolidays(day, day).stream().map(it -> it.getDescription(Locale.ENGLISH)).sorted().findFirst() : Optional.empty();
    }

    private static HolidayManager manager(String country) {
        return COUNTRIES.computeIfAbsent(country, it -> HolidayManager.getInstance(ManagerParameters.create(it.toLowerCase(Locale.ROOT))));
    }

    public static boolean knows(String country) {
        return countries().contains(country);
    }

    /** ISO 3166 codes, in their order. */
    public static List<String> countries() {
        return Known.COUNTRIES;
    }

    private static final class Known {
        static final List<String> COUNTRIES = Arrays.stream(HolidayCalendar.values()).map(it -> it.getId().toUpperCase(Locale.ROOT)).filter(it -> it.length() == 2).sorted().toList();
    }
}
