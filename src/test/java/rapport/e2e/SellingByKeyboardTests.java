package rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;

/** A seller's day without a mouse: nothing is clicked, everything is pressed. */
@WholeTest
@Tag("e2e")
class SellingByKeyboardTests {

    @Autowired Team team;
    @Autowired Book book;
    @Autowired Invitations invitations;
    @Autowired SignIn signIn;
    @LocalServerPort int port;

    @Test
    void anOpportunityIsMadeQualifiedMovedAndClosed() {
        var tom = team.hire("Tom Rep", Role.REP);
        book.account("Brightwater Foods", tom.viewer());
        try (var context = Browser.open(1280, ColorScheme.LIGHT, "http://localhost:" + port, session(tom))) {
            var page = context.newPage();
            page.navigate("/board");
            page.locator("#palette[data-mounted]").waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));

            page.keyboard().press("Control+k");
            page.keyboard().type("new oppo");
            assertThat(page.locator("#palette [role=option][aria-selected=true]")).hasText("New opportunity");
            page.keyboard().press("Enter");
            create(page);
            qualify(page);
            move(page);
            close(page);
        }
    }

    private static void create(Page page) {
        page.locator(".pick[data-mounted]").first().waitFor();
        focus(page, "Account");
        page.keyboard().type("brightw");
        assertThat(page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Brightwater Foods"))).isVisible();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Account", new Page.GetByLabelOptions().setExact(true))).hasValue("Brightwater Foods");
        focus(page, "Value");
        page.keyboard().type("84,000");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Brightwater Foods"))).isVisible();
    }

    /** In the list, where it stands: the next step, with E and Tab to the field. */
    private static void qualify(Page page) {
        page.keyboard().press("g");
        page.keyboard().press("o");
        page.locator("table[data-mounted]").waitFor();
        page.keyboard().press("j");
        page.keyboard().press("e");
        assertThat(page.locator(".cell-edit")).isVisible();
        while (page.locator(".cell-edit [name=nextStep]").count() == 0) {
            var before = page.locator(".cell-edit input:not([type=hidden]), .cell-edit select").first().getAttribute("name");
            page.locator(".cell-edit [name=%s]:focus".formatted(before)).waitFor();
            page.keyboard().press("Tab");
            page.locator(".cell-edit [name=%s]".formatted(before)).waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            page.locator(".cell-edit").waitFor();
        }
        page.locator(".cell-edit [name=nextStep]:focus").waitFor();
        page.keyboard().type("Ask what a held batch costs");
        page.keyboard().press("Enter");
        assertThat(page.locator("td[data-edit$=nextStep]")).containsText("Ask what a held batch costs");
    }

    private static void move(Page page) {
        page.navigate("/board");
        page.locator("#board[data-mounted]").waitFor();
        page.locator(".deal-card").first().focus();
        page.keyboard().press("m");
        assertThat(page.locator("#move-menu")).isVisible();
        page.keyboard().press("3");
        assertThat(page.locator(".column[aria-label=Proposal] .deal-card")).hasCount(1);
        page.locator(".column[aria-label=Proposal] .deal-card:focus").waitFor();
    }

    private static void close(Page page) {
        page.keyboard().press("m");
        page.keyboard().press("w");
        assertThat(page.locator("#close-deal")).isVisible();
        page.getByLabel("Won", new Page.GetByLabelOptions().setExact(true)).focus();
        page.keyboard().press("Space");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close it")).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Open it again")).isVisible();
        assertThat(page.locator(".room-facts")).containsText("Won");
    }

    /** On a phone the pages people sell with fit, and the board scrolls inside itself. */
    @Test
    void itFitsAPhone() {
        var tom = team.hire("Tom Rep", Role.REP);
        var account = book.account("A company with quite a long name that goes on and on", tom.viewer());
        var deal = book.add(Kind.OPPORTUNITY, tom.viewer(), "account", account, "owner", tom.id(), "amount", 123_456_789, "nextStep", "Something that takes more than a line to say on a small screen").id();
        try (var context = Browser.open(360, ColorScheme.LIGHT, "http://localhost:" + port, session(tom))) {
            var page = context.newPage();
            for (var address : new String[] {"/board", "/board?lanes=owner", "/opportunities", "/opportunities/" + deal, "/opportunities/new", "/accounts/" + account, "/search?q=company", "/forecast"}) {
                page.navigate(address);
                org.assertj.core.api.Assertions.assertThat((int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).as(address).isZero();
            }
        }
    }

    private static void focus(Page page, String label) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).focus();
    }

    private String session(Team.Member member) {
        var workspace = Workspaces.current().orElseThrow();
        var login = invitations.accept(invitations.invite(member.id(), Viewer.system(workspace, "test")), UUID.randomUUID().toString(), "test");
        return signIn.open(login, workspace, "127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0");
    }
}
