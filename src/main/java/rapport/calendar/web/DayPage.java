package rapport.calendar.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;

/** One day by the clock, with what is free between, and what is to be done on it. @param wholeDay holidays and absences */
public record DayPage(PageHead head, Around around, List<EntryView> wholeDay, List<Line> lines, TasksPart tasks, @Nullable EmptyState empty, @Nullable String beyond, @Nullable String all) implements Part {

    /** @param entry null for free time @param length "45 min" @param add where something is written into free time; null for whoever may not @param now the clock stands in it */
    public record Line(String time, String length, @Nullable EntryView entry, @Nullable String add, boolean now) {}

    @Override
    public String template() {
        return "calendar/day/show";
    }
}
