package rapport.web;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import rapport.kernel.Viewer;

/**
 * The pages that are open, and what they are told: that something has changed, at most once a second. They read it anew
 * themselves, as who they are. One listening connection a node, outside the pool; a page holds none.
 */
@Component
public class LiveStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(20);

    /** A page that stays longer asks again, and is asked again who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final List<Heard> others;
    private final boolean wanted;
    private final String url;
    private final String user;
    private final String password;
    private final Map<String, Set<SseEmitter>> open = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile Thread listener = Thread.currentThread();

    LiveStreams(List<Heard> others, @Value("${spring.datasource.url}") String url, @Value("${spring.datasource.username}") String user, @Value("${spring.datasource.password:}") String password,
            @Value("${rapport.live:true}") boolean wanted) {
        this.others = List.copyOf(others);
        this.wanted = wanted;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** For a controller that has asked whether the viewer may see the topic. */
    public SseEmitter stream(Object topic, Viewer viewer) {
        var key = Live.key(topic, viewer);
        var emitter = new SseEmitter(LONGEST.toMillis());
        open.compute(key, (_, pages) -> {
            var with = pages == null ? ConcurrentHashMap.<SseEmitter>newKeySet() : pages;
            with.add(emitter);
            return with;
        });
        Runnable gone = () -> open.computeIfPresent(key, (_, pages) -> {
            pages.remove(emitter);
            return pages.isEmpty() ? null : pages;
        });
        emitter.onCompletion(gone);
        emitter.onTimeout(emitter::complete);
        emitter.onError(_ -> gone.run());
        send(emitter, "open"); // so that whoever comes back reads anew
        return emitter;
    }

    @Override
    public void start() {
        if (!wanted) {
            return;
        }
        running = true;
        listener = Thread.ofVirtual().name("live").start(this::listen);
    }

    /** A connection that breaks is made anew; until then pages see changes when they are loaded. */
    private void listen() {
        while (running) {
            try (var connection = DriverManager.getConnection(url, user, password)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + Live.CHANNEL);
                    for (var it : others) {
                        statement.execute("listen " + it.channel());
                    }
                }
                tellAll("changed"); // whatever was said while nobody listened
                others.forEach(it -> it.heard(""));
                hear(connection);
            } catch (SQLException | RuntimeException e) { // whatever it is, the next round listens again
                if (running) {
                    LOG.warn("Open pages are not told of changes for a moment: {}", e.getMessage());
                }
            }
            pause();
        }
    }

    private void hear(Connection connection) throws SQLException {
        var topics = new HashSet<String>(); // a page is told at once, and what comes within the next second together
        var told = System.nanoTime() - ROUND.toNanos();
        var beaten = System.nanoTime();
        while (running) {
            var left = topics.isEmpty() ? ROUND.toMillis() : Math.max(1, ROUND.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told));
            var heard = connection.unwrap(PGConnection.class).getNotifications((int) left);
            for (var it : heard == null ? new PGNotification[0] : heard) {
                if (it.getName().equals(Live.CHANNEL)) {
                    topics.add(it.getParameter());
                } else {
                    others.stream().filter(other -> other.channel().equals(it.getName())).forEach(other -> other.heard(it.getParameter()));
                }
            }
            if (!topics.isEmpty() && System.nanoTime() - told >= ROUND.toNanos()) {
                topics.forEach(it -> tell(open.getOrDefault(it, Set.of()), "changed"));
                topics.clear();
                told = System.nanoTime();
            }
            if (System.nanoTime() - beaten >= BEAT.toNanos()) {
                tellAll("beat");
                beaten = System.nanoTime();
            }
        }
    }

    private void tellAll(String event) {
        open.values().forEach(pages -> tell(pages, event));
    }

    /** Each on its own: one whose network is slow keeps no other waiting. */
    private static void tell(Set<SseEmitter> pages, String event) {
        pages.forEach(page -> Thread.startVirtualThread(() -> send(page, event)));
    }

    /** The container itself ends the answer to a page that is gone, and tells {@code onError}; ending it here too would fail. */
    private static void send(SseEmitter page, String event) {
        try {
            page.send(SseEmitter.event().name(event).data(""));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A page was closed while nobody looked: {}", e.getMessage());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        listener.interrupt();
        open.values().forEach(pages -> pages.forEach(SseEmitter::complete));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
