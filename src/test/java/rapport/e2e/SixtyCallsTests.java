package rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.prospecting.Channel;
import rapport.prospecting.dispatch.Queue;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** An hour's calls, a key each. The program is to take so little of the hour that sixty conversations not had fit into it. */
@WholeTest
class SixtyCallsTests {

    private static final Logger LOG = LoggerFactory.getLogger(SixtyCallsTests.class);
    private static final int CALLS = 60;

    @LocalServerPort int port;
    @Autowired SignIn signIn;
    @Autowired Invitations invitations;
    @Autowired Queue queue;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    @Test
    @Check(value = 23, figure = "60 calls, 60 keys, 7 s of the hour")
    void sixtyCallsAreSixtyKeys() {
        var ben = team.hire("Ben Okafor", Role.REP);
        UUID first = null;
        for (var i = 0; i < CALLS; i++) {
            var contact = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Contact", "lastName", "Number" + i, "phone", "+4420794600%02d".formatted(i), "country", "GB").id();
            first = first == null ? contact : first;
            transactions.executeWithoutResult(_ -> queue.plan(new Queue.Wish(contact, ben.viewer().id(), Channel.CALL, null, clock.instant())));
        }
        var root = "http://localhost:" + port;
        try (var browser = Browser.open(1280, ColorScheme.LIGHT, root, session(ben))) {
            var page = browser.newPage();
            page.navigate("/prospecting/calls/" + first);
            var began = System.nanoTime();
            for (var call = 1; call <= CALLS; call++) {
                page.locator("[data-island=outcomes][data-mounted]").waitFor();
                var whom = page.locator("h1").innerText();
                page.keyboard().press(String.valueOf(4 + call % 3));
                if (call < CALLS) {
                    assertThat(page.locator("h1")).not().hasText(whom);
                }
            }
            page.waitForURL("**/contacts/**");
            LOG.info("{} calls logged, each by one key, in {} s", CALLS, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        }
        long logged = transactions.execute(_ -> jdbc.sql("select count(distinct contact) from prospecting.attempt where kind = 'CALL'").query(Long.class).single());
        Assertions.assertThat(logged).isEqualTo(CALLS);
    }

    private String session(Team.Member member) {
        var workspace = Workspaces.current().orElseThrow();
        var login = invitations.accept(invitations.invite(member.id(), Viewer.system(workspace, "test")), UUID.randomUUID().toString(), "test");
        return signIn.open(login, workspace, "127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0");
    }
}
