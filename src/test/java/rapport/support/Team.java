package rapport.support;

import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Workforce;
import rapport.web.SignedIn;

/** Hires people into the workspace of the running test. */
@Component
public class Team {

    /** Somebody hired, in each shape a test needs them. */
    public record Member(Viewer viewer) {

        public PersonId id() {
            return viewer.id();
        }

        public SignedIn signedIn() {
            return new SignedIn(viewer.workspace(), viewer.id(), Through.PAGE, false, "127.0.0.1");
        }

        /** For MockMvc: the request comes from them, with a CSRF token. */
        public RequestPostProcessor asks() {
            var authentication = UsernamePasswordAuthenticationToken.authenticated(signedIn(), null, java.util.List.of());
            return request -> Csrf.csrf().postProcessRequest(
                    SecurityMockMvcRequestPostProcessors.authentication(authentication).postProcessRequest(request));
        }
    }

    private final Workforce workforce;

    Team(Workforce workforce) {
        this.workforce = workforce;
    }

    public Member hire(String name, Role role) {
        return hire(name, role, null);
    }

    public Member hire(String name, Role role, @Nullable Member manager) {
        var workspace = Workspaces.current().orElseThrow();
        var email = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replace(' ', '.') + "." + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
        var person = workforce.hire(new Workforce.Position(name, email, role, manager == null ? null : manager.id(), ZoneId.of("UTC")),
                Viewer.system(workspace, "test"));
        return new Member(new Viewer(workspace, person.id(), name, role, ZoneId.of("UTC"), Locale.UK, Through.PAGE, "127.0.0.1"));
    }
}
