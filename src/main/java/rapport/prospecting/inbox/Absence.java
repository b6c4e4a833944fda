package rapport.prospecting.inbox;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** When somebody is back, as their program says it: in English, German, French or Spanish. */
public final class Absence {

    private static final List<String> MONTHS = List.of("january|jan|januar|jänner|janvier|janv|enero|ene", "february|feb|februar|février|fevrier|févr|fév|febrero", "march|mar|märz|maerz|mrz|mars|marzo", "april|apr|avril|avr|abril|abr",
            "may|mai|mayo", "june|jun|juni|juin|junio", "july|jul|juli|juillet|juil|julio", "august|aug|août|aout|agosto|ago", "september|sept|sep|septembre|septiembre|setiembre", "october|oct|oktober|okt|octobre|octubre",
            "november|nov|novembre|noviembre", "december|dec|dezember|dez|décembre|decembre|déc|diciembre|dic");
    private static final List<String> DAYS = List.of("monday|montag|lundi|lunes", "tuesday|dienstag|mardi|martes", "wednesday|mittwoch|mercredi|miércoles|miercoles", "thursday|donnerstag|jeudi|jueves", "friday|freitag|vendredi|viernes",
            "saturday|samstag|sonnabend|samedi|sábado|sabado", "sunday|sonntag|dimanche|domingo");
    private static final Map<String, Integer> MONTH = numbers(MONTHS);
    private static final Map<String, Integer> DAY = numbers(DAYS);

    /** The day itself, and how it is meant. */
    private static final String DATE = "(?:(?:" + any(DAYS) + "),?\\s+)?(?:the\\s+|den\\s+|dem\\s+|le\\s+|el\\s+|día\\s+)?(?:"
            + "(?<iso>\\d{4}-\\d{2}-\\d{2})"
            + "|(?<d1>\\d{1,2})(?:st|nd|rd|th|er|\\.)?\\s+(?:of\\s+|de\\s+)?(?<m1>" + any(MONTHS) + ")\\b\\.?(?:,?\\s+(?:de\\s+|del\\s+)?(?<y1>\\d{4}))?"
            + "|(?<m2>" + any(MONTHS) + ")\\b\\.?\\s+(?<d2>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<y2>\\d{4}))?"
            + "|(?<d3>\\d{1,2})\\.(?<m3>\\d{1,2})\\.(?:\\s?(?<y3>\\d{4}|\\d{2})\\b)?"
            + "|(?<d4>\\d{1,2})[/-](?<m4>\\d{1,2})[/-](?<y4>\\d{4}|\\d{2})\\b)";
    private static final String WEEKDAY = "(?:next\\s+|kommenden\\s+|nächsten\\s+|ce\\s+|próximo\\s+|(?:the|den|le|el)\\s+)*(?<w>" + any(DAYS) + ")(?:\\s+(?:next|prochain|próximo))?";

    /** “Back on” names the day itself; “until” names the last day away. */
    private static final Pattern BACK = pattern("(?:back|return(?:ing)?|available again|in the office again|again available|wieder (?:im (?:büro|haus)|da|erreichbar|zurück|für sie da)|zurück|rückkehr|ab\\b|de retour|mon retour|reprendrai|retour|à partir|regreso|regresaré|vuelvo|volveré|estaré de vuelta|de vuelta|reincorporo|vuelta)"
            + "[^.\\n\\d]{0,40}?(?:on|at|from|by|of|am|ab|vom|zum|seit|le|du|de|el|a partir del?|il|in|:)?\\s*", DATE);
    private static final Pattern BACK_BEHIND = pattern("(?:from|ab|ab dem|am|on|le|el|à partir du|a partir del?|dès le|desde el)\\s+", DATE + "[^.\\n\\d]{0,40}?(?:back|again|wieder|zurück|de retour|de vuelta|de nuevo)");
    private static final Pattern UNTIL = pattern("(?:until|till|through|thru|up to(?: and including)?|bis(?: einschließlich| einschl\\.| inkl\\.)?(?: zum)?|jusqu['’]?(?:au|à|a)(?: inclus)?|hasta(?: el)?|to|-|–|au|al)\\s*", DATE);
    private static final Pattern BACK_WEEKDAY = pattern("(?:back|return(?:ing)?|wieder[^.\\n]{0,20}|zurück|de retour|regreso|vuelvo|de vuelta)[^.\\n\\d]{0,40}?(?:on|am|ab|le|el|this|next|kommenden|nächsten|\\s)\\s*", WEEKDAY);
    private static final Pattern UNTIL_WEEKDAY = pattern("(?:until|till|bis|jusqu['’]?(?:au|à)|hasta)\\s*", WEEKDAY);
    private static final Pattern TOMORROW = Pattern.compile("(?:back|return\\w*|wieder|zurück|retour|vuelta|vuelvo)[^.\\n]{0,30}\\b(?:tomorrow|morgen|demain|mañana)\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Nobody is away that long; such a date is something else. */
    private static final int LONGEST_DAYS = 400;

    private Absence() {}

    /**
     * The first working day they can be reached again, Monday to Friday.
     *
     * @param received the day the message came: what a weekday or a day without a year is counted from
     */
    public static Optional<LocalDate> back(String words, LocalDate received) {
        return first(BACK, words, received, 0).or(() -> first(BACK_BEHIND, words, received, 0)).or(() -> last(words, received))
                .or(() -> weekday(BACK_WEEKDAY, words, received, 0)).or(() -> weekday(UNTIL_WEEKDAY, words, received, 1))
                .or(() -> TOMORROW.matcher(words).find() ? Optional.of(received.plusDays(1)) : Optional.empty()).map(Absence::working);
    }

    private static Optional<LocalDate> first(Pattern pattern, String words, LocalDate received, int plus) {
        return pattern.matcher(words).results().flatMap(it -> date(it, received).stream()).map(it -> it.plusDays(plus)).findFirst();
    }

    private static Optional<LocalDate> last(String words, LocalDate received) {
        return first(UNTIL, words, received, 1);
    }

    private static Optional<LocalDate> weekday(Pattern pattern, String words, LocalDate received, int plus) {
        return pattern.matcher(words).results().map(it -> received.with(TemporalAdjusters.next(DayOfWeek.of(DAY.get(it.group("w").toLowerCase(Locale.ROOT)))))).map(it -> it.plusDays(plus)).findFirst();
    }

    private static Optional<LocalDate> date(MatchResult it, LocalDate received) {
        try {
            if (it.group("iso") != null) {
                return within(LocalDate.parse(it.group("iso")), received);
            }
            for (var form = 1; form <= 4; form++) {
                var day = it.group("d" + form);
                if (day != null) {
                    var month = it.group("m" + form);
                    return within(resolve(Integer.parseInt(day), Character.isDigit(month.charAt(0)) ? Integer.parseInt(month) : MONTH.get(month.toLowerCase(Locale.ROOT)), it.group("y" + form), form == 4, received), received);
                }
            }
            return Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty(); // the 31st of February
        }
    }

    /** @param either day and month may stand the other way round, as Americans write */
    private static LocalDate resolve(int day, int month, @org.jspecify.annotations.Nullable String year, boolean either, LocalDate received) {
        if (year != null) {
            var full = year.length() == 2 ? 2000 + Integer.parseInt(year) : Integer.parseInt(year);
            var swapped = either && (month > 12 || day <= 12 && LocalDate.of(full, month, day).isBefore(received));
            return swapped ? LocalDate.of(full, day, month) : LocalDate.of(full, month, day);
        }
        var thisYear = LocalDate.of(received.getYear(), month, day);
        return thisYear.isBefore(received.minusDays(30)) ? thisYear.plusYears(1) : thisYear;
    }

    private static Optional<LocalDate> within(LocalDate date, LocalDate received) {
        return date.isBefore(received.minusDays(1)) || date.isAfter(received.plusDays(LONGEST_DAYS)) ? Optional.empty() : Optional.of(date);
    }

    private static LocalDate working(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    private static String any(List<String> names) {
        return names.stream().flatMap(it -> Arrays.stream(it.split("\\|"))).sorted((a, b) -> b.length() - a.length()).collect(Collectors.joining("|"));
    }

    private static Map<String, Integer> numbers(List<String> names) {
        var numbers = new HashMap<String, Integer>();
        for (var i = 0; i < names.size(); i++) {
            for (var name : names.get(i).split("\\|")) {
                numbers.put(name, i + 1);
            }
        }
        return numbers;
    }

    private static Pattern pattern(String before, String date) {
        return Pattern.compile("(?<![\\p{L}])" + before + date, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
