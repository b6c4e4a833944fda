package rapport.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.UUID;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;
import rapport.people.SignIn;

/** Opens a web session for whoever has proved who they are. */
final class Entrance {

    private Entrance() {}

    static void open(SignIn signIn, UUID login, WorkspaceId workspace, HttpServletRequest request, HttpServletResponse response) {
        var secret = Workspaces.in(workspace, () -> signIn.open(login, workspace, request.getRemoteAddr(),
                Objects.requireNonNullElse(request.getHeader("User-Agent"), "unknown")));
        Cookies.keep(secret, request, response);
    }
}
