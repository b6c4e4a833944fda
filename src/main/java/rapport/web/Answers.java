package rapport.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** What programs were answered, for a day: whoever sends the same again is told the same. */
@Service
@Transactional
class Answers {

    static final Duration KEPT = Duration.ofHours(24);

    /** @param status null when the first attempt has not ended, or nobody knows how it did */
    record Answer(byte[] request, @Nullable Integer status, @Nullable String type, @Nullable String etag, byte @Nullable [] body) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Answers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when this is the first attempt, which is then begun; of two at once one is the first. */
    Optional<Answer> beginOrFind(String key, byte[] request, Viewer viewer) {
        jdbc.sql("delete from web.answer where at < :before").param("before", Utc.of(clock.instant().minus(KEPT))).update();
        var first = jdbc.sql("insert into web.answer (person, key, request, at) values (:me, :key, :request, :now) on conflict (workspace, person, key) do nothing")
                .param("me", viewer.id().value()).param("key", key).param("request", request).param("now", Utc.of(clock.instant())).update();
        return first == 1 ? Optional.empty() : Optional.of(jdbc.sql("select request, status, type, etag, body from web.answer where person = :me and key = :key").param("me", viewer.id().value()).param("key", key)
                .query((row, _) -> new Answer(row.getBytes(1), (Integer) row.getObject(2), row.getString(3), row.getString(4), row.getBytes(5))).single());
    }

    void end(String key, int status, @Nullable String type, @Nullable String etag, byte[] body, Viewer viewer) {
        jdbc.sql("update web.answer set status = :status, type = :type, etag = :etag, body = :body where person = :me and key = :key").param("status", status).param("type", type).param("etag", etag).param("body", body)
                .param("me", viewer.id().value()).param("key", key).update();
    }

    /** Nothing came of it: the same key may be tried again. */
    void forget(String key, Viewer viewer) {
        jdbc.sql("delete from web.answer where person = :me and key = :key").param("me", viewer.id().value()).param("key", key).update();
    }
}
