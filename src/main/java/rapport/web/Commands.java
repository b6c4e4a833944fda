package rapport.web;

import java.util.List;
import rapport.kernel.Viewer;

/** What a module offers to do from anywhere, for this viewer. */
public interface Commands {

    List<Action> commands(Viewer viewer);
}
