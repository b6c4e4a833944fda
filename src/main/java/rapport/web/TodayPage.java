package rapport.web;

import java.time.LocalDate;
import java.util.List;

/** @param later how many more there are than a day holds */
public record TodayPage(PageHead head, List<TodayCard> cards, int later, List<WeekStrip.Day> week) implements Part {

    private static final List<String> NUMBERS = List.of("Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things", "Seven things");

    static TodayPage of(LocalDate today, List<TodayCard> cards, int later, List<WeekStrip.Day> week) {
        var lede = cards.isEmpty() ? "Nothing is due. What you plan now is what you do tomorrow."
                : NUMBERS.get(cards.size()) + (cards.size() > 1 ? ", the most urgent first." : ".")
                        + (later > 0 ? " %d more can wait until these are done.".formatted(later) : " Everything else can wait until tomorrow.");
        return new TodayPage(PageHead.of(Say.longDay(today), lede), firstActsFirst(cards), later, week);
    }

    /** One primary button a page: the first thing's. */
    private static List<TodayCard> firstActsFirst(List<TodayCard> cards) {
        var all = new java.util.ArrayList<TodayCard>();
        cards.forEach(it -> all.add(it.weighing(all.isEmpty())));
        return all;
    }

    @Override
    public String template() {
        return "web/today/show";
    }
}
