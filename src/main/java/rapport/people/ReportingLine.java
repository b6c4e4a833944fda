package rapport.people;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** Who answers to whom, and so who sees what: the one place where visibility is decided. */
@Service
@Transactional(readOnly = true)
public class ReportingLine {

    private final JdbcClient jdbc;

    ReportingLine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Administrators see everybody's records; all others their own and those of everybody below them. */
    public Visibility of(Viewer viewer) {
        return viewer.role().administers()
                ? new Visibility.Everyone()
                : new Visibility.Only(below(viewer.id()), viewer.role().leads());
    }

    /** The person and everybody who answers to them, however far down. */
    public List<PersonId> peopleOf(Viewer viewer) {
        return java.util.Arrays.stream(below(viewer.id())).map(PersonId::new).toList();
    }

    private UUID[] below(PersonId top) {
        return jdbc.sql("""
                        with recursive line (id) as (
                          select :top::uuid
                          union
                          select p.id from people.person p join line on p.manager = line.id)
                        select id from line""")
                .param("top", top.value())
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    /** Before somebody gets a manager: two who do this at once wait for each other, so that no circle closes behind both. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void mustNotClose(PersonId person, PersonId manager) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('people.line ' || current_setting('rapport.workspace')))")
                .query((_, _) -> 0).single();
        if (List.of(below(person)).contains(manager.value())) {
            throw new Refused("people.circle", "That would be a circle: this manager answers to the same person already. Choose somebody further up.");
        }
    }
}
