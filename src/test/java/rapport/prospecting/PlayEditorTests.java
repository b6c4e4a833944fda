package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.Views;
import rapport.kernel.Role;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Writing a play, and choosing who is in it, on the pages people use. */
@WholeTest
class PlayEditorTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Views views;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;

    Team.Member mia;
    Team.Member ben;

    @BeforeEach
    void aTeam() {
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
    }

    @Test
    @Check(3)
    void whereACallLeadsIsChosenByWhatCameOfIt() {
        var play = play(call(Map.of()), call(Map.of()), call(Map.of()));
        var path = "/prospecting/plays/%s/steps/1".formatted(play);
        assertThat(page(path)).contains("Where a call leads", "Gatekeeper", "goes on with step 3", "ends the play").doesNotContain("goes on with step 1<");
        assertThat(browser.post().uri(path).param("kind", "CALL").param("body", "Ask").param("branch", "", "GATEKEEPER=3", "NO_ANSWER=0").with(mia.asks()).exchange()).hasStatus(303);
        assertThat(plays.steps(play, 1, mia.viewer()).getFirst().branches()).isEqualTo(Map.of("GATEKEEPER", 3, "NO_ANSWER", 0));
        assertThat(page(path)).contains("value=\"GATEKEEPER=3\" selected");
    }

    /** What led to a step leads to it when it stands elsewhere, and nowhere when it is gone. */
    @Test
    @Check(3)
    void stepsThatMoveTakeWhatLedToThemAlong() {
        var steps = List.of(call(Map.of("GATEKEEPER", 3, "VOICEMAIL", 0)), step(StepKind.LETTER), step(StepKind.FAX));
        assertThat(Step.rearranged(steps, List.of(1, 3, 2)).getFirst().branches()).isEqualTo(Map.of("GATEKEEPER", 2, "VOICEMAIL", 0));
        assertThat(Step.rearranged(steps, List.of(1, 3)).getFirst().branches()).isEqualTo(Map.of("GATEKEEPER", 2, "VOICEMAIL", 0));
        assertThat(Step.rearranged(steps, List.of(1, 2)).getFirst().branches()).isEqualTo(Map.of("VOICEMAIL", 0));
        assertThat(Step.rearranged(steps, List.of(3, 1, 2)).get(1).branches()).as("backwards nothing leads").isEqualTo(Map.of("VOICEMAIL", 0));
        var play = play(steps.toArray(Step[]::new));
        assertThat(browser.post().uri("/prospecting/plays/%s/steps/2/removal".formatted(play)).with(mia.asks()).exchange()).hasStatus(303);
        assertThat(plays.steps(play, 1, mia.viewer()).getFirst().branches()).containsEntry("GATEKEEPER", 2);
    }

    @Test
    void wordsAreReadAsTheyWouldReadThemBeforeAnybodyDoes() {
        var play = play(call(Map.of()));
        var path = "/prospecting/plays/%s/steps/1/preview".formatted(play);
        assertThat(preview(path, "Hello {{first_name}}", "Words")).contains("Nobody here has an e-mail address yet", "Hello [first name?]");
        contact("lastName", "Holm");
        clock.pass(Duration.ofSeconds(1)); // whoever came in last reads it
        contact("firstName", "Jonna", "lastName", "Saar");
        assertThat(preview(path, "Hello {{first_name}}", "From {{city|where you are}}, {{sender_first_name}}. Until {{call_date}}.")).contains("As Jonna Saar would read it", "Hello Jonna", "From where you are, Mia. Until [the hour you name].", "Of 1 person nobody knows the first name", "{{first_name|…}}");
        assertThat(preview(path, "Hello {{frist_name}}", "Words")).contains("There is no field “frist_name”");
    }

    @Test
    void aSavedListIsBroughtInWhole() {
        var play = play(step(StepKind.GENERIC));
        plays.publish(play, mia.viewer());
        for (var i = 0; i < 3; i++) {
            contact("firstName", "P" + i, "lastName", "York", "city", "York");
        }
        contact("firstName", "Paul", "lastName", "Leeds", "city", "Leeds");
        var view = views.save(Kind.CONTACT, "In York", false, Filter.read("city==York"), new ListQuery.Sort("name", false), List.of("title"), ben.viewer());
        var path = "/prospecting/plays/%s/people".formatted(play);
        assertThat(browser.get().uri(path + "?view=" + view.key()).with(ben.asks()).exchange()).hasStatusOk().bodyText().contains("In York", "P0 York", "Bring in all 3").doesNotContain("Paul Leeds");
        assertThat(browser.post().uri(path).param("view", view.key()).param("everybody", "true").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(enrolments.of(play, ben.viewer())).extracting(Enrolments.Row::name).containsExactlyInAnyOrder("P0 York", "P1 York", "P2 York");
        assertThat(browser.post().uri(path).param("view", view.key()).with(ben.asks()).exchange()).as("nobody chosen").hasStatus(422).bodyText().contains("Choose at least one and at most 10,000 people.");
    }

    private String preview(String path, String subject, String body) {
        var answer = browser.post().uri(path).param("subject", subject).param("body", body).with(mia.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private String page(String path) {
        var answer = browser.get().uri(path).with(mia.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void contact(Object... namesAndValues) {
        var all = new java.util.ArrayList<Object>(List.of("email", UUID.randomUUID() + "@brightwater.example"));
        all.addAll(List.of(namesAndValues));
        book.add(Kind.CONTACT, ben.viewer(), all.toArray());
    }

    private static Step call(Map<String, Integer> branches) {
        return new Step(1, StepKind.CALL, 1, Step.Unit.BUSINESS, LocalTime.of(9, 0), LocalTime.of(17, 0), "", "Ask", false, branches);
    }

    private static Step step(StepKind kind) {
        return Step.of(1, kind, 1, Step.Unit.BUSINESS, "", "Words");
    }

    private PlayId play(Step... steps) {
        return plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "For this test", List.of(steps), mia.viewer());
    }
}
