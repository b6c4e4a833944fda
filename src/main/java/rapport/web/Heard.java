package rapport.web;

/** Somebody who is told, on every node, what was said on a channel of the database. Between two connections something may go unheard. */
public interface Heard {

    /** A PostgreSQL channel's name. */
    String channel();

    /** Soon after it was said. Returns at once. */
    void heard(String payload);
}
