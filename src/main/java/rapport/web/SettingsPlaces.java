package rapport.web;

import java.util.List;
import rapport.kernel.Viewer;

/** What a module lets this viewer set or look up under Settings. */
public interface SettingsPlaces {

    List<SettingsPage.Place> places(Viewer viewer);
}
