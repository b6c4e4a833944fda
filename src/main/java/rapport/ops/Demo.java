package rapport.ops;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.springframework.stereotype.Component;
import rapport.crm.AccountId;
import rapport.crm.Accounts;
import rapport.crm.Opportunity;
import rapport.crm.Pipeline;
import rapport.crm.Stage;
import rapport.kernel.Ids;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Told;
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
    private static final List<String> COMPANIES = List.of("Tallis Pharma", "Meridian Dairy", "Lumen Pharma", "Solano Coatings", "Brightwater Foods", "Ravel Cosmetics",
            "Quarry Lane", "Orchard & Vane", "Corvid Labs", "Kestrel Bio", "Bluefin Packing", "Halcyon Dairy", "Northmoor Mills", "Ashgrove Paper");
    private static final List<String> SECTORS = List.of("pharmaceuticals", "food", "chemicals", "retail", "manufacturing");
    private static final List<String> STEPS = List.of("Trial report due", "Ask what a held batch costs", "Seal the walk-away", "Second reference call", "First call, Friday", "Send the audit sheet");

    private final WorkspaceRegister workspaces;
    private final Workforce workforce;
    private final Invitations invitations;
    private final Accounts accounts;
    private final Pipeline pipeline;
    private final DemoStory story;
    private final Clock clock;

    Demo(WorkspaceRegister workspaces, Workforce workforce, Invitations invitations, Accounts accounts, Pipeline pipeline, DemoStory story, Clock clock) {
        this.workspaces = workspaces;
        this.workforce = workforce;
        this.invitations = invitations;
        this.accounts = accounts;
        this.pipeline = pipeline;
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
        var companies = companies(maker);
        var random = new Random(42);
        for (var rep : java.util.stream.Stream.concat(north.stream(), south.stream()).toList()) {
            for (var i = 0; i < 9; i++) {
                var deal = deal(rep, companies.get(random.nextInt(companies.size())), random);
                Told.at(java.util.Objects.requireNonNull(deal.engagedOn()).atTime(9, 0).atZone(BERLIN).toInstant(), () -> pipeline.begin(deal, maker));
            }
        }
        story.tell(maya, north, maker);
        story.tell(tomas, south, maker);
        return logins.stream().filter(it -> List.of("Olga Petrov", "Maya Lindqvist", "Ben Okafor").contains(it.name)).toList();
    }

    private PersonId join(String name, Role role, @org.jspecify.annotations.Nullable PersonId manager, List<Login> logins, Viewer maker) {
        var email = java.text.Normalizer.normalize(name.toLowerCase(Locale.ROOT).replace('ı', 'i'), java.text.Normalizer.Form.NFD).replaceAll("[^a-z ]", "").replace(' ', '.') + "@northlight.example";
        var person = workforce.hire(new Workforce.Position(name, email, role, manager, BERLIN), maker);
        var password = Invitations.password();
        invitations.join(email, password, person.id(), maker);
        logins.add(new Login(name, role.word(), email, password));
        return person.id();
    }

    private List<AccountId> companies(Viewer maker) {
        var made = new ArrayList<AccountId>();
        for (var name : COMPANIES) {
            made.add(accounts.add(name, SECTORS.get(made.size() % SECTORS.size()), made.size() % 3 == 0 ? "Germany" : "France", maker).id());
        }
        return made;
    }

    private Opportunity.Draft deal(PersonId owner, AccountId account, Random random) {
        var today = today();
        var stage = List.of(Stage.ENGAGING, Stage.ENGAGING, Stage.PROSPECTING, Stage.WON, Stage.LOST).get(random.nextInt(5));
        var engaged = today.minusDays(10 + random.nextInt(120));
        var closes = stage.isOpen() ? today.plusDays(random.nextInt(90)) : today.minusDays(random.nextInt(10));
        var value = stage == Stage.LOST || random.nextInt(8) == 0 ? null : Money.of(String.valueOf(8_000 + random.nextInt(260) * 500), "EUR");
        return new Opportunity.Draft(account, null, owner, stage, engaged, closes, value, stage.isOpen() ? STEPS.get(random.nextInt(STEPS.size())) : null);
    }

    private LocalDate today() {
        return clock.instant().atZone(BERLIN).toLocalDate();
    }
}
