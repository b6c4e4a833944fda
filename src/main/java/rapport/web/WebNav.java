package rapport.web;

import java.util.List;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;

@Component
class WebNav implements Nav {

    @Override
    public List<NavItem> items(Viewer viewer) {
        return List.of(new NavItem(10, "Today", "sun", "/today"), new NavItem(80, "Settings", "adjustments-horizontal", "/settings"));
    }
}
