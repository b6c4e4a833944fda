package rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.kernel.Role;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.people.Workforce;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** The promise of practice 1, by hand and with two browsers: from a CRM export to a session that counts. */
@Tag("e2e")
@WholeTest
class CoachingStoryInTheBrowserTests {

    private static final String PASSWORD = "a sentence to remember";

    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired Invitations invitations;
    @Autowired Workforce workforce;
    @Autowired SignIn signIn;
    @LocalServerPort int port;

    @Test
    void anExportBecomesASessionThatCounts() {
        var root = "http://localhost:" + port;
        var dustin = team.hire("Dustin Brinkmann", Role.OWNER); // a manager in the export, here already as the owner
        try (var one = Browser.open(1280, ColorScheme.LIGHT, root, session(dustin)); var other = Browser.open(1024, ColorScheme.LIGHT, root, null)) {
            var coach = one.newPage();
            bringIn(coach);
            var link = letIn(coach, "Ben Okafor", "ben.%d@northlight.example".formatted(port + System.identityHashCode(this)));
            var rep = other.newPage();
            rep.navigate(link);
            rep.getByLabel("Password").fill(PASSWORD);
            button(rep, "Set the password and go in").click();

            startProgramme(coach);
            button(coach, "I sign this").click();
            sign(rep);
            accept(coach);
            accept(rep);
            prepare(rep, coach);
            meet(coach);
            confirm(coach);
            assertThat(coach.getByText("The verdict comes when the other has")).isVisible();
            confirm(rep);
            assertThat(rep.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("This counted as coaching."))).isVisible();
            coach.reload();
            assertThat(coach.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("This counted as coaching."))).isVisible();
        }
    }

    private void bringIn(Page coach) {
        coach.navigate("/imports");
        coach.getByLabel("Choose the files").setInputFiles(Stream.of("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv")
                .map(it -> Path.of("src/test/resources/exports", it)).toArray(Path[]::new));
        button(coach, "Rehearse the import").click();
        assertThat(coach.getByText("Nothing has been written yet")).isVisible();
        button(coach, "Import 18 records").click();
        assertThat(coach.getByText("See the pipeline")).isVisible();
    }

    private String letIn(Page coach, String name, String email) {
        coach.navigate("/people/addresses");
        coach.getByLabel("Address of " + name).fill(email);
        button(coach, "Save the addresses").click();
        coach.navigate("/people");
        coach.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
        coach.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hand over a link")).click();
        button(coach, "Make the link").click();
        return coach.getByLabel("The link").inputValue();
    }

    private static void startProgramme(Page coach) {
        coach.navigate("/coaching/programmes/new");
        coach.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Anna Snelling")).uncheck();
        button(coach, "Protect the time").click();
        assertThat(coach.getByText("sessions are in both calendars")).isVisible();
    }

    private static void sign(Page rep) {
        rep.navigate("/coaching");
        rep.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Read and sign")).click();
        button(rep, "I sign this").click();
    }

    private static void accept(Page page) {
        openSession(page);
        button(page, "I come, and know it is coaching").click();
        assertThat(page.getByText("You accepted")).isVisible();
    }

    private static void prepare(Page rep, Page coach) {
        rep.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Prepare")).click();
        rep.getByLabel("Or a skill or a sales call to practise").fill("Asking before telling");
        rep.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText(java.util.regex.Pattern.compile("Submit|Bring this instead"))).first().click();
        assertThat(rep.getByText("You have prepared")).isVisible();
        coach.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Prepare")).click();
        coach.getByLabel("What will you ask?").fill("What would you say, word for word?");
        button(coach, "Submit").click();
    }

    private void meet(Page coach) {
        clock.passUntil(Instant.parse("2026-03-09T09:00:00Z"));
        coach.reload();
        coach.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the session")).click();
        button(coach, "Begin the session").click();
        coach.getByLabel("What would you say, word for word?").check();
        button(coach, "Save what was discussed").click();
        coach.getByLabel("A note").fill("He asks twice before he tells");
        button(coach, "Write it down").click();
        coach.getByLabel("If …").fill("the buyer names a maximum");
        coach.getByLabel("then …").fill("I ask how they got to it");
        button(coach, "Commit to it").click();
        assertThat(coach.getByText("If the buyer names a maximum, then I ask how they got to it.")).isVisible();
        clock.pass(Duration.ofMinutes(45));
        button(coach, "End the session").click();
    }

    private static void confirm(Page page) {
        openSession(page);
        button(page, "Yes, it was").click();
    }

    /** The first one: by its own address, for it is over when it is confirmed. */
    private static void openSession(Page page) {
        if (!page.url().matches(".*/coaching/sessions/[0-9a-f-]{36}")) {
            page.navigate("/coaching");
            page.locator("tbody th a").first().click();
        } else {
            page.reload();
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(false)).first();
    }

    private String session(Team.Member member) {
        var second = team.hire("Second Owner", Role.OWNER);
        var login = invitations.accept(invitations.invite(member.id(), second.viewer()), PASSWORD, "127.0.0.1");
        return signIn.open(login, member.viewer().workspace(), "127.0.0.1", "Chromium");
    }

}
