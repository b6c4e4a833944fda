package rapport.e2e;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.coaching.Coaching;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.kernel.Role;
import rapport.kernel.Workspaces;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.support.FilledWorkspace;
import rapport.support.Team;

/** What the gallery pictures: a filled workspace, somebody signed in, and for each route an address that shows something. */
@Component
public class GalleryWorkspace {

    private final FilledWorkspace filled;
    private final Team team;
    private final Invitations invitations;
    private final SignIn signIn;
    private final Coaching coaching;
    private final SessionList sessions;
    private final AnyRow rows;

    GalleryWorkspace(FilledWorkspace filled, Team team, Invitations invitations, SignIn signIn, Coaching coaching, SessionList sessions, AnyRow rows) {
        this.filled = filled;
        this.team = team;
        this.invitations = invitations;
        this.signIn = signIn;
        this.coaching = coaching;
        this.sessions = sessions;
        this.rows = rows;
    }

    private Team.Member owner;
    private String link;
    private String session;

    Map<String, String> addresses(List<String> routes) {
        filled.fill();
        owner = team.hire("Olivia Owner", Role.OWNER);
        var rep = team.hire("Ben Okafor", Role.REP, owner);
        coaching.start(new StartProgramme(List.of(rep.id(), team.hire("Elif Demir", Role.REP, owner).id()), 1, 45, LocalDateTime.of(2026, 3, 3, 10, 0),
                owner.viewer().zone(), StartProgramme.EXPECTATIONS, null), owner.viewer());
        var newcomer = team.hire("Nils Newcomer", Role.REP, owner);
        link = invitations.invite(newcomer.id(), owner.viewer());
        var addresses = new TreeMap<String, String>();
        routes.forEach(route -> addresses.put(route, address(route)));
        return addresses;
    }

    private String programme() {
        return sessions.coming(null, null, 1, owner.viewer()).getFirst().programme().toString();
    }

    /** One session for all pictures. */
    String session() {
        session = session == null ? signedIn() : session;
        return session;
    }

    private String signedIn() {
        var secret = invitations.invite(owner.id(), team.hire("Adam Admin", Role.OWNER).viewer());
        return signIn.open(invitations.accept(secret, "correct horse battery staple", "127.0.0.1"), Workspaces.current().orElseThrow(), "127.0.0.1", "Chromium");
    }

    private String address(String route) {
        return switch (route) {
            case "/welcome/{secret}" -> "/welcome/" + link;
            case String it when it.startsWith("/people/{id}") -> it.replace("{id}", rows.any("people.person").toString());
            case String it when it.startsWith("/opportunities/{id}") -> it.replace("{id}", rows.any("crm.opportunity").toString());
            case String it when it.startsWith("/accounts/{id}") -> it.replace("{id}", rows.any("crm.account").toString());
            case String it when it.startsWith("/coaching/programmes/{id}") -> it.replace("{id}", programme());
            case String it when it.startsWith("/coaching/sessions/{id}") -> it.replace("{id}", sessions.coming(null, null, 1, owner.viewer()).getFirst().id().toString());
            case String it when it.startsWith("/imports/{id}") -> it.replace("{id}", rows.any("imports.import").toString());
            case String it when it.contains("{") -> throw new IllegalStateException("Say in GalleryWorkspace what to picture for " + it);
            case String it -> it;
        };
    }

    @Component
    @Transactional(readOnly = true)
    public static class AnyRow {

        private final JdbcClient jdbc;

        AnyRow(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        UUID any(String table) {
            return jdbc.sql("select id from %s order by id limit 1".formatted(table)).query(UUID.class).single();
        }
    }
}
