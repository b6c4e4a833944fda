package rapport.prospecting.web;

import java.util.List;
import org.springframework.stereotype.Component;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.web.Nav;
import rapport.web.NavItem;
import rapport.web.SettingsPage.Place;
import rapport.web.SettingsPlaces;

@Component
class ProspectingPlaces implements Nav, SettingsPlaces {

    @Override
    public List<NavItem> items(Viewer viewer) {
        return viewer.role() == Role.MARKETER ? List.of() : List.of(new NavItem(40, "Prospecting", "send", "/prospecting"));
    }

    @Override
    public List<Place> places(Viewer viewer) {
        var places = new java.util.ArrayList<Place>();
        if (viewer.role().sells()) {
            places.add(new Place(47, "phone", "Telephone", "Dialling by a click, through a telephone system.", "/settings/telephone"));
            places.add(new Place(48, "lock", "No more of that", "Who is not to be written to any more, and how it is known.", "/settings/suppressions"));
            places.add(new Place(41, "mail", "Mailboxes", "The addresses you write to customers from, and how fast.", "/settings/mailboxes"));
        }
        if (viewer.role().administers()) {
            places.add(new Place(46, "gift", "Gifts", "Where gift cards are ordered, and who approves them.", "/settings/gifts"));
            places.add(new Place(45, "phone-outgoing", "Fax line", "A server of your own, or a gateway that takes faxes by mail.", "/settings/fax"));
            places.add(new Place(44, "note", "Letterhead", "What stands on letters and faxes about you.", "/settings/letterhead"));
            places.add(new Place(43, "world", "Domains", "How receivers know that mail is yours, and what it is signed with.", "/settings/domains"));
            places.add(new Place(42, "shield-check", "The law, as data", "Who may be reached, on which channel and when, by which rule.", "/settings/law"));
        }
        return places;
    }
}
