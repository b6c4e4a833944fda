package rapport.web;

import java.util.List;
import rapport.kernel.Viewer;

/** The viewer's working week in five columns, above the things to do. */
public interface WeekStrip {

    /** @param title "Tue 24" */
    record Day(String title, boolean today, List<Appointment> appointments) {}

    /** @param state "held", "next" or "moved" @param words "Clara 11:00" */
    record Appointment(Who who, String words, String state, String href) {}

    List<Day> week(Viewer viewer);
}
