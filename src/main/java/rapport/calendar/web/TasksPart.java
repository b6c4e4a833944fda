package rapport.calendar.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.calendar.Agenda.Found;
import rapport.calendar.Diary.Group;
import rapport.calendar.Diary.ToDo;
import rapport.kernel.Viewer;
import rapport.web.Part;

/** What waits to be done, in groups. @param back the page to come back to when something was done */
public record TasksPart(List<Tasks> groups, String back) implements Part {

    /** @param beyond "31 more", or null @param all where those stand */
    public record Tasks(String title, boolean late, List<EntryView> rows, @Nullable String beyond, @Nullable String all) {

        static Tasks of(String title, boolean late, Found found, LocalDate today, Viewer viewer) {
            return new Tasks(title, late, found.entries().stream().map(it -> EntryView.of(it, today, viewer)).toList(), found.beyond() == 0 ? null : rapport.web.Say.count(found.beyond()) + " more", found.all());
        }
    }

    static TasksPart of(List<ToDo> groups, LocalDate today, String back, Viewer viewer) {
        return new TasksPart(groups.stream().filter(it -> !it.found().entries().isEmpty())
                .map(it -> Tasks.of(title(it.group()), it.group() == Group.OVERDUE, it.found(), today, viewer)).toList(), back);
    }

    static String title(Group group) {
        return switch (group) {
            case OVERDUE -> "Overdue";
            case TODAY -> "Today";
            case THIS_WEEK -> "This week";
            case LATER -> "Later";
            case NO_DAY -> "No day";
        };
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    @Override
    public String template() {
        return "calendar/week/_tasks";
    }
}
