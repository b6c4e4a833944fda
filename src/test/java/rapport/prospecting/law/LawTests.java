package rapport.prospecting.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rapport.crm.record.Phones;
import rapport.support.Check;

/** The shipped rules, case by case: who may be reached on which channel, when, and by which rule. */
class LawTests {

    static final Path REAL = Path.of("../shared/data/phone-numbers/phone_examples.csv");
    static final BiPredicate<LocalDate, ZoneId> NEVER = (_, _) -> false;
    static final Law LAW = new Law(Rules.shipped());

    /** Monday, 2 March 2026, at noon UTC. State: agreed, refused, related, or nothing known. */
    @ParameterizedTest
    @CsvSource({
        "EMAIL, DE, -, no de-email", "EMAIL, DE, agreed, ok de-email", "EMAIL, DE, related, ok de-email", "EMAIL, DE, refused, no any-refused", "EMAIL, AT, -, no at-email", "EMAIL, AT, agreed, ok at-email",
        "EMAIL, CH, -, no ch-email", "EMAIL, IT, -, no it-email", "EMAIL, ES, -, no es-email", "EMAIL, ES, related, ok es-email", "EMAIL, PL, -, no pl-email", "EMAIL, DK, -, no dk-email", "EMAIL, NO, -, no no-email", "EMAIL, NL, -, no nl-email",
        "EMAIL, BE, -, no be-email", "EMAIL, FR, -, ok fr-email", "EMAIL, FR, refused, no any-refused", "EMAIL, GB, -, ok gb-email", "EMAIL, IE, -, ok ie-email", "EMAIL, SE, -, ok se-email", "EMAIL, FI, -, ok fi-email", "EMAIL, PT, -, ok pt-email",
        "EMAIL, US, -, ok us-email", "EMAIL, US, refused, no any-refused", "EMAIL, CA, -, no ca-email", "EMAIL, CA, agreed, ok ca-email", "EMAIL, AU, -, no au-email", "EMAIL, AU, related, ok au-email", "EMAIL, JP, -, no jp-email", "EMAIL, BR, -, ok any-email", "EMAIL, ZA, -, ok any-email",
        "EMAIL, , -, ok any-email", "FAX, US, -, no us-fax", "FAX, US, related, ok us-fax", "FAX, DE, -, no de-fax", "FAX, DE, related, ok de-fax", "FAX, DE, agreed, ok de-fax", "FAX, FR, -, no any-fax", "FAX, FR, related, ok any-fax", "FAX, GB, refused, no any-refused",
        "LETTER, DE, -, ok any-letter", "LETTER, US, refused, no any-refused", "CALL, AT, -, no at-call", "CALL, AT, agreed, ok at-call any-call-window", "CALL, DE, -, ok de-call any-call-window", "CALL, DE, refused, no any-refused",
        "CALL, GB, -, ok any-call-window", "CALL, FR, -, later fr-call-window", "SOCIAL, DE, -, ok", "GIFT, US, -, ok", "CALL, IN, -, ok in-call-window", "CALL, JP, -, later any-call-window", "CALL, , -, no any-call-window"})
    @Check(10)
    void whoMayBeReached(String channel, @Nullable String country, String state, String expected) {
        var at = Instant.parse("2026-03-02T12:30:00Z");
        var zones = country == null ? Set.<ZoneId>of() : Places.zones(null, country);
        assertThat(LAW.judge(new Situation(channel, country, null, zones, at, state.equals("agreed"), state.equals("refused"), state.equals("related"), () -> 0), NEVER).code().strip()).isEqualTo(expected);
    }

    /** On the called party's clock, on days on which it changes, too. */
    @ParameterizedTest
    @CsvSource({
        "US, , America/New_York, 2026-03-02T20:59:00, ok", "US, , America/New_York, 2026-03-02T21:00:00, later", "US, , America/New_York, 2026-03-02T21:01:00, later", "US, , America/New_York, 2026-03-02T07:59:00, later", "US, , America/New_York, 2026-03-02T08:00:00, ok",
        "US, , America/New_York, 2026-03-08T08:00:00, ok", "US, , America/New_York, 2026-11-01T20:59:00, ok", "US, , America/New_York, 2026-11-01T21:00:00, later", "US, FL, America/New_York, 2026-03-02T19:59:00, ok", "US, FL, America/New_York, 2026-03-02T20:01:00, later",
        "US, , America/New_York, 2026-03-01T12:00:00, ok", "DE, , Europe/Berlin, 2026-03-01T12:00:00, later", "DE, , Europe/Berlin, 2026-03-29T12:00:00, later", "DE, , Europe/Berlin, 2026-03-30T08:00:00, ok", "DE, , Europe/Berlin, 2026-03-30T20:00:00, later",
        "FR, , Europe/Paris, 2026-03-02T12:59:00, ok", "FR, , Europe/Paris, 2026-03-02T13:00:00, later", "FR, , Europe/Paris, 2026-03-02T14:00:00, ok", "FR, , Europe/Paris, 2026-03-07T11:00:00, later", "IN, , Asia/Kolkata, 2026-03-02T09:59:00, later",
        "IN, , Asia/Kolkata, 2026-03-02T10:00:00, ok", "AU, , Australia/Sydney, 2026-03-07T16:59:00, ok", "AU, , Australia/Sydney, 2026-03-07T17:00:00, later", "AU, , Australia/Sydney, 2026-03-08T12:00:00, later", "CA, , America/Toronto, 2026-03-02T21:29:00, ok", "CA, , America/Toronto, 2026-03-02T21:30:00, later"})
    @Check(value = 10, figure = "78 cases with the others")
    void whenTheyMayBeCalled(String country, @Nullable String region, String zone, String there, String expected) {
        var at = ZonedDateTime.of(java.time.LocalDateTime.parse(there), ZoneId.of(zone)).toInstant();
        var verdict = LAW.judge(new Situation("CALL", country, region, Set.of(ZoneId.of(zone)), at, true, false, false, () -> 0), NEVER);
        assertThat(verdict.code()).startsWith(expected);
        if (verdict instanceof Verdict.Later later) {
            assertThat(LAW.judge(new Situation("CALL", country, region, Set.of(ZoneId.of(zone)), later.at(), true, false, false, () -> 0), NEVER).code()).as("at the moment it names").startsWith("ok");
        }
    }

    @Test
    void aFourthCallWithinADayWaitsInFlorida() {
        var at = ZonedDateTime.of(2026, 3, 2, 12, 0, 0, 0, ZoneId.of("America/New_York")).toInstant();
        var zones = Set.of(ZoneId.of("America/New_York"));
        assertThat(LAW.judge(new Situation("CALL", "US", "FL", zones, at, false, false, false, () -> 2), NEVER).code()).isEqualTo("ok us-fl-call-cap us-fl-call-window");
        assertThat(LAW.judge(new Situation("CALL", "US", "FL", zones, at, false, false, false, () -> 3), NEVER).code()).isEqualTo("later us-fl-call-cap");
        assertThat(LAW.judge(new Situation("CALL", "US", "TX", zones, at, false, false, false, () -> 3), NEVER).code()).isEqualTo("ok us-call-window");
    }

    @Test
    @Check(10)
    void everyVerdictSaysWhereItIsWritten() {
        assertThat(LAW.rules()).hasSizeGreaterThan(40).allSatisfy(it -> {
            assertThat(it.citation()).as(it.id()).isNotBlank();
            assertThat(it.words()).as(it.id()).endsWith(".");
            assertThat(it.checked()).isIn("yes", "look", "house");
            if (it.kind() == Rule.Kind.WINDOW) {
                assertThat(Window.of(it.params()).spans()).isNotEmpty();
            }
        });
        var denied = LAW.judge(new Situation("EMAIL", "DE", null, Set.of(), Instant.parse("2026-03-02T12:00:00Z"), false, false, false, () -> 0), NEVER);
        assertThat(denied.words()).contains("prior express consent", "UWG § 7(2)");
        assertThat(((Verdict.Allowed) LAW.judge(new Situation("EMAIL", "US", null, Set.of(), Instant.parse("2026-03-02T12:00:00Z"), false, false, false, () -> 0), NEVER)).notices()).extracting(Rule::id).contains("us-email-address");
    }

    @Test
    @Check(11)
    void aNumberOfManyZonesIsCalledOnlyWhenAllOfThemAllowIt() {
        var free = Places.zones("+18005550199", "US");
        assertThat(free).as("toll free: anywhere").hasSizeGreaterThan(10);
        var window = Window.of("08:00-21:00 MON-SUN");
        var open = minutesOpen(window, free, LocalDate.of(2026, 3, 2));
        var newYork = minutesOpen(window, Set.of(ZoneId.of("America/New_York")), LocalDate.of(2026, 3, 2));
        assertThat(open).isLessThan(newYork);
        for (var at = Instant.parse("2026-03-07T00:00:00Z"); at.isBefore(Instant.parse("2026-03-10T00:00:00Z")); at = at.plus(Duration.ofMinutes(15))) { // America changes its clocks on the 8th
            if (window.isOpen(at, free, NEVER)) {
                for (var zone : free) {
                    assertThat(at.atZone(zone).toLocalTime()).isBetween(LocalTime.of(8, 0), LocalTime.of(20, 59, 59));
                }
            }
        }
        assertThat(Places.zones("no number", null)).as("nobody knows: never, and not the rep's own").isEmpty();
        assertThat(window.next(Instant.parse("2026-03-02T12:00:00Z"), Set.of(), NEVER)).isEmpty();
    }

    @Test
    @Check(value = 11, figure = "1,128 numbers")
    void everyExampleNumberIsNormalAndItsHoursAreConservative() throws IOException {
        assumeTrue(Files.exists(REAL), "Without the example numbers there is nothing to look at: " + REAL);
        var window = Window.of("08:00-21:00 MON-SUN");
        var wrong = new ArrayList<String>();
        var without = 0;
        var all = Files.readAllLines(REAL).stream().skip(1).toList();
        for (var line : all) {
            var cells = line.split(",", -1);
            var normal = cells[0].equals("001") ? Phones.normal(cells[4], null) : Phones.normal(cells[3], cells[0]); // 001 is no country: its numbers are written with a plus
            if (!normal.equals(cells[4])) {
                wrong.add(line + " -> " + normal);
            }
            var zones = Places.zones(cells[4], cells[0]);
            without += zones.isEmpty() ? 1 : 0;
            for (var at = Instant.parse("2026-03-29T00:00:00Z"); at.isBefore(Instant.parse("2026-03-30T00:00:00Z")); at = at.plus(Duration.ofMinutes(30))) {
                if (window.isOpen(at, zones, NEVER)) {
                    var moment = at;
                    var everywhere = Stream.concat(zones.stream(), Places.zones(cells[4], null).stream()).map(it -> moment.atZone(it).toLocalTime()).collect(Collectors.toSet());
                    assertThat(everywhere).as(line).allSatisfy(it -> assertThat(it).isBetween(LocalTime.of(8, 0), LocalTime.of(20, 59, 59)));
                }
            }
        }
        System.out.println(all.size() + " numbers; of " + without + " nobody knows a zone: they are never called by themselves");
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNoWindowSaysHowOneIsWritten() {
        assertThatThrownBy(() -> Window.of("8-21")).hasMessageContaining("08:00-21:00 MON-SUN");
    }

    private static int minutesOpen(Window window, Set<ZoneId> zones, LocalDate day) {
        var open = 0;
        var from = day.atStartOfDay(ZoneId.of("UTC")).toInstant();
        for (var minute = 0; minute < 24 * 60; minute++) {
            open += window.isOpen(from.plus(Duration.ofMinutes(minute)), zones, NEVER) ? 1 : 0;
        }
        return open;
    }

}
