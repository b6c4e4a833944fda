package rapport.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.kernel.Stale;
import rapport.kernel.Workspaces;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

@WholeTest
class BlueprintTests {

    static final LocalDate SUMMER = LocalDate.of(2026, 6, 30);

    @Autowired Blueprints blueprints;
    @Autowired Skills skills;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired MockMvcTester browser;

    Team.Member olivia;
    Team.Member maya;
    Team.Member ben;
    Team.Member grace;

    @BeforeEach
    void people() {
        olivia = team.hire("Olivia Owner", Role.OWNER);
        maya = team.hire("Maya Lindqvist", Role.MANAGER, olivia);
        ben = team.hire("Ben Okafor", Role.REP, maya);
        grace = team.hire("Grace Mensah", Role.REP, maya);
    }

    @Test
    void oneToThreeSkillsAndNoneTwice() {
        assertThatThrownBy(() -> write(ben, skill(0), skill(1), skill(2), skill(3))).isInstanceOf(Refused.class).hasMessageContaining("one to 3 skills");
        assertThatThrownBy(() -> write(ben)).isInstanceOf(Refused.class).hasMessageContaining("one to 3 skills");
        assertThatThrownBy(() -> write(ben, skill(0), skill(0))).isInstanceOf(Refused.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> focus(skill(0), "  ", Treatment.READ)).isInstanceOf(Refused.class).hasMessageContaining("without a target");
        assertThatThrownBy(() -> blueprints.write(ben.id(), List.of(focus(skill(0), "Asks twice", Treatment.READ)), LocalDate.of(2026, 3, 2), maya.viewer()))
                .isInstanceOf(Refused.class).hasMessageContaining("a day to come");
        assertThat(blueprints.current(ben.id(), ben.viewer())).isEmpty();

        assertThat(write(ben, skill(0), skill(1), skill(2)).focus()).hasSize(3);
        assertThat(put(maya, "", json(skill(0), skill(1), skill(2), skill(3)))).hasStatus(409).bodyText().contains("skills.one-to-three");
        assertThat(put(maya, "", "{\"focus\": [], \"horizon\": \"2026-06-30\"}")).hasStatus(409).bodyText().contains("skills.one-to-three");
        assertThat(put(maya, "", "{\"focus\": [null], \"horizon\": \"2026-06-30\"}")).hasStatus(422);
        assertThat(put(maya, "", "{\"focus\": [{\"skill\": \"%s\", \"treatment\": \"READ\"}], \"horizon\": \"2026-06-30\"}".formatted(skill(0)))).hasStatus(409)
                .bodyText().contains("skills.no-target");
    }

    @Test
    void twoRepsWithTheSameGoalMayBeTreatedDifferently() {
        blueprints.write(ben.id(), List.of(focus(skill(5), "Asks what a delay costs", Treatment.ROLE_PLAY)), SUMMER, maya.viewer());
        blueprints.write(grace.id(), List.of(focus(skill(5), "Asks what a delay costs", Treatment.STRETCH_DEAL)), SUMMER, maya.viewer());

        assertThat(blueprints.ofLine(maya.viewer())).hasSize(2).allSatisfy(it -> assertThat(it.focus().getFirst().skill()).isEqualTo(skill(5)));
        assertThat(browser.get().uri("/blueprints/" + ben.id()).with(maya.asks())).bodyText().contains("Asking about consequences", "Role-play");
        assertThat(browser.get().uri("/blueprints/" + grace.id()).with(maya.asks())).bodyText().contains("Asking about consequences", "A deal that stretches");
        assertThat(browser.get().uri("/blueprints").with(maya.asks())).bodyText().contains("Ben Okafor", "Grace Mensah", "Waits for Ben Okafor", "Not written yet");
    }

    @Test
    void aNewEditionTakesThePlaceOfTheFormerWhichStaysReadable() {
        write(ben, skill(0));
        clock.pass(Duration.ofDays(30));
        write(ben, skill(1), skill(2));

        assertThat(blueprints.editions(ben.id(), ben.viewer())).extracting(Blueprint::edition).containsExactly(2, 1);
        assertThat(blueprints.editions(ben.id(), ben.viewer()).getLast().focus()).extracting(Focus::skill).containsExactly(skill(0));
        assertThat(blueprints.current(ben.id(), maya.viewer()).orElseThrow().focus()).extracting(Focus::skill).containsExactly(skill(1), skill(2));
        assertThat(browser.get().uri("/blueprints/" + ben.id()).with(ben.asks())).bodyText()
                .contains("Your blueprint", "Earlier editions", "Edition 1, Mon 2 Mar", "Finding the right colleague");
    }

    @Test
    void itHoldsOnceTheRepAndSomebodyWhoLeadsThemHaveSigned() {
        var written = write(ben, skill(0));
        assertThat(written.signedAt()).isEmpty();
        assertThat(browser.get().uri("/blueprints/" + ben.id()).with(ben.asks())).bodyText().contains("It waits for you", "I sign this");

        clock.pass(Duration.ofHours(1));
        for (var time = 0; time < 2; time++) {
            blueprints.sign(written.id(), ben.viewer());
        }

        var signed = blueprints.current(ben.id(), ben.viewer()).orElseThrow();
        assertThat(signed.signatures()).extracting(Blueprint.Signature::person).containsExactly(maya.id(), ben.id());
        assertThat(signed.signedAt()).contains(clock.instant());
        assertThat(browser.get().uri("/blueprints/" + ben.id()).with(ben.asks())).bodyText().contains("Both have signed it").doesNotContain("I sign this");
    }

    @Test
    void toAPeerThereIsNoSuchBlueprint() {
        var written = write(ben, skill(0));

        assertThat(browser.get().uri("/blueprints/" + ben.id()).with(grace.asks())).hasStatus(404);
        assertThat(browser.get().uri("/blueprints/" + ben.id() + "/edit").with(grace.asks())).hasStatus(404);
        assertThat(browser.get().uri("/api/v1/blueprints/" + ben.id()).with(grace.asks())).hasStatus(404).bodyText().contains("skills.blueprint-not-found");
        assertThat(put(grace, "", json(skill(1)))).hasStatus(404);
        assertThat(put(grace, "/signature", "")).hasStatus(404);
        assertThatThrownBy(() -> blueprints.sign(written.id(), grace.viewer())).isInstanceOf(NotFound.class);
        assertThat(browser.get().uri("/blueprints").with(grace.asks())).bodyText().contains("No blueprint is written yet").doesNotContain("Ben Okafor");
        assertThat(browser.get().uri("/api/v1/blueprints/" + ben.id()).with(olivia.asks())).hasStatusOk().bodyJson().extractingPath("edition").isEqualTo(1);
    }

    @Test
    void aCatalogueIsMadeOnceThoughTwoLookAtOnce() throws Exception {
        var found = atOnce(() -> skills.all(maya.viewer()), () -> skills.all(ben.viewer()));

        assertThat(found.getFirst()).hasSizeGreaterThanOrEqualTo(12).isEqualTo(found.getLast()).isEqualTo(skills.all(grace.viewer()));
        assertThat(found.getFirst()).extracting(Skill::name).doesNotHaveDuplicates();
        assertThat(found.getFirst()).extracting(Skill::bucket).contains(Bucket.values());
    }

    @Test
    void ofTwoWhoWriteAtOnceNobodyLosesAnythingUnawares() throws Exception {
        skills.all(maya.viewer());
        var answers = atOnce(() -> outcome(maya, skill(0)), () -> outcome(olivia, skill(1)));

        var editions = blueprints.editions(ben.id(), ben.viewer());
        assertThat(answers).contains("written").allMatch(it -> it.equals("written") || it.equals("stale"));
        assertThat(editions).hasSize((int) answers.stream().filter("written"::equals).count()).extracting(Blueprint::edition).doesNotHaveDuplicates();
    }

    private String outcome(Team.Member by, SkillId skill) {
        try {
            blueprints.write(ben.id(), List.of(focus(skill, "Asks twice", Treatment.READ)), SUMMER, by.viewer());
            return "written";
        } catch (Stale e) {
            return "stale";
        }
    }

    /** Another thread knows nothing of the workspace and enters anew. */
    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        var workspace = Workspaces.current().orElseThrow();
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<T>>();
            for (var work : List.of(one, other)) {
                Callable<T> here = () -> Workspaces.in(workspace, () -> {
                    together.await();
                    return work.call();
                });
                asked.add(threads.submit(here));
            }
            var answers = new ArrayList<T>();
            for (var it : asked) {
                answers.add(it.get());
            }
            return answers;
        }
    }

    private Blueprint write(Team.Member rep, SkillId... chosen) {
        return blueprints.write(rep.id(), IntStream.range(0, chosen.length).mapToObj(i -> focus(chosen[i], "Asks twice before answering", Treatment.values()[i])).toList(), SUMMER, maya.viewer());
    }

    private static Focus focus(SkillId skill, String target, Treatment treatment) {
        return new Focus(skill, target, "Two deals stood still", treatment);
    }

    private SkillId skill(int position) {
        return skills.all(maya.viewer()).get(position).id();
    }

    private static String json(SkillId... chosen) {
        var focus = Arrays.stream(chosen).map("{\"skill\": \"%s\", \"target\": \"Asks twice\", \"treatment\": \"OBSERVE\"}"::formatted).toList();
        return "{\"focus\": [%s], \"horizon\": \"2026-06-30\"}".formatted(String.join(", ", focus));
    }

    private MvcTestResult put(Team.Member member, String part, String body) {
        return browser.put().uri("/api/v1/blueprints/" + ben.id() + part).with(member.asks()).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }
}
