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

    @Override
    public List<NavItem> items(Viewer viewer) {
        return List.of(new NavItem(30, "Pipeline", "layout-kanban", "/board", "/opportunities"), new NavItem(32, "Accounts", "building", "/accounts"), new NavItem(33, "Contacts", "user", "/contacts"),
                new NavItem(34, "Leads", "user-plus", "/leads"), new NavItem(35, "Activities", "checkbox", "/activities"));
    }

    @Override
    public List<Place> places(Viewer viewer) {
        return List.of(new Place(20, "package", "Products", "What you sell, and its list price.", "/products"));
    }
}
