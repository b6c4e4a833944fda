package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenTest {

    @Test
    void remembersWhatAMapWould() {
        var random = new Random(7);
        var seen = new Seen();
        var map = new HashMap<Long, Seen.Row>();
        for (var line = 1; line <= 50_000; line++) {
            var key = random.nextInt(4) == 0 ? random.nextLong(1_000) : random.nextLong();
            var row = new Seen.Row(random.nextInt(20), line, random.nextInt());
            assertThat(seen.putIfAbsent(key, row)).as("%d", line).isEqualTo(map.putIfAbsent(key, row));
        }
    }
}
