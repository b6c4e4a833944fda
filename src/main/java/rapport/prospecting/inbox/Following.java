package rapport.prospecting.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Utc;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.plays.Course;

/** What an answer means for whoever is being reached: it counts, and what a play still had for them is called off. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Following {

    private final Course course;
    private final Queue queue;
    private final JdbcClient jdbc;
    private final Clock clock;

    Following(Course course, Queue queue, JdbcClient jdbc, Clock clock) {
        this.course = course;
        this.queue = queue;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return what follows, in words */
    String answered(UUID id, UUID contact, UUID person, Instant at) {
        queue.know(contact);
        attempt(id, contact, person, at, "REPLIED");
        jdbc.sql("update prospecting.prospect set connects = connects + 1, answered_after = coalesce(answered_after, emails), answered_at = greatest(answered_at, :at), away_until = null where contact = :contact").param("at", Utc.of(at)).param("contact", contact).update();
        var called = callOff(contact, "They answered");
        course.answered(contact);
        return called == 0 ? "They answered." : called == 1 ? "They answered; what was planned for them is called off." : "They answered; %d things planned for them are called off.".formatted(called);
    }

    String away(UUID contact, LocalDate back) {
        queue.know(contact);
        jdbc.sql("update prospecting.prospect set away_until = :back where contact = :contact").param("back", back).param("contact", contact).update();
        course.away(contact, back);
        return "They are away, and back on %s.".formatted(Inbox.day(back));
    }

    /** They want no more mail. */
    void refused(UUID contact) {
        queue.know(contact);
        jdbc.sql("update prospecting.prospect set stopped = array_append(stopped, 'EMAIL') where contact = :contact and not 'EMAIL' = any(stopped)").param("contact", contact).update();
        course.over(contact, "OPTED_OUT", "They want no more.");
        callOff(contact, "They want no more of these");
    }

    /** @param isFinal whether nothing will ever arrive there */
    void bounced(UUID id, UUID contact, @Nullable UUID touch, UUID person, Instant at, String words, boolean isFinal) {
        queue.know(contact);
        attempt(id, contact, person, at, isFinal ? "BAD_ADDRESS" : "BOUNCED");
        jdbc.sql("update prospecting.touch set reason = :words where id = :touch and state = 'SENT'").param("words", words).param("touch", touch).update();
        if (isFinal) {
            course.over(contact, "BOUNCED", words);
            callOff(contact, "Their address does not exist");
        }
    }

    private void attempt(UUID id, UUID contact, UUID person, Instant at, String outcome) {
        jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome) values (:id, :contact, 'EMAIL', :at, :person, :outcome)").param("id", id).param("contact", contact).param("at", Utc.of(at)).param("person", person).param("outcome", outcome).update();
    }

    /** What plays had planned by mail; what somebody has written by hand stays theirs to call back. What is on its way has gone. */
    private int callOff(UUID contact, String why) {
        return jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = :why where contact = :contact and enrolment is not null and state in ('PLANNED', 'CLAIMED')")
                .param("now", Utc.of(clock.instant())).param("why", why).param("contact", contact).update();
    }
}
