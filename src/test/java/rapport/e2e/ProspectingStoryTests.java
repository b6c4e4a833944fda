package rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.ops.bench.SmtpSink;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.inbox.Reader;
import rapport.prospecting.law.Rules;
import rapport.prospecting.mail.Postboxes;
import rapport.support.Book;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.WholeTest;

/** A manager builds a play, brings five people in, works a block with the keyboard, gets an answer, reads why what comes next, and one of the five leaves by one click. */
@WholeTest
@Tag("e2e")
class ProspectingStoryTests {

    private static final List<String> FIVE = List.of("Ada", "Bea", "Cyd", "Dot", "Eve");

    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired Invitations invitations;
    @Autowired SignIn signIn;
    @Autowired Postboxes postboxes;
    @Autowired Rules rules;
    @Autowired Mortal nodes;
    @Autowired Reader reader;
    @LocalServerPort int port;

    @Test
    void fromThePlayToTheAnswer() throws IOException, MessagingException {
        var mia = team.hire("Mia Manager", Role.MANAGER);
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
        book.letterhead();
        FIVE.forEach(it -> book.add(Kind.CONTACT, mia.viewer(), "firstName", it, "lastName", "Hill", "email", it.toLowerCase(java.util.Locale.ROOT) + "@brightwater.example", "mobile", "+447911123456", "country", "GB"));
        var inbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
        inbox.start();
        try (var sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well()); var context = Browser.open(1280, ColorScheme.LIGHT, "http://localhost:" + port, session(mia))) {
            var address = UUID.randomUUID() + "@northlight.example";
            var box = inbox.setUser(address, address, "secret");
            var mailbox = postboxes.open(new Postboxes.Wish(mia.viewer().id(), address, "Mia Manager", "127.0.0.1", sink.port(), "NONE", address, "secret", 1_000, 0, new Postboxes.Imap("127.0.0.1", inbox.getImap().getPort(), "NONE", null)), mia.viewer()).value();
            var node = nodes.begin("here " + UUID.randomUUID());
            reader.read(mailbox, node);
            var page = context.newPage();

            build(page);
            bringIn(page);
            outbox.send(node);
            Assertions.assertThat(sink.count()).isEqualTo(5);

            var left = new ArrayList<>(FIVE);
            left.removeAll(workABlock(page));
            answer(left.getFirst(), left.getLast(), page, sink, box, mailbox, node);
            leave(left.getLast(), page, sink);
        } finally {
            inbox.stop();
        }
    }

    private static void build(Page page) {
        page.navigate("/prospecting/plays");
        page.getByLabel("Name").fill("One question");
        button(page, "Make it").click();
        link(page, "Step").click();
        page.getByLabel("What is done").selectOption("AUTO_EMAIL");
        page.getByLabel("Subject").fill("One question, {{first_name}}");
        page.getByLabel("Words", new Page.GetByLabelOptions().setExact(true)).fill("Who worries about it?\n\n{{sender}}");
        button(page, "Write it").click();
        link(page, "Step").click();
        page.getByLabel("What is done").selectOption("CALL");
        page.getByLabel("Waits").fill("0");
        page.getByLabel("Counted in").selectOption("HOURS");
        page.getByLabel("Not before").fill("00:01");
        page.getByLabel("Not after").fill("23:59");
        page.getByLabel("Words", new Page.GetByLabelOptions().setExact(true)).fill("Ask, and wait.");
        button(page, "Write it").click();
        button(page, "Publish it").click();
        assertThat(page.getByText("Published.")).isVisible();
    }

    private static void bringIn(Page page) {
        link(page, "Bring people in").click();
        for (var it : FIVE) {
            page.getByLabel(it + " Hill").check();
        }
        button(page, "Bring in those chosen").click();
        assertThat(page.getByText("5 people are in it now.")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(5);
        assertThat(page.locator("tbody")).containsText("Step 1 of 2, e-mail that sends itself");
    }

    /** Nothing is clicked: a key for each call, and the next one is there. @return who was called */
    private static List<String> workABlock(Page page) {
        var called = new ArrayList<String>();
        page.navigate("/prospecting/blocks");
        page.getByLabel("Begins").fill("2026-03-02T09:00");
        button(page, "Set it aside").click();
        button(page, "Begin it").first().click();
        for (var call = 1; call <= 3; call++) {
            assertThat(page.locator(".block-bar")).containsText("%d %s, 0 reached".formatted(call - 1, call == 2 ? "call" : "calls"));
            page.locator("[data-island=outcomes][data-mounted]").waitFor();
            var whom = page.locator("h1").innerText();
            page.keyboard().press(call == 3 ? "4" : "5");
            assertThat(page.locator("h1")).not().hasText(whom);
            called.add(whom.split(" ")[0]);
        }
        return called;
    }

    private void answer(String who, String other, Page page, SmtpSink sink, com.icegreen.greenmail.user.GreenMailUser box, UUID mailbox, int node) throws MessagingException {
        var mail = sink.words().stream().filter(it -> it.contains("To: %s@brightwater.example".formatted(who.toLowerCase(java.util.Locale.ROOT)))).findFirst().orElseThrow();
        var name = Pattern.compile("Message-ID: <([^>]+)>").matcher(mail);
        Assertions.assertThat(name.find()).isTrue();
        box.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream("From: Somebody <somebody@private.example>\r\nSubject: Re: One question\r\nMessage-ID: <1@private.example>\r\nIn-Reply-To: <%s>\r\n\r\nThat would be me. Thursday?\r\n".formatted(name.group(1)).getBytes(StandardCharsets.UTF_8))));
        reader.read(mailbox, node);
        page.navigate("/prospecting/answers");
        assertThat(page.locator("tbody")).containsText("That would be me. Thursday?");
        assertThat(page.locator("tbody")).containsText("They answered");
        page.navigate("/prospecting/plays");
        link(page, "One question").click();
        assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText(who + " Hill"))).containsText("answered");
        page.locator("tbody tr", new Page.LocatorOptions().setHasText(other + " Hill")).getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("#tally")).containsText("Step 2 of 2, call, on Monday 2 March"); // what comes next, when and why
        assertThat(page.locator("#tally")).containsText("as soon as its hours allow");
    }

    private void leave(String who, Page page, SmtpSink sink) {
        var mail = sink.words().stream().filter(it -> it.contains("To: %s@brightwater.example".formatted(who.toLowerCase(java.util.Locale.ROOT)))).findFirst().orElseThrow();
        var link = Pattern.compile("List-Unsubscribe:\\s+<https?://[^/]+(/leave/[^>]+)>").matcher(mail);
        Assertions.assertThat(link.find()).isTrue();
        page.navigate(link.group(1));
        page.getByRole(AriaRole.BUTTON).last().click();
        assertThat(page.getByText("You get no more mail from us")).isVisible();
        page.navigate("/prospecting/plays");
        link(page, "One question").click();
        assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText(who + " Hill"))).containsText("wants no more");
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static com.microsoft.playwright.Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
    }

    private String session(Team.Member member) {
        var workspace = Workspaces.current().orElseThrow();
        var login = invitations.accept(invitations.invite(member.id(), Viewer.system(workspace, "test")), UUID.randomUUID().toString(), "test");
        return signIn.open(login, workspace, "127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0");
    }
}
