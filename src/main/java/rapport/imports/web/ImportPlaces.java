package rapport.imports.web;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import rapport.imports.Imports;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;
import rapport.web.TodayCard;
import rapport.web.TodayCards;

/** Where imports are found: under Settings, and on Today as long as there is nothing to work with. */
@Component
class ImportPlaces implements SettingsPlaces, TodayCards {

    private final Imports imports;
    private final Clock clock;

    ImportPlaces(Imports imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return viewer.role().administers()
                ? List.of(new Place(10, "upload", "Import", "Bring in your CRM’s export; rehearsed first, and undone if it turns out wrong.", "/imports"))
                : List.of();
    }

    @Override
    public List<TodayCard> of(Viewer viewer) {
        if (!viewer.role().administers() || !imports.newest(viewer).isEmpty()) {
            return List.of();
        }
        return List.of(new TodayCard(clock.instant(), "now", "five minutes", "Bring in your team’s data",
                "Drop the export of your CRM. You see what would change first, and can undo it for 30 days.", null,
                List.of(Action.primary("Import files", "/imports").with("upload"))));
    }
}
