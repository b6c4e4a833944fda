package rapport.prospecting.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Barred;
import rapport.crm.record.Remembers;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.plays.Course;

/** Attempts stay as numbers, for what they teach; who they were about is nobody any more. What was said goes, and nothing goes out to them again. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProspectMemory implements Remembers, Barred {

    static final String ERASED = "erased";

    private final Stops stops;
    private final Course course;
    private final JdbcClient jdbc;

    ProspectMemory(Stops stops, Course course, JdbcClient jdbc) {
        this.stops = stops;
        this.course = course;
        this.jdbc = jdbc;
    }

    @Override
    public String keeper() {
        return "Prospecting";
    }

    @Override
    public Map<String, List<Map<String, @Nullable Object>>> recall(UUID contact, Set<String> emails) {
        var all = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        all.put("tally", rows("select * from prospecting.prospect where contact = :contact", contact));
        all.put("attempts", rows("select a.*, r.words from prospecting.attempt a left join prospecting.remark r on r.workspace = a.workspace and r.attempt = a.id where a.contact = :contact order by a.at, a.id", contact));
        all.put("what was sent or is meant to be", rows("select t.*, w.address, w.subject, w.body from prospecting.touch t left join prospecting.words w on w.workspace = t.workspace and w.touch = t.id where t.contact = :contact order by t.due_at, t.id", contact));
        all.put("what came in", rows("select * from prospecting.inbound where contact = :contact order by received_at, id", contact));
        all.put("plays", rows("select * from prospecting.enrolment where contact = :contact order by started_at, id", contact));
        all.put("promises", rows("select * from prospecting.promise where contact = :contact order by promised_at, id", contact));
        all.put("introductions", rows("select * from prospecting.introduction where contact = :contact or via = :contact order by asked_at, id", contact));
        all.put("gifts", rows("select * from prospecting.gift where contact = :contact order by wished_at, touch", contact));
        all.put("letters", rows("select l.* from prospecting.letter l join prospecting.touch t on t.workspace = l.workspace and t.id = l.touch where t.contact = :contact order by l.printed_at, l.touch", contact));
        all.put("what was done against the advice", rows("select * from prospecting.override where contact = :contact order by at, id", contact));
        all.put("calls dialled", rows("select * from prospecting.dial where contact = :contact order by at, id", contact));
        return all;
    }

    private List<Map<String, @Nullable Object>> rows(String sql, UUID contact) {
        return jdbc.sql("select to_jsonb(e)::text from (%s) e".formatted(sql)).param("contact", contact).query((row, _) -> Map.<String, @Nullable Object>of("row", row.getString(1))).list();
    }

    @Override
    public void forget(UUID contact, Set<String> emails) {
        stops.stop(Stops.Scope.PERSON, contact.toString(), "ALL", Stops.Reason.LEGAL, ERASED); // waits for what is just going out
        emails.forEach(it -> stops.stop(Stops.Scope.ADDRESS, it, "ALL", Stops.Reason.LEGAL, ERASED));
        course.over(contact, "REMOVED", "They were erased.");
        for (var sql : List.of("update prospecting.touch set state = 'CANCELLED' where contact = :contact and state in ('PLANNED', 'CLAIMED')",
                "update prospecting.touch set reason = null where contact = :contact",
                "update prospecting.enrolment set because = 'They were erased.' where contact = :contact",
                "delete from prospecting.words w using prospecting.touch t where t.workspace = w.workspace and t.id = w.touch and t.contact = :contact",
                "delete from prospecting.letter l using prospecting.touch t where t.workspace = l.workspace and t.id = l.touch and t.contact = :contact",
                "delete from prospecting.remark r using prospecting.attempt a where a.workspace = r.workspace and a.id = r.attempt and a.contact = :contact",
                "delete from prospecting.inbound where contact = :contact",
                "update prospecting.promise set ended_at = coalesce(ended_at, promised_at), reason = 'They were erased.' where contact = :contact and kept_at is null",
                "delete from prospecting.words w using prospecting.introduction i where i.workspace = w.workspace and i.touch = w.touch and (i.contact = :contact or i.via = :contact)", // who was asked for them reads their name
                "delete from prospecting.introduction where contact = :contact or via = :contact",
                "update prospecting.gift set status = null where contact = :contact",
                "delete from prospecting.override where contact = :contact",
                "delete from prospecting.dial where contact = :contact")) {
            jdbc.sql(sql).param("contact", contact).update();
        }
    }

    @Override
    public Map<String, String> why(Collection<String> emails) {
        var barred = new HashMap<String, String>();
        stops.erased(emails, ERASED).forEach(it -> barred.put(it, "Whoever has this address asked to be forgotten. Only a digest of it is kept, so that nobody brings them back."));
        return barred;
    }
}
