package rapport.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import rapport.coaching.Adherence;
import rapport.coaching.Adherence.Wait;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.people.People;
import rapport.people.Workforce;
import rapport.support.WholeTest;
import rapport.web.SignedIn;

/** The demo is told through the product's own services, so it says what the product would. */
@WholeTest
class DemoTests {

    @Autowired Demo demo;
    @Autowired WorkspaceRegister workspaces;
    @Autowired Workforce workforce;
    @Autowired People people;
    @Autowired Adherence adherence;

    @Test
    void twelveWeeksOfTwoTeamsWithSomebodyWhoWaitsTooLong() throws Exception {
        var workspace = Workspaces.in(workspaces.open("Shell " + java.util.UUID.randomUUID(), true).id(), () -> {
            demo.make();
            return workspaces.named(Demo.WORKSPACE).orElseThrow();
        });
        Workspaces.in(workspace.id(), () -> {
            var system = Viewer.system(workspace.id(), "test");
            var maya = workforce.withEmail("maya.lindqvist@northlight.example", system).orElseThrow();
            var viewer = people.viewer(new SignedIn(workspace.id(), maya.id(), Through.PAGE, false, "127.0.0.1"), Locale.UK).orElseThrow();
            var rows = adherence.of(null, viewer);
            assertThat(rows).hasSize(4).extracting(Adherence.Row::standing).startsWith(Wait.RED, Wait.AMBER);
            assertThat(rows.getFirst().changes()).isNotEmpty();
            assertThat(rows).anySatisfy(it -> assertThat(it.marks()).anyMatch(Adherence.Mark::excused));
            assertThat(rows.stream().mapToLong(Adherence.Row::counted).sum()).isBetween(8L, 14L);
            return maya;
        });
    }
}
