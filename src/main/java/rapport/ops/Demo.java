package rapport.ops;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.people.Invitations;
import rapport.people.Workforce;

/** A made-up company, made through the product's own services: two teams, their pipeline, and twelve weeks of the coaching they promised each other. */
@Component
public class Demo {

    static final String WORKSPACE = "Northlight (demo)";

    /** Somebody to sign in as. */
    public record Login(String name, String role, String email, String password) {}

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> NORTH = List.of("Ben Okafor", "Grace Mensah", "Inês Moreau", "Finn Aalto");
    private static final List<String> SOUTH = List.of("Elif Yıldız", "Clara Weiss", "Hugo Laurent", "Dario Conti");
    private final WorkspaceRegister workspaces;
    private final Workforce workforce;
    private final Invitations invitations;
    private final DemoSales sales;
    private final DemoProspecting prospecting;
    private final DemoStory story;
    private final Clock clock;

    Demo(WorkspaceRegister workspaces, Workforce workforce, Invitations invitations, DemoSales sales, DemoProspecting prospecting, DemoStory story, Clock clock) {
        this.workspaces = workspaces;
        this.workforce = workforce;
        this.invitations = invitations;
        this.sales = sales;
        this.prospecting = prospecting;
        this.story = story;
        this.clock = clock;
    }

    /** Makes it unless it is there. @return whom to sign in as; empty when it was there already, for passwords are not kept */
    public List<Login> make() {
        if (workspaces.named(WORKSPACE).isPresent()) {
            return List.of();
        }
        var workspace = Ids.next(clock, rapport.kernel.WorkspaceId::new);
        return Workspaces.in(workspace, () -> {
            workspaces.open(workspace, WORKSPACE, true);
            return fill(Viewer.system(workspace, "demo"));
        });
    }

    private List<Login> fill(Viewer maker) {
        var logins = new ArrayList<Login>();
        var olga = join("Olga Petrov", Role.OWNER, null, logins, maker);
        var maya = join("Maya Lindqvist", Role.MANAGER, olga, logins, maker);
        var tomas = join("Tomás Rey", Role.MANAGER, olga, logins, maker);
        var north = NORTH.stream().map(it -> join(it, Role.REP, maya, logins, maker)).toList();
        var south = SOUTH.stream().map(it -> join(it, Role.REP, tomas, logins, maker)).toList();
        sales.tell(java.util.stream.Stream.concat(NORTH.stream(), SOUTH.stream()).map(name -> acting(name, Role.REP, logins, maker)).toList(),
                java.util.stream.Stream.of("Maya Lindqvist", "Tomás Rey").map(name -> acting(name, Role.MANAGER, logins, maker)).toList(), maker);
        prospecting.tell(List.of(acting("Ben Okafor", Role.REP, logins, maker), acting("Maya Lindqvist", Role.MANAGER, logins, maker), acting("Grace Mensah", Role.REP, logins, maker)), acting("Olga Petrov", Role.OWNER, logins, maker));
        story.tell(maya, north, maker);
        story.tell(tomas, south, maker);
        return logins.stream().filter(it -> List.of("Olga Petrov", "Maya Lindqvist", "Ben Okafor").contains(it.name)).toList();
    }

    /** Themselves, so that the story tells who did what. */
    private Viewer acting(String name, Role role, List<Login> logins, Viewer maker) {
        var email = logins.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow().email;
        var person = workforce.withEmail(email, maker).orElseThrow();
        return new Viewer(maker.workspace(), person.id(), name, role, BERLIN, Locale.UK, rapport.kernel.Through.PAGE, "demo");
    }

    private PersonId join(String name, Role role, @org.jspecify.annotations.Nullable PersonId manager, List<Login> logins, Viewer maker) {
        var email = java.text.Normalizer.normalize(name.toLowerCase(Locale.ROOT).replace('ı', 'i'), java.text.Normalizer.Form.NFD).replaceAll("[^a-z ]", "").replace(' ', '.') + "@northlight.example";
        var person = workforce.hire(new Workforce.Position(name, email, role, manager, BERLIN), maker);
        var password = Invitations.password();
        invitations.join(email, password, person.id(), maker);
        logins.add(new Login(name, role.word(), email, password));
        return person.id();
    }
}
