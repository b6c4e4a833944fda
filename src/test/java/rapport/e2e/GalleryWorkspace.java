package rapport.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.coaching.Promises;
import rapport.coaching.SessionList;
import rapport.imports.Imports;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.ops.Demo;
import rapport.people.Invitations;
import rapport.people.People;
import rapport.people.SignIn;
import rapport.people.Workforce;
import rapport.prospecting.mail.Leaving;
import rapport.skills.Blueprints;
import rapport.skills.Focus;
import rapport.skills.Skills;
import rapport.skills.Treatment;
import rapport.web.SignedIn;

/** What the gallery pictures: the demo, a manager and an owner signed in, and for each route an address that shows something. */
@Component
public class GalleryWorkspace {

    private static final List<String> FILES = List.of("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv", "data_dictionary.csv");

    private final Demo demo;
    private final WorkspaceRegister workspaces;
    private final Workforce workforce;
    private final People people;
    private final Invitations invitations;
    private final SignIn signIn;
    private static final String FAIR = """
            Name,Firma,Telefon,E-Mail,Ort,Met at the stand,Next
            Jonna Berg,Kestrel Bio,+49 7641 555 120,jonna.berg@kestrel.example,Emmendingen,Tuesday,Send the sample
            Ruth Ammann,Pelikan Foods,+41 44 555 01 20,ruth.ammann@pelikan.example,Zürich,Wednesday,
            """;

    private final Imports imports;
    private final SessionList sessions;
    private final Skills skills;
    private final Blueprints blueprints;
    private final Leaving leaving;
    private final AnyRow rows;
    private final Promises promises;

    private WorkspaceId here;
    private Viewer olga;
    private String rehearsed = "";
    private String fair = "";
    private Viewer maya;
    private String link;

    GalleryWorkspace(Demo demo, WorkspaceRegister workspaces, Workforce workforce, People people, Invitations invitations, SignIn signIn, Imports imports,
            SessionList sessions, Skills skills, Blueprints blueprints, Leaving leaving, AnyRow rows, Promises promises) {
        this.demo = demo;
        this.workspaces = workspaces;
        this.workforce = workforce;
        this.people = people;
        this.invitations = invitations;
        this.signIn = signIn;
        this.imports = imports;
        this.sessions = sessions;
        this.skills = skills;
        this.blueprints = blueprints;
        this.leaving = leaving;
        this.rows = rows;
        this.promises = promises;
    }

    /** @return addresses by route */
    Map<String, String> addresses(List<String> routes) {
        demo.make();
        here = workspaces.all().stream().filter(it -> it.name().startsWith("Northlight (demo)")).findFirst().orElseThrow().id();
        return Workspaces.in(here, () -> {
            olga = viewer("olga.petrov@northlight.example");
            maya = viewer("maya.lindqvist@northlight.example");
            rehearsed = imports.rehearseAtOnce(files(), Imports.Terms.ASK, olga).id().toString();
            fair = imports.rehearseAtOnce(java.util.List.of(new Imports.Upload("fair.csv", new ByteArrayInputStream(FAIR.getBytes(java.nio.charset.StandardCharsets.UTF_8)))), Imports.Terms.ASK, olga).id().toString();
            var newcomer = workforce.hire(new Workforce.Position("Nils Newcomer", "nils.newcomer@example.com", Role.REP, olga.id(), olga.zone()), olga);
            promises.join(promises.own(maya).getFirst().id(), workforce.hire(new Workforce.Position("Nora Newcomer", "nora.newcomer@example.com", Role.REP, maya.id(), maya.zone()), olga).id(), maya);
            link = invitations.invite(newcomer.id(), olga);
            var addresses = new TreeMap<String, String>();
            routes.forEach(route -> addresses.put(route, address(route)));
            return addresses;
        });
    }

    /** Pages of administrators are pictured as the owner sees them, all others as a manager does. */
    String session(String route) {
        return Workspaces.in(here, () -> {
            var viewer = administers(route) ? olga : maya;
            return signIn.open(rows.login(viewer.id().value()), here, "127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0");
        });
    }

    boolean administers(String route) {
        return route.matches("/contacts/\\{id}/person|/imports.*|/settings/(audit|mail|pipelines|fields|export|money|law.*|domains.*|letterhead|fax|gifts|telephone|suppressions)|/people/(new|addresses|\\{id}.*)");
    }

    private String address(String route) {
        return switch (route) {
            case "/merges/new" -> rows.pair(maya);
            case "/welcome/{secret}" -> "/welcome/" + link;
            case "/accept/{secret}" -> rows.acceptLink();
            case "/prospecting/mails/new" -> "/prospecting/mails/new?contact=" + rows.any("crm.contact");
            case String it when it.startsWith("/prospecting/plays/{id}") -> it.replace("{id}", rows.any("prospecting.play").toString()).replace("{position}", "1");
            case "/prospecting/touches/{id}" -> "/prospecting/touches/" + rows.byHand();
            case "/settings/domains/{key}" -> "/settings/domains/northlight.example";
            case "/prospecting/routes" -> "/prospecting/routes?contact=" + rows.any("crm.contact");
            case "/settings/law/{key}" -> "/settings/law/de-email";
            case "/prospecting/calls/{id}" -> "/prospecting/calls/" + rows.any("crm.contact");
            case "/leave/{secret}" -> "/leave/" + leaving.token(rows.any("prospecting.touch"));
            case String it when it.startsWith("/people/{id}") -> it.replace("{id}", rows.any("people.person").toString());
            case String it when it.startsWith("/opportunities/{id}") -> it.replace("{id}", rows.owned(maya.id().value()).toString());
            case String it when it.matches("/(leads|activities)/\\{id}.*") -> it.replace("{id}", rows.seen(rapport.crm.record.Kind.at(it.split("/")[1]).orElseThrow(), maya).toString());
            case String it when it.matches("/(accounts|contacts|products)/\\{id}.*") -> it.replace("{id}", rows.any(rapport.crm.record.Kind.at(it.split("/")[1]).orElseThrow().table()).toString());
            case String it when it.startsWith("/coaching/programmes/{id}") -> it.replace("{id}", sessions.coming(null, null, 1, maya).getFirst().programme().toString());
            case String it when it.startsWith("/coaching/sessions/{id}") -> it.replace("{id}", sessions.coming(null, null, 1, maya).getFirst().id().toString());
            case String it when it.startsWith("/blueprints/{person}") -> it.replace("{person}", withABlueprint().toString());
            case String it when it.startsWith("/imports/{id}/files/{position}") -> it.replace("{id}", fair).replace("{position}", "0");
            case String it when it.startsWith("/imports/{id}") -> it.replace("{id}", rehearsed);
            case String it when it.contains("{") -> throw new IllegalStateException("Say in GalleryWorkspace what to picture for " + it);
            case String it -> it;
        };
    }

    /** Two editions, of which the newer waits for the rep. */
    private PersonId withABlueprint() {
        var rep = new PersonId(sessions.coming(null, null, 1, maya).getFirst().rep());
        var catalogue = skills.all(maya);
        var asking = new Focus(catalogue.get(5).id(), "Asks what a week’s delay costs, in every first meeting", "Deals stand still after the demo", Treatment.OBSERVE);
        var winning = new Focus(catalogue.get(12).id(), "Names three who win and one who loses, before the offer", "", Treatment.STRETCH_DEAL);
        if (blueprints.current(rep, maya).isEmpty()) {
            blueprints.write(rep, List.of(asking), LocalDate.of(2026, 5, 29), maya);
            blueprints.write(rep, List.of(asking, winning), LocalDate.of(2026, 6, 30), maya);
        }
        return rep;
    }

    private Viewer viewer(String email) {
        var person = workforce.withEmail(email, Viewer.system(here, "gallery")).orElseThrow();
        return people.viewer(new SignedIn(here, person.id(), Through.PAGE, false, "127.0.0.1"), Locale.UK).orElseThrow();
    }

    private static List<Imports.Upload> files() {
        return FILES.stream().map(it -> {
            try {
                return new Imports.Upload(it, new ByteArrayInputStream(Files.readAllBytes(Path.of("src/test/resources/exports", it))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    /** Ids that no service tells. */
    @Component
    @Transactional(readOnly = true)
    public static class AnyRow {

        private final JdbcClient jdbc;
        private final rapport.crm.record.RecordList list;

        AnyRow(JdbcClient jdbc, rapport.crm.record.RecordList list) {
            this.jdbc = jdbc;
            this.list = list;
        }

        UUID any(String table) {
            return jdbc.sql("select id from %s order by id limit 1".formatted(table)).query(UUID.class).single();
        }

        /** What waits for a hand. */
        UUID byHand() {
            return jdbc.sql("select id from prospecting.touch where lane is null and kind not in ('CALL', 'EMAIL') and state = 'PLANNED' order by id limit 1").query(UUID.class).single();
        }

        String pair(Viewer viewer) {
            var two = list.page(new rapport.crm.record.ListQuery(rapport.crm.record.Kind.CONTACT, rapport.crm.record.Filter.EVERYTHING, null, new rapport.crm.record.ListQuery.Sort("name", false), java.util.List.of(), null, 2), viewer).items();
            return "/merges/new?kind=contacts&one=%s&other=%s".formatted(two.getFirst().id(), two.getLast().id());
        }

        UUID seen(rapport.crm.record.Kind kind, Viewer viewer) {
            return list.page(new rapport.crm.record.ListQuery(kind, rapport.crm.record.Filter.EVERYTHING, null, new rapport.crm.record.ListQuery.Sort("createdAt", false), java.util.List.of(), null, 1), viewer).items().getFirst().id();
        }

        UUID owned(UUID manager) {
            return jdbc.sql("select o.id from crm.opportunity o join people.person p on p.id = o.owner where p.manager = ? order by o.id limit 1").param(manager).query(UUID.class).single();
        }

        /** Out of a mail that waits to be sent: the link is kept nowhere else. */
        String acceptLink() {
            return jdbc.sql("select substring(words from '/accept/[A-Za-z0-9_-]+') from mail.message where words like '%/accept/%' order by id limit 1").query(String.class).single();
        }

        UUID login(UUID person) {
            return jdbc.sql("select login from people.membership where person = ?").param(person).query(UUID.class).single();
        }
    }
}
