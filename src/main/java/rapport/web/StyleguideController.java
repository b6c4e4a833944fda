package rapport.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.NotFound;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;

/** Every component in its states, for those who build pages: while developing and in a demo, nowhere else. */
@Controller
class StyleguideController {

    private final WorkspaceRegister workspaces;
    private final boolean developing;

    StyleguideController(WorkspaceRegister workspaces, @Value("${rapport.templates.live:false}") boolean developing) {
        this.workspaces = workspaces;
        this.developing = developing;
    }

    @GetMapping("/styleguide")
    ModelAndView show(Viewer viewer) {
        if (!developing && !workspaces.here().demo()) {
            throw new NotFound("web.no-styleguide", "The style guide is there in demo workspaces only.");
        }
        return Html.ok(StyleguidePage.sample());
    }
}
