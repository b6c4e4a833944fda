package rapport.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;

/** Builds the shell of one request. */
@Component
class Shells {

    private final Supplier<List<Nav>> navs; // asked for late: what they need may need this
    private final WorkspaceRegister workspaces;
    private final Assets assets;

    Shells(ObjectProvider<Nav> navs, WorkspaceRegister workspaces, Assets assets) {
        this.navs = SingletonSupplier.of(() -> navs.stream().toList());
        this.workspaces = workspaces;
        this.assets = assets;
    }

    Shell of(HttpServletRequest request) {
        var flash = Flashes.shownBy(request);
        var csrf = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
        if (!(request.getAttribute(WorkspaceFilter.VIEWER) instanceof Viewer viewer)) {
            return new Shell(null, "", "", false, List.of(), csrf, assets.folder(), flash);
        }
        var workspace = workspaces.here();
        return new Shell(Who.of(viewer.id(), viewer.name()), viewer.role().word(), workspace.name(), workspace.demo(),
                places(viewer, request.getRequestURI()), csrf, assets.folder(), flash);
    }

    private List<Shell.Place> places(Viewer viewer, String path) {
        return navs.get().stream()
                .flatMap(it -> it.items(viewer).stream())
                .sorted(Comparator.comparing(NavItem::order))
                .map(it -> new Shell.Place(it, it.holds(path)))
                .toList();
    }
}
