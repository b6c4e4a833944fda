package rapport.coaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From programme to verdict through the API of the running program, with the clock moved and nothing else touched. */
@WholeTest
class CoachingStoryTests {

    /** What goes wrong, each breaking one condition. */
    enum Slip { C1_ACCEPTED_LATE, C2_NOT_SIGNED, C3_PREPARED_LATE, C4_SHALLOW, C5_CUT_SHORT, C6_NO_PACK, C7_NO_CONTENT, C8_NO_COMMITMENT, C9_REP_SAYS_NO }

    static final Instant START = Instant.parse("2026-03-09T10:00:00Z");

    @Autowired MockMvcTester browser;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired Book book;
    @Autowired SessionList sessions;
    @Autowired JsonMapper json;

    Team.Member maya;
    Team.Member ben;
    String root;
    String programme;
    List<UUID> deals;

    @BeforeEach
    void aProgramme() throws Exception {
        maya = team.hire("Maya Lindqvist", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, maya);
        deals = new ArrayList<>(IntStream.range(0, 4).mapToObj(_ -> book.opportunity(ben.id(), ben.viewer())).toList());
        var made = post(maya, "/api/v1/coaching/programmes", """
                {"reps": ["%s"], "everyWeeks": 2, "minutes": 45, "firstSlot": "2026-03-09T10:00:00"}""".formatted(ben.id()));
        assertThat(made).hasStatus(201);
        programme = tree(made).get("id").asString();
        root = "/api/v1/coaching/sessions/" + sessions.coming(null, null, 1, ben.viewer()).getFirst().id();
    }

    @Test
    void aSessionThatBothKnowPrepareHoldAndConfirmCounts() throws Exception {
        play(EnumSet.noneOf(Slip.class));

        var verdict = verdict(ben);
        assertThat(verdict.get("result").asString()).isEqualTo("COUNTS");
        assertThat(verdict.get("policyVersion").asInt()).isEqualTo(1);
        assertThat(verdict(maya)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(Slip.class)
    void eachSlipFailsItsOwnConditionAndNoOther(Slip slip) throws Exception {
        play(EnumSet.of(slip));

        var verdict = verdict(maya);
        assertThat(verdict.get("result").asString()).isEqualTo("DOES_NOT_COUNT");
        assertThat(failed(verdict)).containsExactly(slip.name().substring(0, 2));
        verdict.get("checks").forEach(it -> assertThat(it.get("pass").asBoolean() || !it.get("fix").asString().isBlank()).isTrue());
    }

    @Test
    void whatOneHasAnsweredShowsNowhereUntilBothHave() throws Exception {
        playUntilConfirmation(EnumSet.noneOf(Slip.class));
        assertThat(put(maya, "/confirmation", "{\"wasCoaching\": false}")).hasStatusOk().bodyJson().extractingPath("otherAnswered").isEqualTo(false);

        var waiting = verdict(ben);
        assertThat(waiting.get("result").asString()).isEqualTo("PENDING");
        assertThat(waiting.get("checks").get(8).get("pass").isNull()).isTrue();
        assertThat(put(maya, "/confirmation", "{\"wasCoaching\": true}")).as("an answer stays").hasStatus(409);
        assertThat(put(maya, "/confirmation", "{\"wasCoaching\": false}")).as("and may be sent again").hasStatusOk();

        clock.pass(Duration.ofHours(73));
        assertThat(failed(verdict(ben))).containsExactly("C9");
        assertThat(put(ben, "/confirmation", "{\"wasCoaching\": true}")).hasStatus(409);
    }

    @Test
    void aVerdictThatIsReachedStays() throws Exception {
        play(EnumSet.of(Slip.C8_NO_COMMITMENT));
        var reached = verdict(maya);
        commit();

        assertThat(verdict(maya)).isEqualTo(reached);
    }

    @Test
    void preparationIsPrivateUntilBothHaveSubmitted(@Autowired Preparing preparing) throws Exception {
        clock.passUntil(START.minus(Duration.ofDays(3)));
        var id = SessionId.of(root.substring(root.lastIndexOf('/') + 1));
        assertThat(put(ben, "/preparation", preparation(deals.subList(0, 1), 8))).hasStatus(204);

        assertThat(preparing.of(id, maya.viewer()).theirs()).isNull();
        assertThat(preparing.of(id, maya.viewer()).theySubmitted()).isTrue();
        assertThat(put(maya, "/preparation", "{\"words\": \"Who owns the pain?\"}")).hasStatus(204);
        assertThat(preparing.of(id, maya.viewer()).theirs()).isNotNull();
        assertThat(preparing.of(id, ben.viewer()).theirs().words()).isEqualTo("Who owns the pain?");
    }

    @Test
    void aWordInPassingLeavesAdherenceAsItIs() throws Exception {
        play(EnumSet.noneOf(Slip.class));
        verdict(maya);
        clock.pass(Duration.ofDays(40));
        var before = browser.get().uri("/api/v1/coaching/adherence").with(maya.asks()).exchange().getResponse().getContentAsString();
        assertThat(before).contains("\"counted\":1", "\"waiting\":40", "\"standing\":\"RED\"");

        assertThat(post(maya, "/api/v1/coaching/contacts", "{\"person\": \"%s\"}".formatted(ben.id()))).hasStatus(201);

        assertThat(browser.get().uri("/api/v1/coaching/adherence").with(maya.asks()).exchange().getResponse().getContentAsString()).isEqualTo(before);
        assertThat(browser.get().uri("/coaching/adherence").with(maya.asks())).bodyText().contains("Ben Okafor has waited for 40 days", "80", "interval");
    }

    @Test
    void aFewDealsAndOnlyTheRepBringsThem() throws Exception {
        assertThat(put(ben, "/preparation", preparation(deals, 8))).hasStatus(409).bodyText().contains("one to three");
        assertThat(put(maya, "/preparation", preparation(deals.subList(0, 1), 8))).hasStatus(403);
        assertThat(put(ben, "/preparation", "{}")).hasStatus(409);
    }

    @Test
    void aNoteSentTwiceIsThereOnceAndAPrivateOneIsTheAuthorsAlone(@Autowired Meeting meeting) throws Exception {
        var id = SessionId.of(root.substring(root.lastIndexOf('/') + 1));
        var note = UUID.randomUUID();
        for (var time = 0; time < 2; time++) {
            assertThat(put(ben, "/notes/" + note, "{\"shared\": true, \"words\": \"Ask before telling\"}")).hasStatus(204);
        }
        assertThat(put(ben, "/notes/" + note, "{\"shared\": true, \"words\": \"Something else\"}")).hasStatus(409);
        assertThat(put(maya, "/notes/" + UUID.randomUUID(), "{\"shared\": false, \"words\": \"He hesitates\"}")).hasStatus(204);

        assertThat(meeting.notes(id, ben.viewer())).extracting(Meeting.Note::words).containsExactly("Ask before telling");
        assertThat(meeting.notes(id, maya.viewer())).hasSize(2);
    }

    @Test
    void aCommitmentHasACueAndThreeAreEnough() throws Exception {
        var day = LocalDate.of(2026, 3, 20);
        assertThat(post(ben, root + "/commitments", commitment("always", "I ask more", day))).hasStatus(409).bodyText().contains("Name something you will notice");
        for (var i = 0; i < 3; i++) {
            assertThat(commit()).hasStatus(201);
        }
        assertThat(commit()).hasStatus(409).bodyText().contains("Three are open already");
    }

    private void play(Set<Slip> slips) throws Exception {
        playUntilConfirmation(slips);
        assertThat(put(maya, "/confirmation", "{\"wasCoaching\": true}")).hasStatusOk();
        assertThat(put(ben, "/confirmation", "{\"wasCoaching\": %s}".formatted(!slips.contains(Slip.C9_REP_SAYS_NO)))).hasStatusOk();
    }

    private void playUntilConfirmation(Set<Slip> slips) throws Exception {
        clock.passUntil(START.minus(Duration.ofDays(3)));
        assertThat(browser.put().uri("/api/v1/coaching/programmes/%s/agreement".formatted(programme)).with(maya.asks())).hasStatus(204);
        if (!slips.contains(Slip.C2_NOT_SIGNED)) {
            assertThat(browser.put().uri("/api/v1/coaching/programmes/%s/agreement".formatted(programme)).with(ben.asks())).hasStatus(204);
        }
        assertThat(put(maya, "/acceptance", "")).hasStatusOk();
        assertThat(put(maya, "/preparation", "{\"words\": \"Who owns the pain?\"}")).hasStatus(204);
        if (!slips.contains(Slip.C3_PREPARED_LATE)) {
            assertThat(put(ben, "/preparation", preparation(deals.subList(0, 2), slips.contains(Slip.C4_SHALLOW) ? 4 : 6))).hasStatus(204);
        }
        if (!slips.contains(Slip.C1_ACCEPTED_LATE)) {
            assertThat(put(ben, "/acceptance", "")).hasStatusOk();
        }
        clock.passUntil(START.minus(Duration.ofHours(2)));
        assertThat(put(ben, "/acceptance", "")).hasStatusOk();
        if (slips.contains(Slip.C3_PREPARED_LATE)) {
            assertThat(put(ben, "/preparation", preparation(deals.subList(0, 2), 6))).hasStatus(204);
        }
        clock.passUntil(START);
        assertThat(put(maya, "/holding", "{\"state\": \"STARTED\"}")).hasStatusOk();
        if (!slips.contains(Slip.C6_NO_PACK)) {
            assertThat(put(maya, "/pack", "")).hasStatusOk().bodyJson().extractingPath("facts").isEqualTo(2);
        }
        var topic = slips.contains(Slip.C7_NO_CONTENT) ? "OWN_ORGANISATION" : "CUSTOMER_KNOWLEDGE";
        assertThat(put(maya, "/agenda", "{\"items\": [{\"topic\": \"%s\", \"words\": \"Who wins?\", \"discussed\": true}]}".formatted(topic))).hasStatus(204);
        assertThat(put(maya, "/review", "")).hasStatus(204);
        if (!slips.contains(Slip.C8_NO_COMMITMENT)) {
            assertThat(commit()).hasStatus(201);
        }
        clock.pass(Duration.ofMinutes(slips.contains(Slip.C5_CUT_SHORT) ? 30 : 45));
        assertThat(put(ben, "/holding", "{\"state\": \"ENDED\"}")).hasStatusOk();
    }

    private MvcTestResult commit() {
        return post(ben, root + "/commitments", commitment("the buyer names a maximum", "I ask how they got to it", LocalDate.of(2026, 3, 20)));
    }

    private String commitment(String cue, String action, LocalDate due) {
        return "{\"owner\": \"%s\", \"cue\": \"%s\", \"action\": \"%s\", \"due\": \"%s\"}".formatted(ben.id(), cue, action, due);
    }

    private static String preparation(List<UUID> deals, int answers) {
        var said = IntStream.range(0, answers).mapToObj(i -> "\"%s\": \"Answer %d\"".formatted(Question.values()[i], i)).collect(Collectors.joining(", ", "{", "}"));
        return deals.stream().map(it -> "{\"opportunity\": \"%s\", \"answers\": %s}".formatted(it, said)).collect(Collectors.joining(", ", "{\"briefs\": [", "]}"));
    }

    private JsonNode verdict(Team.Member member) throws Exception {
        return tree(browser.get().uri(root + "/verdict").with(member.asks()).exchange());
    }

    private static List<String> failed(JsonNode verdict) {
        var failed = new ArrayList<String>();
        verdict.get("checks").forEach(it -> {
            if (it.get("pass").isBoolean() && !it.get("pass").asBoolean()) {
                failed.add(it.get("id").asString());
            }
        });
        return failed;
    }

    private JsonNode tree(MvcTestResult answer) throws Exception {
        return json.readTree(answer.getResponse().getContentAsString());
    }

    private MvcTestResult put(Team.Member member, String part, String body) {
        return browser.put().uri(root + part).with(member.asks()).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult post(Team.Member member, String path, String body) {
        return browser.post().uri(path).with(member.asks()).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }
}
