package rapport.coaching;

import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.Workforce;

/** Talk that nobody booked. It exchanges information and is fine; it is not coaching, and there is no way to make it so. */
@Service
@Transactional
public class Contacts {

    private final Workforce workforce;
    private final JdbcClient jdbc;
    private final Clock clock;

    Contacts(Workforce workforce, JdbcClient jdbc, Clock clock) {
        this.workforce = workforce;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param mine the viewer wrote it down */
    public record Word(UUID id, UUID other, boolean mine, java.time.Instant at, String words) {}

    /** The viewer's own of late, from either side, newest first. */
    @Transactional(readOnly = true)
    public java.util.List<Word> lately(int limit, Viewer viewer) {
        return jdbc.sql("""
                        select id, case when author = :me then person else author end as other, author = :me as mine, at, words from coaching.contact
                         where author = :me or person = :me order by at desc, id limit :limit""")
                .param("me", viewer.id().value()).param("limit", limit).query(Word.class).list();
    }

    /** @param words for the two of them; may be empty */
    public UUID log(PersonId person, String words, Viewer viewer) {
        viewer.mustChange();
        if (viewer.is(person)) {
            throw new Refused("coaching.contact-with-oneself", "Choose somebody else: one does not meet oneself.");
        }
        workforce.person(person, viewer);
        var id = Ids.next(clock, uuid -> uuid);
        jdbc.sql("insert into coaching.contact (id, author, person, at, words) values (:id, :author, :person, :now, :words)")
                .param("id", id).param("author", viewer.id().value()).param("person", person.value()).param("now", Utc.of(clock.instant()))
                .param("words", words.strip()).update();
        return id;
    }
}
