package rapport.calendar.web;

import java.util.List;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;
import rapport.web.Nav;
import rapport.web.NavItem;

@Component
class CalendarNav implements Nav {

    @Override
    public List<NavItem> items(Viewer viewer) {
        return List.of(new NavItem(15, "Calendar", "calendar-event", "/calendar"));
    }
}
