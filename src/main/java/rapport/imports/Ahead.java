package rapport.imports;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import rapport.imports.reading.Unreadable;

/** Reads on while what was read before is stored: both take their time at once, and the reader is never more than two portions ahead. */
final class Ahead {

    private static final int PORTIONS = 2;

    interface Source<T> {
        void read(Consumer<T> sink) throws Unreadable;
    }

    private Ahead() {}

    /** @param source read in a thread of its own @param sink called in this one, so in its transaction */
    static <T> void each(Source<T> source, Consumer<T> sink) throws Unreadable {
        var queue = new ArrayBlockingQueue<Optional<T>>(PORTIONS);
        var failed = new AtomicReference<Throwable>();
        var reader = Thread.ofPlatform().daemon().name("import").start(() -> {
            try {
                source.read(it -> put(queue, Optional.of(it)));
            } catch (Throwable e) { // also an error: whoever waits for the next portion must learn of it, or would wait for ever in its transaction
                failed.set(e);
            }
            if (!Thread.currentThread().isInterrupted()) {
                put(queue, Optional.empty());
            }
        });
        try {
            for (var it = queue.take(); it.isPresent(); it = queue.take()) {
                sink.accept(it.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted");
        } finally {
            reader.interrupt();
        }
        switch (failed.get()) {
            case null -> { }
            case Unreadable e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failed.get());
        }
    }

    /** Whoever gave up takes nothing more: the reader is interrupted and ends. */
    private static <T> void put(BlockingQueue<Optional<T>> queue, Optional<T> portion) {
        try {
            queue.put(portion);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Abandoned();
        }
    }

    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("Nobody takes what is read", null, false, false);
        }
    }
}
