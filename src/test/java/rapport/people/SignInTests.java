package rapport.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rapport.support.Csrf.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

@WholeTest
class SignInTests {

    static final String PASSWORD = "a sentence to remember";

    @Autowired MockMvcTester browser;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired Invitations invitations;
    @Autowired Workforce workforce;
    @Autowired SignIn signIn;
    @Autowired Tokens tokens;
    @Autowired WorkspaceRegister workspaces;

    Team.Member owner;
    Team.Member tom;
    String email;

    @BeforeEach
    void anInvitedRep() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        tom = team.hire("Tom Rep", Role.REP, owner);
        email = workforce.person(tom.id(), owner.viewer()).email();
    }

    @Test
    void anInvitedPersonChoosesAPasswordAndIsIn() {
        var link = "/welcome/" + invitations.invite(tom.id(), owner.viewer());

        assertThat(browser.get().uri(link)).hasStatusOk().bodyText().contains(email);
        assertThat(browser.get().uri(link)).as("looking changes nothing").hasStatusOk();
        assertThat(browser.post().uri(link).with(csrf()).param("password", "short")).hasStatus(422).bodyText().contains("At least 10 characters");

        var in = browser.post().uri(link).with(csrf()).param("password", PASSWORD).exchange();
        assertThat(in).hasStatus(303);
        assertThat(browser.get().uri("/you").cookie(session(in))).hasStatusOk().bodyText().contains("Tom Rep");
        assertThat(browser.get().uri(link)).as("it works once").hasStatus(404);
        assertThat(signIn(email, PASSWORD)).hasStatus(303);
    }

    @Test
    void ofTwoWhoOpenTheSameLinkAtOnceOneGetsIn() throws Exception {
        var secret = invitations.invite(tom.id(), owner.viewer());
        var together = new CyclicBarrier(2);
        Callable<String> open = () -> {
            together.await();
            try {
                return Workspaces.in(tom.viewer().workspace(), () -> invitations.accept(secret, PASSWORD, "127.0.0.1")).toString();
            } catch (NotFound | Refused e) {
                return "out";
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(List.of(open, open));
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsOnlyOnce("out");
        }
    }

    @Test
    void nobodyLearnsWhoHasALogin() {
        join(tom);
        var wrong = signIn(email, "not the password");
        var unknown = signIn("nobody@example.com", "not the password");

        assertThat(wrong).hasStatus(422);
        assertThat(unknown).hasStatus(422);
        assertThat(text(wrong).replace(email, "")).isEqualTo(text(unknown).replace("nobody@example.com", ""));
    }

    @Test
    void guessingIsSlowedDownByAccountAndForgotten() {
        join(tom);
        for (var guess = 0; guess < 10; guess++) {
            assertThat(signIn(email, "guess " + guess)).hasStatus(422);
        }
        assertThat(signIn(email, PASSWORD)).hasStatus(429).bodyText().contains("Wait a quarter of an hour");

        clock.pass(Duration.ofMinutes(16));
        assertThat(signIn(email, PASSWORD)).hasStatus(303);
    }

    @Test
    void deactivationEndsSessionsAndTokensAtOnce() {
        var cookie = session(join(tom));
        var token = tokens.create("report", false, tom.viewer());
        assertThat(browser.get().uri("/api/v1/me").header("Authorization", "Bearer " + token)).hasStatusOk();

        workforce.deactivate(tom.id(), owner.viewer());

        assertThat(browser.get().uri("/you").cookie(cookie)).hasStatus(303).hasHeader("Location", "/sign-in?then=%2Fyou");
        assertThat(browser.get().uri("/api/v1/me").header("Authorization", "Bearer " + token)).hasStatus(401);
    }

    @Test
    void signingOutEverywhereEndsEverySession() {
        var one = session(join(tom));
        var other = session(signIn(email, PASSWORD));

        assertThat(browser.post().uri("/you/sessions/end").with(csrf()).cookie(one)).hasStatus(303);

        assertThat(browser.get().uri("/you").cookie(other)).hasStatus(303);
        assertThat(browser.get().uri("/you").cookie(one)).hasStatus(303);
    }

    @Test
    void aSessionThatLiesIdleEnds() {
        var cookie = session(join(tom));
        clock.pass(SignIn.IDLE.minusHours(1));
        assertThat(browser.get().uri("/you").cookie(cookie)).hasStatusOk();
        clock.pass(SignIn.IDLE.plusHours(1));
        assertThat(browser.get().uri("/you").cookie(cookie)).hasStatus(303);
    }

    @Test
    void aLinkDoesNotReplaceThePasswordOfAnotherWorkspace() {
        join(tom);
        var elsewhere = workspaces.open("Elsewhere " + email, true).id();
        Workspaces.in(elsewhere, () -> {
            var boss = team.hire("Eve Elsewhere", Role.OWNER);
            var twin = workforce.hire(new Workforce.Position("Tom Twin", email, Role.REP, null, boss.viewer().zone()), boss.viewer());
            var secret = invitations.invite(twin.id(), boss.viewer());
            assertThat(invitations.welcome(secret)).get().matches(Invitations.Welcome::known);
            assertThatThrownBy(() -> invitations.accept(secret, "a password Eve chose", "127.0.0.1")).isInstanceOf(Refused.class);
            invitations.accept(secret, PASSWORD, "127.0.0.1");
            assertThatThrownBy(() -> invitations.invite(twin.id(), boss.viewer())).hasMessageContaining("another workspace");
            return secret;
        });
        assertThat(signIn(email, PASSWORD)).hasStatus(303);
    }

    @Test
    void aTokenThatOnlyReadsChangesNothing() {
        var reading = tokens.create("look", true, owner.viewer());

        assertThat(browser.get().uri("/api/v1/people").header("Authorization", "Bearer " + reading)).hasStatusOk();
        assertThat(browser.post().uri("/api/v1/people").header("Authorization", "Bearer " + reading)).hasStatus(403);
        assertThat(browser.get().uri("/api/v1/people").header("Authorization", "Bearer rpt_nothing")).hasStatus(401);
    }

    @Test
    void onlyToAPageOfOurs() {
        join(tom);
        for (var elsewhere : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
            assertThat(browser.post().uri("/sign-in").with(csrf()).param("email", email).param("password", PASSWORD).param("then", elsewhere))
                    .hasStatus(303).hasHeader("Location", "/");
        }
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        assertThat(browser.post().uri("/sign-in").param("email", email).param("password", PASSWORD)).hasStatus(403);
    }

    @Test
    void aCircleOfManagersIsRefused() {
        var maya = team.hire("Maya Manager", Role.MANAGER, owner);
        var position = new Workforce.Position("Olivia Owner", null, Role.OWNER, maya.id(), owner.viewer().zone());

        assertThatThrownBy(() -> workforce.change(owner.id(), position, owner.viewer())).hasMessageContaining("circle");
    }

    @Test
    void theLastOwnerStays() {
        var position = new Workforce.Position("Olivia Owner", null, Role.REP, null, owner.viewer().zone());

        assertThatThrownBy(() -> workforce.change(owner.id(), position, owner.viewer())).hasMessageContaining("last owner");
    }

    private MvcTestResult join(Team.Member member) {
        var secret = invitations.invite(member.id(), owner.viewer());
        return browser.post().uri("/welcome/" + secret).with(csrf()).param("password", PASSWORD).exchange();
    }

    private MvcTestResult signIn(String email, String password) {
        return browser.post().uri("/sign-in").with(csrf()).param("email", email).param("password", password).exchange();
    }

    private static Cookie session(MvcTestResult answer) {
        return answer.getResponse().getCookie("rapport");
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString().replaceAll("name=\"_csrf\" value=\"[^\"]*\"|X-CSRF-TOKEN\": \"[^\"]*\"", "");
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
