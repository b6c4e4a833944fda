package rapport.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.coaching.Coaching;
import rapport.coaching.StartProgramme;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.kernel.Slot;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Workforce;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;

/** The week of Monday, 2 March 2026, 09:00 UTC, as its people see it. */
@WholeTest
class CalendarPageTests {

    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final Pattern COLUMN = Pattern.compile("<section class=\"cal-day[^>]*id=\"day-([0-9-]+)\"(.*?)</section>", Pattern.DOTALL);

    @Autowired MockMvcTester browser;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired Workforce workforce;
    @Autowired Coaching coaching;
    @Autowired Absences absences;
    @Autowired Calendar calendar;
    @Autowired TransactionOperations transactions;

    Team.Member owner;
    Team.Member maya;
    Team.Member tom;
    Team.Member rita;

    @BeforeEach
    void people() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        maya = team.hire("Maya Manager", Role.MANAGER, owner);
        tom = team.hire("Tom Rep", Role.REP, maya);
        rita = team.hire("Rita Rep", Role.REP, owner);
    }

    @Test
    void aWeekHoldsWhatIsInItOnItsDay() {
        meeting("Visit to Tallis", "2026-03-03T10:30:00Z", tom);
        meeting("Visit to Corvid", "2026-03-09T10:30:00Z", tom);
        task("Send the audit sheet", TODAY.plusDays(2), tom);
        coach("2026-03-05T10:00");
        absences.enter(tom.id(), TODAY.plusDays(4), TODAY.plusDays(5), Absence.Kind.LEAVE, tom.viewer());
        transactions.execute(_ -> calendar.protect(Slot.of(Instant.parse("2026-03-02T14:00:00Z"), Duration.ofMinutes(60)), "Focus", Set.of(tom.id())));

        var week = page("/calendar", tom);

        assertThat(day(week, "2026-03-02")).contains("Focus").contains("14:00<span class=\"cal-end\">–15:00").doesNotContain("Visit to Tallis");
        assertThat(day(week, "2026-03-03")).contains("Visit to Tallis", "10:30<span class=\"cal-end\">–11:30");
        assertThat(day(week, "2026-03-04")).contains("Send the audit sheet");
        assertThat(day(week, "2026-03-05")).contains("Coaching with Maya Manager", "10:00<span class=\"cal-end\">–10:45").doesNotContain("cal-protected");
        assertThat(day(week, "2026-03-06")).contains("Leave");
        assertThat(day(week, "2026-03-07")).contains("Leave");
        assertThat(day(week, "2026-03-08")).contains("Nothing yet");
        assertThat(week).doesNotContain("Visit to Corvid").contains("3 appointments, 1 thing to do.");
        assertThat(page("/calendar?week=2026-W11", tom)).contains("Visit to Corvid").doesNotContain("Visit to Tallis");
    }

    @Test
    void publicHolidaysAreThoseOfTheProgramme() {
        coaching.start(new StartProgramme(List.of(tom.id()), 1, 45, LocalDateTime.parse("2026-03-09T10:00"), ZoneId.of("UTC"), StartProgramme.EXPECTATIONS, null, "DE"), maya.viewer());

        assertThat(day(page("/calendar?week=2026-W14", tom), "2026-04-03")).contains("Good Friday", "Germany");
        assertThat(page("/calendar?week=2026-W14", rita)).doesNotContain("Good Friday");
    }

    /** In Berlin the clock goes from 2 to 3 on Sunday, 29 March 2026. */
    @Test
    void aDayBeginsAndEndsOnTheViewersClockAlsoWhenItIsPutForward() {
        var ben = berliner("Ben Berliner");
        meeting("Late on Saturday", "2026-03-28T22:30:00Z", ben);
        meeting("After midnight", "2026-03-28T23:15:00Z", ben);
        meeting("Sunday lunch", "2026-03-29T10:00:00Z", ben);
        meeting("Monday already", "2026-03-29T22:30:00Z", ben);

        var week = page("/calendar?week=2026-W13", ben);

        assertThat(day(week, "2026-03-28")).contains("Late on Saturday", "23:30<span class=\"cal-end\">–00:30");
        assertThat(day(week, "2026-03-29")).contains("Late on Saturday").contains("After midnight", "00:15<span class=\"cal-end\">–01:15").contains("Sunday lunch", "12:00<span class=\"cal-end\">–13:00").doesNotContain("Monday already");
        assertThat(week).doesNotContain("Monday already");
        assertThat(day(page("/calendar?week=2026-W14", ben), "2026-03-30")).contains("Monday already", "00:30<span class=\"cal-end\">–01:30");
    }

    @Test
    void whatHappensAtOnceStandsSideBySideAndACrowdLeadsToTheDay() {
        for (var i = 0; i < 5; i++) {
            meeting("Meeting %d".formatted(i), "2026-03-03T10:00:00Z", tom);
        }

        var tuesday = day(page("/calendar", tom), "2026-03-03");

        assertThat(tuesday).contains("lane-1-of-3", "lane-2-of-3", "lane-3-of-3", "2 more");
        assertThat(page("/calendar?day=2026-03-03", tom)).contains("Meeting 0", "Meeting 1", "Meeting 2", "Meeting 3", "Meeting 4");
    }

    @Test
    void overdueIsCollectedAndWhatWaitsStandsInItsGroup() {
        task("Long ago", TODAY.minusDays(30), tom);
        task("Due today", TODAY, tom);
        task("On Friday", TODAY.plusDays(4), tom);
        task("Next month", TODAY.plusDays(30), tom);
        task("Some time", null, tom);

        var week = page("/calendar", tom);

        assertThat(week).contains("One is overdue.").contains("id=\"overdue\"").contains("30\u00a0d late");
        for (var group : List.of("Overdue:Long ago", "Today:Due today", "This week:On Friday", "Later:Next month", "No day:Some time")) {
            assertThat(group(week, group.split(":")[0])).contains(group.split(":")[1]);
        }
    }

    @Test
    void aLongGroupShowsItsFirstAndLeadsToTheRest() {
        for (var i = 0; i < 23; i++) {
            task("Promise %d".formatted(i), TODAY.plusDays(1), tom);
        }

        var group = group(page("/calendar", tom), "This week");

        var rest = Pattern.compile("href=\"([^\"]+)\">3 more").matcher(group);
        assertThat(Pattern.compile("data-task").matcher(group).results().count()).isEqualTo(20);
        assertThat(rest.find()).isTrue();
        assertThat(page(rest.group(1).replace("&amp;", "&").replace("%3D", "=").replace("%3B", ";"), tom)).contains("Promise 22");
        assertThat(day(page("/calendar", tom), "2026-03-03")).contains("19 more");
    }

    @Test
    void whatIsTickedOffComesBackToTheCalendarAndCanBeTakenBack() {
        var call = task("Call Jonna", TODAY, tom);

        var ticked = browser.post().uri("/activities/%s/done".formatted(call)).param("back", "/calendar?week=2026-W10#tasks").with(tom.asks()).exchange();

        assertThat(ticked).hasStatus(303).hasHeader("Location", "/calendar?week=2026-W10#tasks");
        assertThat(page("/calendar", tom)).doesNotContain("data-task").contains("Call Jonna");
        assertThat(browser.post().uri("/activities/%s/undone".formatted(call)).param("back", "//evil.example").with(tom.asks())).hasStatus(303).hasHeader("Location", "/activities/" + call);
        assertThat(group(page("/calendar", tom), "Today")).contains("Call Jonna");
    }

    @Test
    void aDayTellsWhatIsFreeBetween() {
        meeting("First", "2026-03-03T10:00:00Z", tom);
        meeting("Second", "2026-03-03T13:30:00Z", tom);
        task("Due on Tuesday", TODAY.plusDays(1), tom);

        var day = page("/calendar?day=2026-03-03", tom);

        assertThat(day).contains("2 appointments; 6\u00a0h\u00a030 of the working day free.").contains("Free, 1\u00a0h").contains("Free, 2\u00a0h\u00a030").contains("Free, 3\u00a0h").contains("Due on Tuesday")
                .contains("/activities/new?sort=MEETING&amp;minutes=30&amp;happensAt=2026-03-03T11:00");
    }

    @Test
    void anEmptySlotLeadsToTheFormWithItsTime() {
        assertThat(page("/calendar", tom)).contains("/activities/new?sort=MEETING&amp;minutes=30&amp;happensAt=2026-03-03T09:00").contains("Nothing stands here yet");
        assertThat(page("/activities/new?sort=MEETING&minutes=30&happensAt=2026-03-03T09:00", tom)).contains("value=\"2026-03-03T09:00\"");
        var vera = team.hire("Vera Viewer", Role.VIEWER);
        assertThat(page("/calendar", vera)).doesNotContain("/activities/new");
    }

    @Test
    void aManagerSeesTheirLineAndEverybodyElseNothing() {
        meeting("Toms own", "2026-03-03T10:00:00Z", tom);
        var ritasDeal = book.opportunity(rita.id(), owner.viewer());
        book.add(Kind.ACTIVITY, owner.viewer(), "name", "About a deal of Rita", "sort", "MEETING", "happensAt", "2026-03-04T10:00:00Z", "owner", tom.id(), "opportunity", ritasDeal);
        transactions.execute(_ -> calendar.protect(Slot.of(Instant.parse("2026-03-05T14:00:00Z"), Duration.ofMinutes(60)), "A word with the doctor", Set.of(tom.id())));

        assertThat(page("/calendar?who=" + tom.id(), maya)).contains("Tom Rep: 2–8 March", "Toms own", "Protected time").doesNotContain("About a deal of Rita").doesNotContain("A word with the doctor");
        assertThat(page("/calendar?who=" + tom.id(), owner)).contains("Toms own", "About a deal of Rita");
        assertThat(page("/calendar", maya)).doesNotContain("Toms own");
        assertThat(page("/calendar", rita)).doesNotContain("Toms own");
        for (var asker : List.of(rita, team.hire("Mark Marketer", Role.MARKETER))) {
            assertThat(browser.get().uri("/calendar?who=" + tom.id()).with(asker.asks())).hasStatus(404);
            assertThat(browser.get().uri("/calendar?day=2026-03-03&who=" + tom.id()).with(asker.asks())).hasStatus(404);
            assertThat(browser.get().uri("/api/v1/calendar?who=" + tom.id()).with(asker.asks())).hasStatus(404);
        }
        assertThat(browser.get().uri("/calendar?who=" + maya.id()).with(tom.asks())).hasStatus(404);
        assertThat(browser.get().uri("/calendar?who=" + UUID.randomUUID()).with(owner.asks())).hasStatus(404);
    }

    @Test
    void coachingShowsToTheTwoAndIsProtectedTimeToOthers() {
        coach("2026-03-05T10:00");

        assertThat(page("/calendar?who=" + tom.id(), maya)).contains("Coaching with Maya Manager");
        assertThat(page("/calendar?who=" + tom.id(), owner)).contains("Protected time").doesNotContain("Coaching with");
    }

    @Test
    void whatIsNoWeekIsNoPage() {
        for (var path : List.of("/calendar?week=2026-W60", "/calendar?week=next", "/calendar?day=yesterday", "/calendar?day=+999999999-12-31")) {
            assertThat(browser.get().uri(path).with(tom.asks())).as(path).hasStatus(404);
        }
    }

    @Test
    void programsReadTheSame() {
        meeting("Visit to Tallis", "2026-03-03T10:30:00Z", tom);
        task("Send the audit sheet", TODAY.plusDays(2), tom);
        meeting("The Monday after", "2026-03-09T00:00:00Z", tom);

        var answer = browser.get().uri("/api/v1/calendar?from=2026-03-02&to=2026-03-09").with(tom.asks());

        assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.items[*].title").asArray().containsExactly("Send the audit sheet", "Visit to Tallis");
        assertThat(answer).bodyJson().extractingPath("$.items[1].start").isEqualTo("2026-03-03T10:30:00Z");
        assertThat(browser.get().uri("/api/v1/calendar?from=2026-03-02&to=2027-03-02").with(tom.asks())).hasStatus(409);
    }

    private void meeting(String name, String at, Team.Member whose) {
        book.add(Kind.ACTIVITY, whose.viewer(), "name", name, "sort", "MEETING", "happensAt", at, "minutes", 60, "owner", whose.id());
    }

    private UUID task(String name, LocalDate due, Team.Member whose) {
        return book.add(Kind.ACTIVITY, whose.viewer(), "name", name, "sort", "TASK", "dueOn", due, "owner", whose.id()).id();
    }

    private void coach(String first) {
        coaching.start(new StartProgramme(List.of(tom.id()), 1, 45, LocalDateTime.parse(first), ZoneId.of("UTC"), StartProgramme.EXPECTATIONS, null), maya.viewer());
    }

    private Team.Member berliner(String name) {
        var zone = ZoneId.of("Europe/Berlin");
        var workspace = Workspaces.current().orElseThrow();
        var person = workforce.hire(new Workforce.Position(name, "ben.%s@example.com".formatted(UUID.randomUUID().toString().substring(0, 8)), Role.REP, null, zone), Viewer.system(workspace, "test"));
        return new Team.Member(new Viewer(workspace, person.id(), name, Role.REP, zone, Locale.UK, Through.PAGE, "127.0.0.1"));
    }

    private String page(String path, Team.Member reader) {
        var answer = browser.get().uri(path).with(reader.asks()).exchange();
        assertThat(answer).as(path).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String day(String week, String day) {
        return COLUMN.matcher(week).results().filter(it -> it.group(1).equals(day)).map(it -> it.group(2)).findFirst().orElseThrow();
    }

    private static String group(String page, String title) {
        var at = page.indexOf("<section class=\"tasks-group\" aria-label=\"%s\">".formatted(title));
        assertThat(at).as(title).isPositive();
        return page.substring(at, page.indexOf("</section>", at));
    }
}
