package rapport.prospecting.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;

/**
 * Who carries. A node beats every few seconds; one that has missed its beats is taken for dead, and one whose data folder has been
 * started again surely is.
 */
@Component
@Transactional
class Nodes {

    static final Duration BEAT = Duration.ofSeconds(5);

    /** Four beats missed. */
    static final Duration SILENT = Duration.ofSeconds(20);

    /** What a server has taken in whole it has put where sent mail lies before that. */
    static final Duration SETTLING = Duration.ofSeconds(20);

    /** A node that is only silent may wake and go on, until its line to the server has surely broken (RFC 5321, 4.5.3.2.6: ten minutes). */
    static final Duration DOUBT = Duration.ofMinutes(12);

    /** @param surely its folder has another, or it ended itself @param before whether it was given up already, long ago */
    record Dead(int id, boolean surely, boolean before) {}

    private final String home;
    private final JdbcClient jdbc;
    private final Clock clock;

    Nodes(@Value("${rapport.home}") String home, JdbcClient jdbc, Clock clock) {
        this.home = home;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The folder is locked by this process, so that whoever was here before is gone. @return this node */
    int begin() {
        jdbc.sql("update prospecting.node set ended = true where home = :home").param("home", home).update();
        return beginAnew();
    }

    /** The others have given this one up while it still lived: what it had begun may yet go out, so that the one before is not said to be dead. @return this node */
    int beginAnew() {
        var now = Utc.of(clock.instant());
        return jdbc.sql("insert into prospecting.node (home, began_at, beat_at) values (:home, :now, :now) returning id").param("home", home).param("now", now).query(Integer.class).single();
    }

    /** @return false when the others have given it up meanwhile, and it goes on as another one */
    boolean beat(int node) {
        return jdbc.sql("update prospecting.node set beat_at = :now where id = :node and not ended and given_up_at is null").param("now", Utc.of(clock.instant())).param("node", node).update() > 0;
    }

    void end(int node) {
        jdbc.sql("update prospecting.node set ended = true where id = :node").param("node", node).update();
    }

    @Transactional(readOnly = true)
    public List<Dead> dead() {
        return jdbc.sql("select id, ended as surely, given_up_at is not null as before from prospecting.node where ended or given_up_at < :doubted or given_up_at is null and beat_at < :silent order by id")
                .param("doubted", Utc.of(clock.instant().minus(DOUBT))).param("silent", Utc.of(clock.instant().minus(SILENT))).query(Dead.class).list();
    }

    /** They were only silent. Whichever was slow notices with its next beat; of whichever is dead the next on its folder tells. */
    void giveUp(List<Integer> nodes) {
        jdbc.sql("update prospecting.node set given_up_at = :now where id = any(:nodes)").param("now", Utc.of(clock.instant())).param("nodes", nodes.toArray(Integer[]::new)).update();
    }

    /** Nothing of theirs is left anywhere. */
    void forget(List<Integer> nodes) {
        jdbc.sql("delete from prospecting.node where id = any(:nodes)").param("nodes", nodes.toArray(Integer[]::new)).update();
    }
}
