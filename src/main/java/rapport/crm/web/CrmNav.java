package rapport.crm.web;

import java.util.List;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;
import rapport.web.Nav;
import rapport.web.NavItem;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;

@Component
class CrmNav implements Nav, SettingsPlaces {

    private static final Place PRODUCTS = new Place(20, "package", "Products", "What you sell, and its list price.", "/products");
    private static final Place DUPLICATES = new Place(80, "git-merge", "Duplicates", "Records that may be one, and what was merged.", "/duplicates");
    private static final Place BIN = new Place(90, "trash", "Bin", "What was put away, for 90 days.", "/bin");

    @Override
    public List<NavItem> items(Viewer viewer) {
        return List.of(new NavItem(30, "Pipeline", "layout-kanban", "/board", "/opportunities"), new NavItem(31, "Forecast", "chart-dots", "/forecast"), new NavItem(32, "Accounts", "building", "/accounts"), new NavItem(33, "Contacts", "user", "/contacts"),
                new NavItem(34, "Leads", "user-plus", "/leads"), new NavItem(35, "Activities", "checkbox", "/activities"));
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return viewer.role().administers() ? List.of(PRODUCTS, new Place(23, "coin-euro", "Currencies", "In which one sums are told, and what the others are worth.", "/settings/money"), new Place(85, "file-export", "Export everything", "All records, their history and files, as one archive with checksums.", "/settings/export"), new Place(21, "layout-kanban", "Pipelines", "The stages your deals go through, and what each needs.", "/settings/pipelines"),
                new Place(22, "list-check", "Your own fields", "What your team needs to know and no field asks for yet.", "/settings/fields"), DUPLICATES, BIN) : List.of(PRODUCTS, DUPLICATES, BIN);
    }
}
