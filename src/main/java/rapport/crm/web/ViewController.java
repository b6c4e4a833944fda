package rapport.crm.web;

import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Views;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

@Controller
class ViewController {

    private final Views views;

    ViewController(Views views) {
        this.views = views;
    }

    @PostMapping("/views/{id}/removal")
    ModelAndView remove(@PathVariable UUID id, Viewer viewer) {
        var kind = views.remove(id, viewer);
        return Html.goTo("/" + kind.path(), new Flash("The view is gone. The records it showed are not."));
    }
}
