package rapport.calendar.web;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.web.FieldView;
import rapport.web.Option;

/**
 * Where one can go from a week or a day, and at whose one may look.
 *
 * @param people whose days may be looked at, oneself first; fewer than two when there is nobody else
 * @param span week or day @param at which one @param week "Week 48"
 */
public record Around(Step before, Step now, Step after, List<Step> tabs, List<Option> people, FieldView who, String span, String at, String week) {

    public record Step(String title, String href, boolean current) {}

    static Around week(LocalDate monday, LocalDate today, @Nullable PersonId who, List<Option> people, FieldView whose) {
        return new Around(new Step("The week before", href(monday.minusWeeks(1), who), false), new Step("This week", "/calendar" + whoAlone(who), isIn(today, monday)), new Step("The week after", href(monday.plusWeeks(1), who), false),
                tabs(monday, isIn(today, monday) ? today : monday, true, who), people, whose, "week", written(monday), words(monday));
    }

    static Around day(LocalDate day, LocalDate today, @Nullable PersonId who, List<Option> people, FieldView whose) {
        var monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
        return new Around(new Step("The day before", dayHref(day.minusDays(1), who), false), new Step("Today", dayHref(today, who), day.equals(today)), new Step("The day after", dayHref(day.plusDays(1), who), false),
                tabs(monday, day, false, who), people, whose, "day", day.toString(), words(monday));
    }

    private static List<Step> tabs(LocalDate monday, LocalDate day, boolean week, @Nullable PersonId who) {
        return List.of(new Step("Week", href(monday, who), week), new Step(who == null ? "My day" : "Day", dayHref(day, who), !week), new Step("Your time", "/time", false));
    }

    static boolean isIn(LocalDate day, LocalDate monday) {
        return !day.isBefore(monday) && day.isBefore(monday.plusWeeks(1));
    }

    /** "2026-W48": the Thursday says to which year a week belongs (ISO 8601). */
    static String written(LocalDate monday) {
        return "%d-W%02d".formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static String words(LocalDate monday) {
        return "Week " + monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    /** @param who null for oneself */
    static String href(LocalDate monday, @Nullable PersonId who) {
        return "/calendar?week=" + written(monday) + (who == null ? "" : "&who=" + who);
    }

    static String dayHref(LocalDate day, @Nullable PersonId who) {
        return "/calendar?day=" + day + (who == null ? "" : "&who=" + who);
    }

    private static String whoAlone(@Nullable PersonId who) {
        return who == null ? "" : "?who=" + who;
    }
}
