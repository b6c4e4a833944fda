package rapport.calendar.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;

/**
 * Monday to Sunday, and what waits to be done.
 *
 * @param overdue collected above this week; null when nothing is
 * @param hours "08:00" and so on, beside the columns
 * @param narrow nothing is on Saturday and Sunday
 * @param beyond "40 more", of which only lists can tell; @param all where
 * @param empty shown when there is nothing at all
 */
public record WeekPage(PageHead head, Around around, TasksPart.@Nullable Tasks overdue, List<DayColumn.Hour> hours, List<DayColumn> days, boolean narrow, @Nullable String beyond, @Nullable String all, TasksPart tasks,
        @Nullable EmptyState empty) implements Part {

    @Override
    public String template() {
        return "calendar/week/show";
    }
}
