package rapport.web;

import java.util.List;
import rapport.kernel.Viewer;

/** What a module puts on this viewer's Today page. */
public interface TodayCards {

    List<TodayCard> of(Viewer viewer);
}
