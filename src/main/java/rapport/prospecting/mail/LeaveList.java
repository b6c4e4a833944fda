package rapport.prospecting.mail;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.plays.Course;

/** Whoever got a mail stops all of them. In the workspace the mail's own token names. */
@Service
@Transactional
public class LeaveList {

    private final Stops stops;
    private final Course course;
    private final Correspondents correspondents;
    private final JdbcClient jdbc;

    LeaveList(Stops stops, Course course, Correspondents correspondents, JdbcClient jdbc) {
        this.stops = stops;
        this.course = course;
        this.correspondents = correspondents;
        this.jdbc = jdbc;
    }

    /** The address the mail went to; empty when nothing is known of it any more. */
    @Transactional(readOnly = true)
    public Optional<String> address(UUID touch) {
        return jdbc.sql("select address from prospecting.words where touch = :touch").param("touch", touch).query(String.class).optional();
    }

    /** Where what is kept of whoever got it is from. */
    @Transactional(readOnly = true)
    public Optional<Correspondents.Origin> origin(UUID touch) {
        return jdbc.sql("select contact from prospecting.touch where id = :id").param("id", touch).query(UUID.class).optional().flatMap(correspondents::origin);
    }

    /** Again is as good as once. @return whether there was such a mail */
    public boolean leave(UUID touch) {
        var address = address(touch);
        address.ifPresent(it -> {
            stops.stop(Stops.Scope.ADDRESS, it, "EMAIL", Stops.Reason.OPT_OUT, "one click in " + touch);
            jdbc.sql("select contact from prospecting.touch where id = :id").param("id", touch).query(UUID.class).optional().ifPresent(contact -> course.over(contact, "OPTED_OUT", "They want no more."));
            jdbc.sql("update prospecting.prospect set stopped = array_append(stopped, 'EMAIL') where contact = (select contact from prospecting.touch where id = :touch) and not 'EMAIL' = any(stopped)").param("touch", touch).update();
        });
        return address.isPresent();
    }
}
