package rapport.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WilsonTest {

    @Test
    void theWorkedExample() {
        var interval = Wilson.of80(51, 188);

        assertThat(interval.low()).isCloseTo(0.232, within(0.001));
        assertThat(interval.high()).isCloseTo(0.315, within(0.001));
    }

    /** By simulation: an 80 % interval holds the truth about four times in five, for few observations and extreme shares too. */
    @Test
    void itCoversTheTruthAsOftenAsItSays() {
        var random = new Random(1927);
        for (var truth : new double[] {0.1, 0.3, 0.5, 0.76}) {
            for (var n : new int[] {20, 50, 200}) {
                var covered = 0;
                for (var run = 0; run < 4_000; run++) {
                    var hits = random.doubles(n).filter(it -> it < truth).count();
                    var interval = Wilson.of80(hits, n);
                    covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
                }
                assertThat(covered / 4_000.0).as("truth %s, n %d", truth, n).isBetween(0.72, 0.88);
            }
        }
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> Wilson.of80(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wilson.of80(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
