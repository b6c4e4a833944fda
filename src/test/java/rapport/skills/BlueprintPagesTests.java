package rapport.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.support.Team;
import rapport.support.WholeTest;

@WholeTest
class BlueprintPagesTests {

    static final LocalDate SUMMER = LocalDate.of(2026, 6, 30);

    @Autowired Blueprints blueprints;
    @Autowired Skills skills;
    @Autowired Team team;
    @Autowired MockMvcTester browser;

    Team.Member maya;
    Team.Member ben;

    @BeforeEach
    void people() {
        maya = team.hire("Maya Lindqvist", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, maya);
    }

    @Test
    void whatARepWritesAloneWaitsForWhoeverLeadsThem() {
        assertThat(browser.post().uri("/blueprints/" + ben.id()).with(ben.asks()).param("skill-0", skill(3).toString()).param("target-0", "Says it in litres")
                .param("treatment-0", "PEER").param("horizon", "2026-06-30")).hasStatus(303);
        assertThat(blueprints.current(ben.id(), ben.viewer()).orElseThrow().signedAt()).isEmpty();
        assertThat(browser.get().uri("/blueprints").with(maya.asks())).bodyText().contains("One blueprint waits for your signature", "Waits for you");

        assertThat(browser.post().uri("/blueprints/" + ben.id() + "/signature").with(maya.asks()).param("edition", "1")).hasStatus(303);

        assertThat(blueprints.current(ben.id(), ben.viewer()).orElseThrow().signedAt()).isPresent();
        assertThat(browser.get().uri("/blueprints").with(maya.asks())).bodyText().contains("Signed by both");
    }

    @Test
    void nobodySignsWhatTheyHaveNotRead() {
        var first = write(ben, skill(0));
        write(ben, skill(1));

        assertThatThrownBy(() -> blueprints.sign(first.id(), ben.viewer())).isInstanceOf(Refused.class).hasMessageContaining("newer edition");
        assertThat(browser.put().uri("/api/v1/blueprints/" + ben.id() + "/signature?edition=1").with(ben.asks())).hasStatus(409);
        assertThat(browser.post().uri("/blueprints/" + ben.id() + "/signature").with(ben.asks()).param("edition", "1")).hasStatus(303);
        assertThat(blueprints.current(ben.id(), ben.viewer()).orElseThrow().isSignedBy(ben.id())).isFalse();
        assertThat(browser.put().uri("/api/v1/blueprints/" + ben.id() + "/signature").with(ben.asks())).hasStatus(204);
        assertThat(blueprints.current(ben.id(), ben.viewer()).orElseThrow().signedAt()).isPresent();
    }

    @Test
    void whatIsWrittenTwiceIsOneEditionAndSigned() {
        assertThat(write(ben, skill(0)).signedAt()).isEmpty();
        assertThat(blueprints.write(ben.id(), List.of(focus(skill(0))), SUMMER, ben.viewer()).signedAt()).isPresent();

        assertThat(blueprints.editions(ben.id(), ben.viewer())).hasSize(1);
    }

    @Test
    void whoOnlyLooksReadsTheirsAndWritesNone() {
        var vera = team.hire("Vera Viewer", Role.VIEWER, maya);
        write(vera, skill(0));

        assertThat(blueprints.current(vera.id(), vera.viewer())).isPresent();
        assertThat(browser.get().uri("/blueprints/" + vera.id()).with(vera.asks())).hasStatusOk().bodyText().doesNotContain("I sign this");
        assertThatThrownBy(() -> blueprints.write(vera.id(), List.of(focus(skill(1))), SUMMER, vera.viewer())).isInstanceOf(Forbidden.class);
        assertThat(browser.get().uri("/blueprints/" + vera.id() + "/edit").with(vera.asks())).hasStatus(403);
    }

    @Test
    void aFormSaysWhatIsWrongAndKeepsWhatWasTyped() {
        assertThat(browser.post().uri("/blueprints/" + ben.id()).with(maya.asks()).param("target-0", "Says it in litres").param("skill-1", skill(0).toString())
                .param("treatment-1", "READ").param("horizon", "soon")).hasStatus(422).bodyText()
                .contains("Choose the skill this is about", "Says it in litres", "Say what both of you will see", "A day, such as 30 June 2026");
        assertThat(browser.post().uri("/blueprints/" + ben.id()).with(maya.asks()).param("horizon", "2026-06-30")).hasStatus(422).bodyText().contains("Choose at least one skill");
        assertThat(browser.post().uri("/blueprints/" + ben.id()).with(maya.asks()).param("skill-0", skill(0).toString()).param("target-0", "Asks twice")
                .param("treatment-0", "READ").param("horizon", "2026-03-01")).hasStatus(422).bodyText().contains("Choose a day to come");
    }

    private Blueprint write(Team.Member rep, SkillId skill) {
        return blueprints.write(rep.id(), List.of(focus(skill)), SUMMER, maya.viewer());
    }

    private static Focus focus(SkillId skill) {
        return new Focus(skill, "Asks twice before answering", "", Treatment.READ);
    }

    private SkillId skill(int position) {
        return skills.all(maya.viewer()).get(position).id();
    }
}
