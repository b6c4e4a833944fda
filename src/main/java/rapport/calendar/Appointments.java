package rapport.calendar;

import java.time.Instant;
import java.util.List;
import rapport.kernel.Viewer;

/** What a module has put into the viewer's days. */
public interface Appointments {

    /** Those that touch the time between the two, at most 500. */
    List<Appointment> of(Instant from, Instant until, Viewer viewer);
}
