package rapport.prospecting.plays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rapport.prospecting.plays.Funnel.Standing;

/** How far people came is counted once, wherever they stand. */
class FunnelTest {

    private static final List<String> ENDS = List.of("REPLIED", "REACHED", "OPTED_OUT", "BOUNCED", "EXHAUSTED", "REMOVED");

    /** Whoever got a step went on to the next, answered, may still, left, or was at the end. */
    @Test
    void nobodyIsCountedTwiceOrLost() {
        var random = new Random(42);
        for (var round = 0; round < 2_000; round++) {
            var steps = 1 + random.nextInt(8);
            var standings = new ArrayList<Standing>();
            for (var each = 0; each < random.nextInt(12); each++) {
                var place = 1 + random.nextInt(steps);
                var open = random.nextBoolean();
                var end = ENDS.get(random.nextInt(ENDS.size()));
                standings.add(open ? new Standing(2, place, random.nextInt(4) == 0 ? "HELD" : "ACTIVE", null, false, random.nextInt(50)) : new Standing(2, place, end, random.nextInt(5) == 0 ? null : 1 + random.nextInt(place), end.equals("EXHAUSTED") && random.nextBoolean(), random.nextInt(50)));
            }
            standings.add(new Standing(1, 1, "ACTIVE", null, false, 7));
            standings.add(new Standing(1, 1, "REPLIED", 1, false, 9));
            var funnel = Funnel.of(standings, 2, steps);
            assertThat(funnel.older()).isEqualTo(7);
            assertThat(funnel.all()).isEqualTo(standings.stream().filter(it -> it.version() == 2).mapToLong(Standing::people).sum());
            assertThat(funnel.stages()).hasSize(steps);
            for (var place = 1; place <= steps; place++) {
                var here = place;
                var stage = funnel.stages().get(place - 1);
                var silent = standings.stream().filter(it -> it.version() == 2 && List.of("EXHAUSTED", "REMOVED").contains(it.state()) && !it.late() && it.lastStep() != null && it.lastStep() == here).mapToLong(Standing::people).sum();
                var further = place == steps ? 0 : funnel.stages().get(place).got();
                assertThat(stage.got()).isEqualTo(further + stage.answered() + stage.pending() + stage.refused() + stage.bounced() + silent);
                assertThat(stage.known()).isBetween(stage.answered(), stage.got());
            }
            assertThat(funnel.stages().stream().mapToLong(it -> it.waiting() + it.held()).sum()).as("everybody under way stands at one step").isEqualTo(standings.stream().filter(it -> it.version() == 2 && it.isOpen()).mapToLong(Standing::people).sum());
        }
    }

    @Test
    void anAnswerBelongsToWhatItAnswers() {
        var funnel = Funnel.of(List.of(new Standing(1, 2, "REPLIED", 1, false, 3), new Standing(1, 2, "REACHED", 2, false, 4), new Standing(1, 2, "EXHAUSTED", 2, false, 13), new Standing(1, 2, "EXHAUSTED", 2, true, 5), new Standing(1, 2, "ACTIVE", null, false, 20), new Standing(1, 1, "BOUNCED", 1, false, 1), new Standing(1, 7, "HELD", null, false, 2)), 1, 2);
        assertThat(funnel.stages().getFirst()).isEqualTo(new Funnel.Stage(1, 48, 3, 22, 0, 1, 0, 0));
        assertThat(funnel.stages().getLast()).isEqualTo(new Funnel.Stage(2, 22, 4, 5, 0, 0, 20, 2));
        assertThat(funnel.all()).isEqualTo(48);
    }
}
