package rapport.web;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;

/** Tells open pages that something they show has changed: workspace and topic travel, never content. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Live {

    static final String CHANNEL = "rapport_live";

    private final JdbcClient jdbc;

    Live(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When the caller's transaction commits; the same topic twice in it is told once. @param topic an id */
    public void changed(Object topic, Viewer viewer) {
        jdbc.sql("select pg_notify(:channel, :topic)").param("channel", CHANNEL).param("topic", key(topic, viewer)).query((_, _) -> 0).list();
    }

    static String key(Object topic, Viewer viewer) {
        return viewer.workspace() + " " + topic;
    }
}
