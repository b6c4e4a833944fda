package rapport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import rapport.kernel.Workspaces;

/** Every request of somebody signed in runs in the workspace they chose, with the viewer they are today. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10) // what comes after knows the viewer
class WorkspaceFilter extends OncePerRequestFilter {

    static final String VIEWER = WorkspaceFilter.class.getName() + ".viewer";

    private final ObjectProvider<ViewerSource> people;

    WorkspaceFilter(ObjectProvider<ViewerSource> people) {
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var signedIn = SignedIn.of(request);
        if (signedIn.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            Workspaces.in(signedIn.get().workspace(), () -> {
                var viewer = people.getObject().viewer(signedIn.get(), request.getLocale());
                if (viewer.isEmpty()) {
                    response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                    return request;
                }
                request.setAttribute(VIEWER, viewer.get());
                chain.doFilter(request, response);
                return request;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e); // the compiler sees only that a lambda may throw two kinds
        }
    }

    /** Errors are pages too, and somebody signed in keeps the navigation on them. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
