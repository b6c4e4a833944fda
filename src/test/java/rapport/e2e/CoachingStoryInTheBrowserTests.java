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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.coaching.Coaching;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.coaching.Starting;
import rapport.crm.OpportunityId;
import rapport.kernel.Role;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.people.Workforce;
import rapport.support.Book;
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
    @Autowired Book book;
    @Autowired Coaching coaching;
    @Autowired Preparing preparing;
    @Autowired Meeting meeting;
    @Autowired SessionList sessions;
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
            meet(coach, rep);
            confirm(coach);
            assertThat(coach.getByText("The verdict comes when the other has")).isVisible();
            confirm(rep);
            assertThat(rep.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("This counted as coaching."))).isVisible();
            coach.reload();
            assertThat(coach.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("This counted as coaching."))).isVisible();
        }
    }

    /** Fields filled in and buttons pressed; links are looked at, not counted. */
    private static final class Hand {

        private final Page page;
        private int inputs;

        Hand(Page page) {
            this.page = page;
        }

        void press(Locator control) {
            control.click();
            inputs++;
        }

        void fill(String label, String words) {
            page.getByLabel(label).fill(words);
            inputs++;
        }
    }

    @Test
    void aSecondSessionCostsTheRepEightInputsAndTheCoachFour() {
        var root = "http://localhost:" + port;
        var maya = team.hire("Maya Lindqvist", Role.MANAGER);
        var ben = team.hire("Ben Okafor", Role.REP, maya);
        var deal = new OpportunityId(book.opportunity(ben.id(), ben.viewer()));
        var second = afterAFirst(maya, ben, deal);
        try (var one = Browser.open(1280, ColorScheme.LIGHT, root, session(maya)); var other = Browser.open(1024, ColorScheme.LIGHT, root, session(ben))) {
            var coach = new Hand(one.newPage());
            var rep = new Hand(other.newPage());
            rep.page.navigate("/coaching/sessions/%s/preparation".formatted(second));
            assertThat(rep.page.getByLabel("Why this?")).hasValue("Two recalls in a year"); // carried over: only what has changed is typed
            rep.press(button(rep.page, "Submit"));
            coach.page.navigate("/coaching/sessions/%s/preparation".formatted(second));
            coach.press(button(coach.page, "Submit"));
            clock.passUntil(Instant.parse("2026-03-23T10:00:00Z"));
            coach.page.navigate("/coaching/sessions/%s/meeting".formatted(second));
            coach.press(button(coach.page, "Begin the session"));
            rep.page.navigate("/coaching/sessions/%s/meeting".formatted(second));
            rep.page.locator("[data-island=session][data-mounted]").waitFor();
            rep.press(button(rep.page, "Kept"));
            assertThat(rep.page.getByText("· kept")).isVisible();
            rep.press(button(rep.page, "What would you say, word for word?"));
            assertThat(rep.page.locator(".agenda-done")).hasCount(1);
            rep.fill("If …", "they ask for a discount");
            rep.fill("then …", "I ask what a held batch costs first");
            rep.press(button(rep.page, "Commit to it"));
            assertThat(coach.page.getByText("they ask for a discount")).isVisible();
            clock.pass(Duration.ofMinutes(45));
            coach.press(button(coach.page, "End the session"));
            assertThat(coach.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Was this coaching?"))).isVisible();
            coach.press(button(coach.page, "Yes, it was"));
            rep.page.navigate("/coaching/sessions/" + second);
            rep.press(button(rep.page, "Yes, it was"));

            assertThat(rep.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("This counted as coaching."))).isVisible();
            assertThat(rep.inputs).as("the rep's inputs").isLessThanOrEqualTo(8);
            assertThat(coach.inputs).as("the coach's inputs").isLessThanOrEqualTo(4);
        }
    }

    /** Signed, and one session behind them with a promise that is open. @return the next */
    private SessionId afterAFirst(Team.Member maya, Team.Member ben, OpportunityId deal) {
        var started = (Starting.Started) coaching.start(new StartProgramme(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), ZoneId.of("UTC"), StartProgramme.EXPECTATIONS, null), maya.viewer());
        coaching.sign(started.programme().id(), maya.viewer());
        coaching.sign(started.programme().id(), ben.viewer());
        var coming = sessions.coming(null, null, 2, ben.viewer()).stream().map(it -> new SessionId(it.id())).toList();
        preparing.submit(coming.getFirst(), "", List.of(new Preparing.Brief(deal, Map.of(Question.WHY_THIS, "Two recalls in a year", Question.WHY_NOW, "The line opens", Question.SECTOR, "Downtime counts",
                Question.WHO_WINS, "Jonna", Question.SUCCESS, "No held batch"))), ben.viewer());
        clock.passUntil(Instant.parse("2026-03-09T10:00:00Z"));
        meeting.begin(coming.getFirst(), maya.viewer());
        meeting.commit(coming.getFirst(), ben.id(), "the buyer names a maximum", "I ask how they got to it", LocalDate.of(2026, 3, 20), ben.viewer());
        clock.pass(Duration.ofMinutes(45));
        meeting.end(coming.getFirst(), maya.viewer());
        clock.passUntil(Instant.parse("2026-03-20T10:00:00Z"));
        return coming.getLast();
    }

    /** Set-up: code, company, name, address, password, and its button. Then by hand to the first programme. */
    @Test
    void fromAnExportToAProgrammeTakesFewerThanTwentyFiveInputs() {
        var root = "http://localhost:" + port;
        var dustin = team.hire("Dustin Brinkmann", Role.OWNER);
        try (var one = Browser.open(1280, ColorScheme.LIGHT, root, session(dustin))) {
            var hand = new Hand(one.newPage());
            hand.inputs = 6;
            hand.page.navigate("/today");
            hand.press(hand.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Import")).first());
            hand.page.getByLabel("Choose the files").setInputFiles(Stream.of("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv")
                    .map(it -> Path.of("src/test/resources/exports", it)).toArray(Path[]::new));
            hand.inputs++;
            hand.press(button(hand.page, "Rehearse the import"));
            hand.press(button(hand.page, "Import 18 records"));
            assertThat(hand.page.getByText("See the pipeline")).isVisible();
            hand.press(hand.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Coaching")).first());
            hand.press(hand.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start a programme")).first());
            hand.press(button(hand.page, "Protect the time"));
            assertThat(hand.page.getByText("sessions are in both calendars")).isVisible();
            hand.press(button(hand.page, "I sign this"));

            assertThat(hand.inputs).as("clicks and inputs, links too").isLessThanOrEqualTo(25);
            System.out.println("From start to a running programme: " + hand.inputs + " clicks and inputs");
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
        assertThat(coach.getByText("You have prepared")).isVisible(); // a reload meets no page that is on its way
    }

    /** Both have the page open: what one writes the other sees. */
    private void meet(Page coach, Page rep) {
        clock.passUntil(Instant.parse("2026-03-09T09:00:00Z"));
        coach.reload();
        coach.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the session")).click();
        button(coach, "Begin the session").click();
        rep.navigate(coach.url());
        discuss(coach);
        assertThat(rep.locator(".agenda-done")).hasCount(1);
        write(coach, "He asks twice before he tells");
        assertThat(rep.getByText("He asks twice before he tells")).isVisible();
        commit(rep, "the buyer names a maximum", "I ask how they got to it");
        assertThat(rep.getByText("If the buyer names a maximum, then I ask how they got to it.")).isVisible();
        assertThat(coach.getByText("If the buyer names a maximum, then I ask how they got to it.")).isVisible();
        keepsWhatTheNetworkLoses(rep, coach);
        clock.pass(Duration.ofMinutes(45));
        button(coach, "End the session").click();
        assertThat(coach.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Was this coaching?"))).isVisible();
    }

    private static void discuss(Page page) {
        page.locator("[data-island=session][data-mounted]").waitFor(); // script is there: its buttons do something
        button(page, "What would you say, word for word?").click();
        assertThat(page.locator(".agenda-done")).hasCount(1);
    }

    private static void write(Page page, String words) {
        page.getByLabel("A note").fill(words);
        button(page, "Write it down").click();
    }

    private static void commit(Page page, String cue, String deed) {
        page.getByLabel("If …").fill(cue);
        page.getByLabel("then …").fill(deed);
        button(page, "Commit to it").click();
    }

    /** Written in a tunnel, kept over a reload, there once when the network is back. */
    private static void keepsWhatTheNetworkLoses(Page rep, Page coach) {
        rep.context().setOffline(true);
        write(rep, "Written in a tunnel");
        assertThat(rep.locator("[data-saved]")).hasText("1 not sent yet");
        assertThat(rep.getByText("Not sent yet: Written in a tunnel")).isVisible();
        rep.context().setOffline(false);
        rep.reload();
        assertThat(rep.locator("[data-saved]")).hasText("saved");
        assertThat(coach.getByText("Written in a tunnel")).hasCount(1);
        assertThat(rep.getByText("Written in a tunnel")).hasCount(1);
    }

    private static void confirm(Page page) {
        openSession(page);
        button(page, "Yes, it was").click();
    }

    /** The first one: by its own address, for it is over when it is confirmed. */
    private static void openSession(Page page) {
        if (page.url().endsWith("/meeting")) {
            page.navigate(page.url().replace("/meeting", ""));
        } else if (!page.url().matches(".*/coaching/sessions/[0-9a-f-]{36}")) {
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
