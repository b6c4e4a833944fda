package rapport.coaching;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.calendar.Feeds;
import rapport.coaching.Disturbance.Cause;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.mail.Postman;
import rapport.people.Workforce;
import rapport.support.Mailbox;
import rapport.support.Csrf;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Both know that it is coaching: by mail, in their own calendars, and by one tap that a mail scanner cannot make. */
@WholeTest
class InvitationTests {

    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired Coaching coaching;
    @Autowired ProtectedTime time;
    @Autowired SessionList sessions;
    @Autowired Workforce workforce;
    @Autowired Postman postman;
    @Autowired RemindByMail reminders;
    @Autowired Feeds feeds;
    @Autowired MockMvcTester browser;

    Team.Member maya;
    Team.Member ben;
    Viewer system;
    SessionId first;

    @BeforeEach
    void aProgramme() {
        maya = team.hire("Maya Lindqvist", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, maya);
        system = Viewer.system(maya.viewer().workspace(), "test");
        coaching.start(new StartProgramme(List.of(ben.id()), 2, 45, LocalDateTime.of(2026, 3, 17, 9, 0), ZoneId.of("Europe/Berlin"), StartProgramme.EXPECTATIONS, null), maya.viewer());
        first = new SessionId(sessions.coming(null, null, 1, ben.viewer()).getFirst().id());
        postman.run(system);
    }

    @Test
    void bothGetAnInvitationThatNamesItCoachingAndBothOfThem() throws Exception {
        assertThat(mails(maya)).hasSize(3);
        var mail = mails(ben).getFirst();
        assertThat(mail.getSubject()).isEqualTo("Coaching: Maya Lindqvist / Ben Okafor");
        var part = part(mail, "text/calendar");
        assertThat(part.getContentType()).contains("method=REQUEST");
        var event = Biweekly.parse(text(part)).first().getEvents().getFirst();
        assertThat(event.getSummary().getValue()).startsWith("Coaching:");
        assertThat(event.getAttendees()).hasSize(2).allSatisfy(it -> assertThat(it.getRsvp()).isTrue());
        assertThat(event.getSequence().getValue()).isZero();
    }

    @Test
    void timesKeepTheirPlaceOnTheWallClockWhenSummerComes() throws Exception {
        assertThat(mails(ben)).extracting(it -> Biweekly.parse(text(part(it, "text/calendar"))).first().getEvents().getFirst().getDateStart().getValue().toInstant())
                .containsExactlyInAnyOrder(Instant.parse("2026-03-17T08:00:00Z"), Instant.parse("2026-03-31T07:00:00Z"), Instant.parse("2026-04-14T07:00:00Z"));
    }

    @Test
    void theLinkAsksAndOnlyItsButtonAccepts() throws Exception {
        var link = link(first, ben);
        assertThat(browser.get().uri(link)).hasStatusOk().bodyText().contains("Coaching with Maya Lindqvist", "I come");
        assertThat(coaching.acceptances(first, maya.viewer())).as("a scanner that opens the link says nothing").isEmpty();

        assertThat(browser.post().uri(link).with(Csrf.csrf())).hasStatusOk().bodyText().contains("Accepted");
        assertThat(coaching.acceptances(first, maya.viewer())).containsOnlyKeys(ben.id());
        assertThat(browser.post().uri(link).with(Csrf.csrf())).as("twice is once").hasStatusOk();

        clock.passUntil(Instant.parse("2026-03-17T08:00:01Z"));
        assertThat(browser.get().uri(link)).hasStatus(404);
    }

    @Test
    void aLinkToATimeThatWasMovedAcceptsNothing() throws Exception {
        var link = link(first, ben);
        time.move(first, Instant.parse("2026-03-17T12:00:00Z"), 45, Cause.CUSTOMER, "", maya.viewer());
        assertThat(browser.get().uri(link)).bodyText().contains("was moved").doesNotContain("I come");
        assertThat(browser.post().uri(link).with(Csrf.csrf())).hasStatus(409);
        assertThat(coaching.acceptances(first, maya.viewer())).containsOnlyKeys(maya.id());

        postman.run(system);
        var events = mails(ben).stream().map(it -> event(it)).filter(it -> it.getUid().getValue().startsWith(first.toString())).toList();
        assertThat(events).extracting(it -> it.getSequence().getValue()).containsExactly(0, 1);
    }

    @Test
    void callingOffTakesItOutOfBothCalendars() throws Exception {
        time.cancel(first, Cause.INTERNAL, "", maya.viewer());
        postman.run(system);
        postman.run(system);

        for (var member : List.of(maya, ben)) {
            var cancelled = mails(member).stream().filter(it -> subject(it).startsWith("Called off")).toList();
            assertThat(cancelled).singleElement().satisfies(it -> assertThat(part(it, "text/calendar").getContentType()).contains("method=CANCEL"));
        }
        var secret = feeds.renew(ben.viewer());
        assertThat(feed(secret)).hasSize(2);
    }

    @Test
    void ownCalendarsSubscribeToASecretAddress() throws Exception {
        var secret = feeds.renew(ben.viewer());
        assertThat(feed(secret)).hasSize(3).first().satisfies(it -> {
            assertThat(it.getSummary().getValue()).isEqualTo("Coaching: Maya Lindqvist / Ben Okafor");
            assertThat(it.getDateStart().getValue()).isEqualTo(Date.from(Instant.parse("2026-03-17T08:00:00Z")));
        });
        var renewed = feeds.renew(ben.viewer());
        assertThat(browser.get().uri("/calendar/%s.ics".formatted(secret))).as("a new address ends the former").hasStatus(404);

        var admin = team.hire("Adam Admin", Role.ADMIN);
        workforce.deactivate(ben.id(), admin.viewer());
        assertThat(browser.get().uri("/calendar/%s.ics".formatted(renewed))).hasStatus(404);
    }

    @Test
    void eachDutyIsRemindedOfOnce() {
        clock.passUntil(Instant.parse("2026-03-15T09:00:00Z"));
        coaching.accept(first, maya.viewer());
        reminders.run(system);
        reminders.run(system);
        postman.run(system);

        assertThat(reminded(ben)).containsExactlyInAnyOrder("Say yes to coaching with Maya Lindqvist", "Prepare for coaching with Maya Lindqvist");
        assertThat(reminded(maya)).containsExactly("Prepare for coaching with Ben Okafor");
        assertThat(browser.get().uri("/today").with(ben.asks())).bodyText().contains("Say yes to coaching with Maya Lindqvist", "Prepare for Maya Lindqvist");
        clock.pass(Duration.ofDays(3));
        reminders.run(system);
        postman.run(system);
        assertThat(reminded(maya)).as("too late is no reminder").hasSize(1);
    }

    @Test
    void whoeverStandsInIsInvitedAndTheCoachSetFree() {
        var tomas = team.hire("Tomás Rey", Role.MANAGER);
        time.substitute(first, tomas.id(), Cause.LEAVE, "", maya.viewer());
        postman.run(system);

        assertThat(mails(tomas)).hasSize(1);
        assertThat(mails(maya).stream().map(InvitationTests::subject)).anyMatch(it -> it.startsWith("Called off"));
        assertThat(mails(ben).stream().map(InvitationTests::subject)).noneMatch(it -> it.startsWith("Called off"));
        assertThat(browser.get().uri("/coaching/sessions/%s/preparation".formatted(first)).with(tomas.asks())).hasStatusOk();
    }

    @Test
    void aLinkToSignInGoesToTheAddressItIsForAndIsShownToNobody() throws Exception {
        assertThat(browser.post().uri("/people/%s/hand-over".formatted(ben.id())).param("mail", "true").with(maya.asks())).hasStatus(303);
        postman.run(system);
        var mail = mails(ben).stream().filter(it -> subject(it).equals("Your way into Rapport")).findFirst().orElseThrow();
        var found = Pattern.compile("/welcome/\\S+").matcher(text(part(mail, "text/plain")));
        assertThat(found.find()).isTrue();
        assertThat(browser.get().uri(found.group())).hasStatusOk();
    }

    private List<String> reminded(Team.Member member) {
        return mails(member).stream().map(InvitationTests::subject).filter(it -> it.startsWith("Say yes") || it.startsWith("Prepare") || it.startsWith("Was it")).toList();
    }

    private List<biweekly.component.VEvent> feed(String secret) throws Exception {
        var answer = browser.get().uri("/calendar/%s.ics".formatted(secret)).exchange();
        assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith("text/calendar");
        return Biweekly.parse(answer.getResponse().getContentAsString()).first().getEvents();
    }

    private String link(SessionId session, Team.Member member) throws Exception {
        var mail = mails(member).stream().filter(it -> event(it).getUid().getValue().startsWith(session.toString())).findFirst().orElseThrow();
        var found = Pattern.compile("/accept/\\S+").matcher(text(part(mail, "text/plain")));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private List<MimeMessage> mails(Team.Member member) {
        return Mailbox.of(workforce.person(member.id(), system).email());
    }

    private static biweekly.component.VEvent event(MimeMessage mail) {
        try {
            return Biweekly.parse(text(part(mail, "text/calendar"))).first().getEvents().getFirst();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Part part(Part of, String type) throws Exception {
        if (of.isMimeType(type)) {
            return of;
        }
        if (of.getContent() instanceof Multipart many) {
            for (var i = 0; i < many.getCount(); i++) {
                var found = part(many.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String text(Part part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
