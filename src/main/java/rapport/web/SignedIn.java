package rapport.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import rapport.kernel.PersonId;
import rapport.kernel.Through;
import rapport.kernel.WorkspaceId;

/**
 * All that signing in leaves behind. Name, role and line are read anew with every request.
 *
 * @param readOnly a token that may only look
 * @param from the network address
 */
public record SignedIn(WorkspaceId workspace, PersonId person, Through through, boolean readOnly, String from)
        implements Principal {

    static Optional<SignedIn> of(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication it && it.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }

    @Override
    public String getName() {
        return person.toString();
    }
}
