package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rapport.imports.reading.TableFile;
import rapport.imports.reading.Unreadable;
import rapport.kernel.Refused;

class AheadTest {

    @Test
    void everythingComesInItsOrder() throws Unreadable {
        var taken = new ArrayList<Integer>();
        Ahead.<Integer>each(sink -> IntStream.range(0, 1_000).forEach(sink::accept), taken::add);
        assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void whatTheReaderCannotReadIsToldAfterWhatItCould() {
        var taken = new ArrayList<Integer>();
        assertThatThrownBy(() -> Ahead.<Integer>each(sink -> {
            sink.accept(1);
            TableFile.open(Path.of("no such file"));
        }, taken::add)).isInstanceOf(Unreadable.class);
        assertThat(taken).containsExactly(1);
        assertThatThrownBy(() -> Ahead.<Integer>each(_ -> {
            throw new Refused("a.b", "Too many.");
        }, taken::add)).hasMessage("Too many.");
    }

    @Test
    void aReaderThatDiesIsNotWaitedFor() {
        assertThatThrownBy(() -> Ahead.<Integer>each(sink -> {
            sink.accept(1);
            throw new StackOverflowError("a cell without end");
        }, _ -> { })).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void whoStopsTakingStopsTheReader() throws InterruptedException {
        var ended = new CountDownLatch(1);
        assertThatThrownBy(() -> Ahead.<Integer>each(sink -> {
            try {
                IntStream.iterate(0, it -> it + 1).forEach(sink::accept);
            } finally {
                ended.countDown();
            }
        }, _ -> {
            throw new Refused("a.b", "No more.");
        })).hasMessage("No more.");
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
