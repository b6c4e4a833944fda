package rapport.web;

import java.util.List;
import rapport.kernel.Viewer;

/** What a module adds to the main navigation, for this viewer. */
public interface Nav {

    List<NavItem> items(Viewer viewer);
}
